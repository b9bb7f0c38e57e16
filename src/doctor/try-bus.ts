import type { Audience } from '../bus/audience.ts'
import type { Bus, BusEntry } from '../bus/bus.ts'
import type { FleetChannel } from '../bus/fleet-channel.ts'
import { withoutScript } from '../bus/redis/explain-redis.ts'
import type { Suspects } from '../bus/suspects.ts'

const MATCH = 'doctor'
const GATEWAY = 'doctor'

/**
 * Asks a broker for all that servers ask of it: what a user may not do is else found out by the first goal, or the first failover.
 *
 * @param bus below a name of its own, so that no server hears of it
 * @returns what was refused, each reason once
 */
export async function tryBus(bus: Bus & FleetChannel & Audience & Suspects): Promise<readonly string[]> {
  const entry: BusEntry = { match: MATCH, epoch: '1', updates: [{ seq: 1, wire: '{}' }], state: '{}' }
  const position = { epoch: '2', seq: 1 }
  const steps: readonly (() => Promise<unknown>)[] = [
    async () => (await bus.subscribe(MATCH, () => {}))(),
    () => bus.publish(entry),
    () => bus.restart(MATCH, { ...position, state: '{}', recent: [] }),
    () => bus.read(MATCH),
    () => bus.readHeads([MATCH]),
    () => bus.countKept([MATCH]),
    () => bus.readChanges(),
    () => bus.tellFleet('members', GATEWAY),
    () => bus.reportViewers(GATEWAY, new Map([[MATCH, 1]])),
    () => bus.readViewers([MATCH]),
    () => bus.reportViewers(GATEWAY, new Map()),
    async () => bus.takeTokens?.(MATCH, { perSecond: 1, burst: 1 }, 1),
    () => bus.report([{ match: MATCH, ...position }]),
    () => bus.takeSuspects(),
    () => bus.remove(MATCH, '3'),
  ]
  const refused = new Set<string>()
  for (const step of steps) await step().catch((error: Error) => refused.add(withoutScript(error.message)))
  return [...refused]
}
