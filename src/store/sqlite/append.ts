import type { KeptEvent } from '../../match/change.ts'
import { NEXT_FIRST_SEQ } from '../event-updates.ts'
import type { LoggedUpdate, MatchWrite } from '../match-store.ts'
import { eventColumns, matchColumns, updateColumns } from '../rows.ts'
import type { SqliteConnection, SqlValue } from './connection/connection.ts'

// Placeholders without numbers: node:sqlite searches for the name of each numbered one among all before it, which takes longer with each.

/** Compare-and-swap: writes no row when the match is not the one that `write` replaces. Runs within a transaction. */
export function append(connection: SqliteConnection, write: MatchWrite): boolean {
  const row = matchColumns(write)
  const { kept, areNew } = write
  if (areNew && !keepNewEvents(connection, row.id, kept)) return false
  if (!swapState(connection, row) && !swapAll(connection, row)) {
    if (areNew) takeOut(connection, row.id, kept)
    return false
  }
  if (!areNew) keepEvents(connection, row.id, kept)
  for (const update of write.updates) logUpdate(connection, row.id, update)
  return true
}

type Row = ReturnType<typeof matchColumns>

/** What every write sets; the values are those of `stateValues`. */
const SET_STATE =
  'set seq = ?, version = ?, state = ?, memory = ?, tail = ?, arrivals = ?, changed_at = ?, score = ?, source = ?'

const IS_REPLACED = 'where id = ? and version = ? and epoch = ?'

// Put together once: finding the statement of a text that is made anew for each call was 6 % of the cost of an event in an array.
const SWAP_STATE = `update match ${SET_STATE} ${IS_REPLACED} and status = ? and fixture = ? and words = ?`

const SWAP_ALL = `
  update match ${SET_STATE}, status = ?, competition = ?, starts_at = coalesce(?, created_at), fixture = ?, words = ?
  ${IS_REPLACED}`

/**
 * Nearly every write leaves the fixture and the status as they are, and with them what lists and searches look at. SQLite would write
 * the entries of their indexes again, and run the triggers, for a column that is only set to what it was.
 */
function swapState(connection: SqliteConnection, row: Row): boolean {
  const swapped = connection.run(
    SWAP_STATE,
    ...stateValues(row),
    row.id,
    row.replaces,
    row.epoch,
    row.status,
    row.fixture,
    row.words,
  )
  return swapped === 1
}

function swapAll(connection: SqliteConnection, row: Row): boolean {
  const swapped = connection.run(
    SWAP_ALL,
    ...stateValues(row),
    row.status,
    row.competition,
    row.startsAt,
    row.fixture,
    row.words,
    row.id,
    row.replaces,
    row.epoch,
  )
  return swapped === 1
}

function stateValues(row: Row): SqlValue[] {
  return [row.seq, row.version, row.state, row.memory, row.tail, row.arrivals, Date.now(), row.score, row.source]
}

const INSERT_EVENT = `
  insert into match_event (match_id, source, feed, event_id, arrival, accepted_at, revision, is_deleted, is_held, body, seq,
    warnings, first_seq)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

const KEEP_NEW_EVENT = `${INSERT_EVENT} on conflict (match_id, source, event_id) do nothing`

const KEEP_EVENT = `${INSERT_EVENT}
  on conflict (match_id, source, event_id) do update
    set feed = excluded.feed, arrival = excluded.arrival, accepted_at = excluded.accepted_at, revision = excluded.revision,
      is_deleted = excluded.is_deleted, is_held = excluded.is_held, body = excluded.body, seq = excluded.seq,
      warnings = excluded.warnings, first_seq = ${NEXT_FIRST_SEQ}`

export function keepEvents(connection: SqliteConnection, match: string, kept: readonly KeptEvent[]): void {
  for (const each of kept) keepEvent(connection, KEEP_EVENT, eventColumns(match, each))
}

/** @returns false if one of them is stored already; then it stores none. An error would roll back the other writes of the transaction. */
function keepNewEvents(connection: SqliteConnection, match: string, kept: readonly KeptEvent[]): boolean {
  const known = kept.findIndex((each) => keepEvent(connection, KEEP_NEW_EVENT, eventColumns(match, each)) === 0)
  if (known >= 0) takeOut(connection, match, kept.slice(0, known))
  return known < 0
}

function takeOut(connection: SqliteConnection, match: string, kept: readonly KeptEvent[]): void {
  for (const { source, id } of kept) {
    connection.run('delete from match_event where match_id = ? and source = ? and event_id = ?', match, source, id)
  }
}

function keepEvent(connection: SqliteConnection, text: string, row: ReturnType<typeof eventColumns>): number {
  return connection.run(
    text,
    row.match,
    row.source,
    row.feed,
    row.id,
    row.arrival,
    row.at,
    row.revision,
    row.deleted ? 1 : 0,
    row.held ? 1 : 0,
    row.body,
    row.seq,
    row.warnings,
    row.seq ?? 0,
  )
}

function logUpdate(connection: SqliteConnection, match: string, update: LoggedUpdate): void {
  const row = updateColumns(match, update)
  connection.run(
    `insert into match_update (match_id, seq, at, kind, feed, source, event_id, wire)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    row.match,
    row.seq,
    row.at,
    row.kind,
    row.feed,
    row.source,
    row.id,
    row.wire,
  )
}
