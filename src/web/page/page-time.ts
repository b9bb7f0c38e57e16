import type { Client, MatchStatus } from '../../client/index.ts'

/** The server's time for the clock of a match. */
export interface PageTime {
  /** Stands still for a match that may be stale: a clock that runs would look alive. */
  of(status: MatchStatus | undefined): number
}

export function pageTime(client: Client): PageTime {
  const now = client.now()
  const offset = now - Date.now()
  return { of: (status) => (status?.kind === 'stale' ? status.asOf + offset : now) }
}
