import type { Fixture, Status } from '../../match/state.ts'
import { wordsColumn } from '../words-column.ts'

export type ArchivedValue = string | number | boolean | null

/** A row of a table, by column. */
export type ArchivedRow = Readonly<Record<string, ArchivedValue>>

/**
 * The tables that have rows of a match, in the order they are written: the match first. Each with its columns: what both databases
 * have alike, so that an archive of one can be read into the other.
 */
export const ARCHIVED_TABLES = {
  match: [
    ...['id', 'epoch', 'seq', 'version', 'sport', 'status', 'competition', 'starts_at', 'fixture', 'initial_state'],
    ...['state', 'memory', 'tail', 'arrivals', 'created_at', 'changed_at', 'source', 'made_by', 'score', 'words'],
  ],
  match_event: [
    ...['match_id', 'source', 'event_id', 'arrival', 'accepted_at', 'revision', 'is_deleted', 'body', 'seq', 'feed'],
    ...['is_held', 'warnings', 'first_seq'],
  ],
  match_update: ['match_id', 'seq', 'at', 'kind', 'feed', 'event_id', 'wire', 'source'],
  match_shadow: [
    ...['match_id', 'source', 'seq', 'version', 'status', 'score', 'fixture', 'state', 'memory', 'tail', 'arrivals'],
    ...['changed_at', 'differs_since'],
  ],
  match_shadow_update: ['match_id', 'source', 'seq', 'at', 'kind', 'feed', 'event_id', 'score', 'wire'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type ArchivedTable = keyof typeof ARCHIVED_TABLES

export const TABLE_NAMES = Object.keys(ARCHIVED_TABLES) as ArchivedTable[]

/** Columns that are true or false. SQLite has numbers for them. */
export const BOOLEAN_COLUMNS: ReadonlySet<string> = new Set(['is_deleted', 'is_held'])

/** All rows of a match. */
export interface ArchivedMatch {
  readonly match: string
  readonly tables: Readonly<Record<ArchivedTable, readonly ArchivedRow[]>>
}

/** What a list of matches says of one. */
export interface ListedMatch {
  readonly match: string
  readonly sport: string
  readonly status: Status
  readonly competition: string | null
  readonly startsAt: number
  /** `2-1`; null before anything was told. */
  readonly score: string | null
  readonly seq: number
  /** The source in charge. */
  readonly source: string | null
}

export interface ListedQuery {
  /** The id after which the page begins. */
  readonly after: string
  readonly limit: number
  readonly statuses?: readonly Status[]
  readonly startsBefore?: number
}

/** Whole matches, for those who run Touchline: what is there, and how it is carried from one database to another. */
export interface MatchArchive {
  /** By id. */
  list(query: ListedQuery): Promise<ListedMatch[]>
  /** All rows of a match, of one moment; undefined if there is no such match. */
  read(match: string): Promise<ArchivedMatch | undefined>
  /**
   * Writes the rows of a match, all or nothing.
   *
   * @param epoch the one it gets; later than its own, and than the one it left if it was deleted here
   * @returns false if the id is taken, or the epoch is not later, and then nothing is written
   */
  write(archived: ArchivedMatch, epoch: string, at: number): Promise<boolean>
}

export const LISTED_COLUMNS = 'id as match, sport, status, competition, starts_at as "startsAt", score, seq, source'

/** The rows as they are written: the match gets its epoch and its words, and counts as changed now, so that it is told to the bus. */
export function rowsToWrite(
  { tables }: ArchivedMatch,
  table: ArchivedTable,
  { epoch, at }: { epoch: string; at: number },
): ArchivedRow[] {
  const rows = tables[table].map((row) =>
    Object.fromEntries(ARCHIVED_TABLES[table].map((column) => [column, row[column] ?? null])),
  )
  if (table !== 'match') return rows
  // An archive of an older version has no words.
  const words = (row: ArchivedRow) => wordsColumn(JSON.parse(String(row['fixture'])) as Fixture)
  return rows.map((row) => ({ ...row, epoch, changed_at: at, words: words(row) }))
}
