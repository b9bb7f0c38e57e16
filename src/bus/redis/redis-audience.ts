import { type Audience, VIEWERS_TTL_MS } from '../audience.ts'
import type { RedisCommands } from './redis-client.ts'
import { fleetKey } from './redis-scripts.ts'

/**
 * A hash for each gateway, viewers by match, and a set of the gateways by when they reported last. A report says what has changed; one in
 * which nothing has is a call that says the gateway is still there.
 */
export function createRedisAudience(
  commands: Pick<RedisCommands, 'touchlineReportViewers' | 'touchlineReadViewers'>,
  prefix: string,
): Audience {
  const reporters = fleetKey(prefix, 'reporters')
  /** What Redis has of each gateway that reports through here. */
  const told = new Map<string, ReadonlyMap<string, number>>()
  return {
    async reportViewers(gateway, counts) {
      const before = told.get(gateway) ?? new Map<string, number>()
      const watched = new Map([...counts].filter(([, count]) => count > 0))
      if (watched.size === 0 && before.size === 0) return
      const own = fleetKey(prefix, `viewers:${gateway}`)
      const report = (isWhole: boolean, changes: readonly (readonly [string, number])[]) =>
        commands.touchlineReportViewers(reporters, own, VIEWERS_TTL_MS, gateway, Number(isWhole), ...changes.flat())
      const left = [...before.keys()].flatMap((match) => (watched.has(match) ? [] : ([[match, 0]] as const)))
      const changed = [...watched].filter(([match, count]) => before.get(match) !== count)
      // Until this has succeeded nobody knows what Redis has.
      told.delete(gateway)
      if ((await report(before.size === 0, [...left, ...changed])) === 0) await report(true, [...watched])
      told.set(gateway, watched)
    },
    async readViewers(matches) {
      if (matches.length === 0) return []
      const base = fleetKey(prefix, 'viewers:')
      return (await commands.touchlineReadViewers(reporters, base, VIEWERS_TTL_MS, ...matches)).map(Number)
    },
  }
}
