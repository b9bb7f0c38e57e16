import type { KeptEvent } from '../../match/change.ts'
import type { LoggedUpdate, MatchWrite } from '../match-store.ts'
import { eventColumns, matchColumns, updateColumns } from '../rows.ts'
import type { SqliteConnection } from './connection.ts'

/** Compare-and-swap: writes no row when the match is not the one that `write` replaces. Runs within a transaction. */
export function append(connection: SqliteConnection, write: MatchWrite): boolean {
  const row = matchColumns(write)
  const swapped = connection.run(
    `update match set seq = ?4, version = ?5, status = ?6, competition = ?7, starts_at = coalesce(?8, created_at),
       fixture = ?9, state = ?10, memory = ?11, tail = ?12, arrivals = ?13, changed_at = ?14, score = ?15, source = ?16, words = ?17
     where id = ?1 and version = ?2 and epoch = ?3`,
    row.id,
    row.replaces,
    row.epoch,
    row.seq,
    row.version,
    row.status,
    row.competition,
    row.startsAt,
    row.fixture,
    row.state,
    row.memory,
    row.tail,
    row.arrivals,
    Date.now(),
    row.score,
    row.source,
    row.words,
  )
  if (swapped !== 1) return false
  keepEvents(connection, row.id, write.kept)
  for (const update of write.updates) logUpdate(connection, row.id, update)
  return true
}

export function keepEvents(connection: SqliteConnection, match: string, kept: readonly KeptEvent[]): void {
  for (const each of kept) {
    const row = eventColumns(match, each)
    connection.run(
      `insert into match_event (match_id, source, feed, event_id, arrival, accepted_at, revision, is_deleted, is_held, body, seq,
         warnings)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
       on conflict (match_id, source, event_id) do update
         set feed = excluded.feed, arrival = excluded.arrival, accepted_at = excluded.accepted_at, revision = excluded.revision,
           is_deleted = excluded.is_deleted, is_held = excluded.is_held, body = excluded.body, seq = excluded.seq,
           warnings = excluded.warnings`,
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
    )
  }
}

function logUpdate(connection: SqliteConnection, match: string, update: LoggedUpdate): void {
  const row = updateColumns(match, update)
  connection.run(
    `insert into match_update (match_id, seq, at, kind, feed, source, event_id, wire)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
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
