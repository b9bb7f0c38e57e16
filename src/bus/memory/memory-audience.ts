import { type Audience, VIEWERS_TTL_MS } from '../audience.ts'

interface Report {
  readonly counts: ReadonlyMap<string, number>
  readonly heardAt: number
}

/** The viewers of a single process. */
export function createMemoryAudience(): Audience {
  const reports = new Map<string, Report>()
  return {
    async reportViewers(gateway, counts) {
      if (counts.size === 0) reports.delete(gateway)
      else reports.set(gateway, { counts: new Map(counts), heardAt: performance.now() })
    },
    async readViewers(matches) {
      const living = [...reports.values()].filter(({ heardAt }) => performance.now() - heardAt <= VIEWERS_TTL_MS)
      return matches.map((match) => living.reduce((sum, { counts }) => sum + (counts.get(match) ?? 0), 0))
    },
  }
}
