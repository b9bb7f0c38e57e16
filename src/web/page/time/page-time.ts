import type { Client, MatchStatus } from '../../../client/index.ts'

/** What time it is for the clocks on the page, by the server's clock. */
export interface PageTime {
  /** Stands still while a match is stale, because a running clock would look alive. */
  of(status: MatchStatus): number
}

/** @param delayMs how much later everything is shown, clocks included */
export function pageTime(client: Client, delayMs: number): PageTime {
  const now = client.now() - delayMs
  const offset = now - Date.now()
  return { of: (status) => (status.kind === 'stale' ? status.asOf + offset : now) }
}
