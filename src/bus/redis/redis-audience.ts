import { type Audience, VIEWERS_TTL_MS } from '../audience.ts'
import { inPortions, type RedisCommands } from './redis-client.ts'
import { fleetKey } from './redis-scripts.ts'

type Changes = readonly (readonly [string, number])[]

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
      const call = async (isWhole: boolean, changes: Changes) =>
        (await commands.touchlineReportViewers(
          reporters,
          own,
          VIEWERS_TTL_MS,
          gateway,
          Number(isWhole),
          ...changes.flat(),
        )) > 0
      /** @returns false if Redis has lost what was told before */
      const report = async (isWhole: boolean, changes: Changes) => {
        const [first = [], ...others] = inPortions(changes)
        if (!(await call(isWhole, first))) return false
        for (const some of others) if (!(await call(false, some))) return false
        return true
      }
      const left = [...before.keys()].flatMap((match) => (watched.has(match) ? [] : ([[match, 0]] as const)))
      const changed = [...watched].filter(([match, count]) => before.get(match) !== count)
      // Until this has succeeded nobody knows what Redis has.
      told.delete(gateway)
      if (!(await report(before.size === 0, [...left, ...changed]))) await report(true, [...watched])
      told.set(gateway, watched)
    },
    async readViewers(matches) {
      if (matches.length === 0) return []
      const base = fleetKey(prefix, 'viewers:')
      return (await commands.touchlineReadViewers(reporters, base, VIEWERS_TTL_MS, ...matches)).map(Number)
    },
  }
}
