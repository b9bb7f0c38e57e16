import type { EventWarning } from '../match/change.ts'
import type { WarningsOfMatch } from './match-store.ts'

export interface WarnedRow {
  readonly source: string
  readonly id: string
  readonly warnings: string
}

export interface CountRow {
  readonly code: string
  readonly count: number
}

/** The SQL condition of an event that stands and was surprising; the index has no others. */
export const IS_WARNED = 'warnings is not null and not is_deleted'

export function toWarnings(rows: readonly WarnedRow[], counts: readonly CountRow[]): WarningsOfMatch {
  return {
    events: rows.map(({ warnings, ...event }) => ({ ...event, warnings: JSON.parse(warnings) as EventWarning[] })),
    counts: Object.fromEntries(counts.map(({ code, count }) => [code, count])),
  }
}
