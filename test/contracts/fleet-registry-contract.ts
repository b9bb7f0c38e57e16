import { describe, expect, it, onTestFinished } from 'vitest'
import type { Bus } from '../../src/bus/bus.ts'
import { FLEET_TTL_MS, type FleetMember, type FleetRegistry } from '../../src/bus/fleet-registry.ts'

/**
 * What every FleetRegistry does.
 *
 * @param open an empty registry, shared with nobody; the contract closes it
 * @param pass lets time pass where it can be made to; elsewhere the contract waits
 */
export function fleetRegistryContract(
  name: string,
  open: () => Promise<FleetRegistry & Pick<Bus, 'close'>>,
  pass: (ms: number) => void = () => {},
): void {
  const start = async () => {
    const registry = await open()
    onTestFinished(() => registry.close())
    return registry
  }

  describe(name, () => {
    it('tells every gateway of the others, as each described itself last', async () => {
      const registry = await start()
      const [a, b] = [member('a', 3), member('b', 5)]

      expect(await registry.announce(a)).toEqual([a])
      expect(byId(await registry.announce(b))).toEqual([a, b])
      const leaving = { ...a, viewers: 2, isDraining: true }
      expect(byId(await registry.announce(leaving))).toEqual([leaving, b])
    })

    it('forgets a gateway that is not heard of any more', async () => {
      const registry = await start()
      await registry.announce(member('a', 3))

      const fleet = () => registry.announce(member('b', 5))
      pass(FLEET_TTL_MS - 500)
      expect(await fleet()).toHaveLength(2)
      pass(501)
      await expect.poll(fleet, { interval: 200, timeout: FLEET_TTL_MS + 5_000 }).toEqual([member('b', 5)])
    })
  })
}

function member(id: string, viewers: number): FleetMember {
  return { id, viewers, isDraining: false }
}

function byId(fleet: FleetMember[]): FleetMember[] {
  return fleet.toSorted((a, b) => a.id.localeCompare(b.id))
}
