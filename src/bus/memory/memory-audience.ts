import { type Audience, VIEWERS_TTL_MS } from '../audience.ts'

interface Report {
  readonly count: number
  readonly heardAt: number
}

/** The viewers of a single process. */
export function createMemoryAudience(): Audience {
  /** By match, then by gateway. */
  const reports = new Map<string, Map<string, Report>>()
  return {
    async reportViewers(gateway, counts) {
      const heardAt = performance.now()
      for (const [match, count] of counts) {
        const byGateway = reports.get(match) ?? new Map<string, Report>()
        if (count > 0) reports.set(match, byGateway.set(gateway, { count, heardAt }))
        else if (byGateway.delete(gateway) && byGateway.size === 0) reports.delete(match)
      }
    },
    async readViewers(match) {
      const now = performance.now()
      let sum = 0
      for (const { count, heardAt } of reports.get(match)?.values() ?? []) {
        if (now - heardAt <= VIEWERS_TTL_MS) sum += count
      }
      return sum
    },
  }
}
