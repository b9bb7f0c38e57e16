import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { FleetChannel } from '../../../src/bus/fleet-channel.ts'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import { Fleet, type FleetMember, type FleetOptions } from '../../../src/gateway/fleet/fleet.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { connectClient } from '../../support/socket-client.ts'
import { startGateway } from '../start-gateway.ts'

const FLEET_TTL_MS = 5_000

function openFleet(bus: FleetOptions['bus'], viewers = 0): Fleet {
  const fleet = new Fleet({ bus, viewers: () => viewers })
  onTestFinished(() => fleet.close())
  return fleet
}

async function meetAll(fleets: readonly Fleet[]): Promise<void> {
  for (const fleet of fleets) await fleet.meet()
}

function member(what: FleetMember): string {
  return JSON.stringify(what)
}

describe('takers per drain', () => {
  /** @returns what each gateway that drains reckons with */
  async function drain({ gateways, draining }: { gateways: number; draining: number }): Promise<number[]> {
    const bus = createMemoryBus()
    const fleets = Array.from({ length: gateways }, () => openFleet(bus))
    const leaving = fleets.slice(0, draining)
    for (const fleet of leaving) await fleet.leave()
    await meetAll(fleets)
    return leaving.map(({ takersPerDrain }) => takersPerDrain)
  }

  it('are all the others where one gateway drains', async () => {
    expect(await drain({ gateways: 2, draining: 1 })).toEqual([1])
    expect(await drain({ gateways: 10, draining: 1 })).toEqual([9])
  })

  it('are shared by those that drain at the same time', async () => {
    expect(await drain({ gateways: 10, draining: 2 })).toEqual([4, 4])
    expect(await drain({ gateways: 5, draining: 2 })).toEqual([1.5, 1.5])
  })

  it('are less than one where more drain than stay', async () => {
    expect(await drain({ gateways: 5, draining: 4 })).toEqual([0.25, 0.25, 0.25, 0.25])
  })

  it('are never none: a replacement that nobody knows yet will come', async () => {
    expect(await drain({ gateways: 1, draining: 1 })).toEqual([1])
    expect(await drain({ gateways: 3, draining: 3 })).toEqual([1 / 3, 1 / 3, 1 / 3])
  })

  it('are known to a gateway as soon as it leaves', async () => {
    const bus = createMemoryBus()
    const first = openFleet(bus)
    for (let n = 0; n < 3; n += 1) openFleet(bus)

    await first.leave()

    expect(first.takersPerDrain).toBe(3)
  })
})

describe('what a gateway knows of the others', () => {
  fakeTimePerTest({ toFake: ['setInterval', 'clearInterval', 'performance', 'Date'] })

  it('comes without asking', async () => {
    const bus = createMemoryBus()
    const [first, second] = [openFleet(bus), openFleet(bus)]
    await second.leave()

    await vi.advanceTimersByTimeAsync(FLEET_TTL_MS)

    expect(first.others).toBe(0)
    expect(second.others).toBe(1)
  })

  it('comes to a new one at once, though each tells no more than four times a second', async () => {
    const bus = createMemoryBus()
    openFleet(bus)
    await vi.advanceTimersByTimeAsync(251)
    let told = 0
    bus.hearFleet('members', () => {
      told += 1
    })
    const third = openFleet(bus)
    await vi.advanceTimersByTimeAsync(0)
    expect(third.others).toBe(1)
    expect(told).toBe(2)

    for (let n = 0; n < 20; n += 1)
      await bus.tellFleet('members', member({ id: `g${n}`, viewers: 0, isDraining: false }))
    expect(told).toBe(22)
  })

  it('counts one for five seconds after it was heard last: a lost announcement or two do no harm', async () => {
    const bus = createMemoryBus()
    const fleet = openFleet(bus)
    await bus.tellFleet('members', member({ id: 'far', viewers: 0, isDraining: false }))

    await vi.advanceTimersByTimeAsync(FLEET_TTL_MS)
    expect(fleet.others).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(fleet.others).toBe(0)
  })

  it('leaves out one that ended without a word', async () => {
    const bus = createMemoryBus()
    const [first, second] = [openFleet(bus), openFleet(bus)]
    await bus.tellFleet('members', member({ id: 'killed', viewers: 100, isDraining: true }))
    await meetAll([first, second])
    expect(first.takersPerDrain).toBe(2)
    await first.leave()
    expect(first.takersPerDrain).toBe(0.5)

    await vi.advanceTimersByTimeAsync(2 * FLEET_TTL_MS)

    expect(first.takersPerDrain).toBe(1)
  })

  it('leaves out one that has closed, as soon as it says so', async () => {
    const bus = createMemoryBus()
    const [first, second] = [openFleet(bus), openFleet(bus)]
    await meetAll([first, second])
    expect(first.others).toBe(1)
    second.close()
    expect(first.others).toBe(0)
    first.close()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is told at once to one that was silent for so long that it was forgotten', async () => {
    const bus = createMemoryBus()
    openFleet(bus)
    const stranger = () => bus.tellFleet('members', member({ id: 'stranger', viewers: 0, isDraining: false }))
    let told = 0
    bus.hearFleet('members', () => {
      told += 1
    })
    await vi.advanceTimersByTimeAsync(500)
    await stranger()
    expect(told).toBe(2)
    await vi.advanceTimersByTimeAsync(FLEET_TTL_MS)
    told = 0
    await stranger()
    expect(told).toBe(1)
    await vi.advanceTimersByTimeAsync(FLEET_TTL_MS + 2_000)
    told = 0
    await stranger()
    expect(told).toBe(2)
  })

  it('is forgotten while the bus is away', async () => {
    const bus = createMemoryBus()
    let isAway = false
    const tellFleet: FleetChannel['tellFleet'] = async (topic, text) => {
      if (isAway) throw new Error('the bus is away')
      return bus.tellFleet(topic, text)
    }
    const hearFleet: FleetChannel['hearFleet'] = (topic, listener) =>
      bus.hearFleet(topic, (text) => isAway || listener(text))
    const fleet = openFleet({ tellFleet, hearFleet, watchHealth() {} }, 12)
    const other = openFleet(bus)
    await meetAll([fleet, other])
    expect([fleet.others, fleet.takersPerDrain, fleet.surplus]).toEqual([1, 2, 6])

    isAway = true
    await vi.advanceTimersByTimeAsync(2 * FLEET_TTL_MS)
    expect([fleet.others, fleet.takersPerDrain, fleet.surplus]).toEqual([0, 1, undefined])

    isAway = false
    await vi.advanceTimersByTimeAsync(FLEET_TTL_MS)
    expect([fleet.others, fleet.takersPerDrain, fleet.surplus]).toEqual([1, 2, 6])
  })
})

describe('[W7] the advice to come back', () => {
  const VIEWERS = 40
  const RATE = 100
  /** What one gateway needs to let them all in, with a fifth of its rate left for others. */
  const ONE_TAKER_MS = (VIEWERS / (RATE * 0.8)) * 1_000

  it.each([
    { others: 1, draining: 0, expectedMs: ONE_TAKER_MS },
    { others: 2, draining: 0, expectedMs: ONE_TAKER_MS / 2 },
    { others: 4, draining: 0, expectedMs: ONE_TAKER_MS / 4 },
    { others: 4, draining: 2, expectedMs: (3 * ONE_TAKER_MS) / 2 },
  ])('is spread over $expectedMs ms with $others others, of whom $draining drain', async (fleet) => {
    const { others, draining, expectedMs } = fleet
    const onSendingAway = vi.fn()
    const full = await startGateway({ drainMs: 50, maxConnectionRate: RATE, onSendingAway })
    const viewers = await Promise.all(Array.from({ length: VIEWERS }, () => connectClient(full.liveUrl)))
    for (let n = 0; n < others; n += 1) {
      const { gateway } = await startGateway({ bus: full.bus })
      if (n < draining) await gateway.drain()
    }

    const drained = full.gateway.drain()
    const advice = await Promise.all(viewers.map((viewer) => viewer.nextOf('reconnect')))
    await drained

    expect(onSendingAway).toHaveBeenCalledExactlyOnceWith('draining', VIEWERS, expect.closeTo(expectedMs))
    expect(Math.max(...advice.map(({ afterMs }) => afterMs))).toBeLessThan(expectedMs)
  })
})
