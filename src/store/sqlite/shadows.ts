import type { Exchange, ShadowUpdate, ShadowWrite, StoredShadow } from '../match-store.ts'
import { SHADOW_COLUMNS, type ShadowRow, shadowColumns, toShadow, updateColumns } from '../rows.ts'
import { comparedScore } from '../source-life.ts'
import { append, keepEvents } from './append.ts'
import type { SqliteConnection, SqlValue } from './connection/connection.ts'

/** Compare-and-swap: writes no row when the shadow is not the one that `write` replaces. Runs within a transaction. */
export function appendShadow(connection: SqliteConnection, write: ShadowWrite): boolean {
  const { shadow, replaces, kept, updates } = write
  const written = replaces === undefined ? begin(connection, shadow) : replace(connection, write)
  if (written !== 1) return false
  keepEvents(connection, shadow.match, kept)
  for (const update of updates) logUpdate(connection, shadow, update)
  return true
}

/** Writes both or none. Runs within a transaction, and nobody else writes meanwhile. */
export function exchange(connection: SqliteConnection, { write, comes, goes }: Exchange): boolean {
  const { match } = write.match
  const found = connection.get(
    'select 1 from match_shadow where match_id = ?1 and source = ?2 and version = ?3',
    match,
    comes.source,
    comes.version,
  )
  if (found === undefined || !append(connection, write)) return false
  connection.run('delete from match_shadow where match_id = ?1 and source = ?2', match, comes.source)
  if (goes === undefined) return true
  const log = connection.get<{ seq: number }>(
    'select coalesce(max(seq), 0) as seq from match_shadow_update where match_id = ?1 and source = ?2',
    match,
    goes.source,
  )
  begin(connection, { ...goes, seq: log?.seq ?? 0 })
  return true
}

export function readShadow(connection: SqliteConnection, match: string, source: string): StoredShadow | undefined {
  const row = connection.get<ShadowRow>(
    `select ${SHADOW_COLUMNS} from match_shadow where match_id = ?1 and source = ?2`,
    match,
    source,
  )
  return row && toShadow(row)
}

export function readShadowSources(connection: SqliteConnection, match: string): string[] {
  return connection
    .all<{ source: string }>('select source from match_shadow where match_id = ?1 order by source', match)
    .map(({ source }) => source)
}

/** A shadow begins only while its source is not in charge. */
function begin(connection: SqliteConnection, shadow: StoredShadow): number {
  return connection.run(
    `insert into match_shadow
       (match_id, source, seq, version, status, score, fixture, state, memory, tail, arrivals, changed_at)
     select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
     where exists (select 1 from match where id = ?1 and source is not ?2)
     on conflict do nothing`,
    ...valuesOf(shadow),
  )
}

function replace(connection: SqliteConnection, { shadow, replaces }: ShadowWrite): number {
  return connection.run(
    `update match_shadow set seq = ?3, version = ?4, status = ?5, score = ?6, fixture = ?7, state = ?8, memory = ?9, tail = ?10,
       arrivals = ?11, changed_at = ?12
     where match_id = ?1 and source = ?2 and version = ?13`,
    ...valuesOf(shadow),
    replaces ?? null,
  )
}

function valuesOf(shadow: StoredShadow): SqlValue[] {
  const row = shadowColumns({ shadow, replaces: undefined })
  return [
    row.match,
    row.source,
    row.seq,
    row.version,
    row.status,
    row.score,
    row.fixture,
    row.state,
    row.memory,
    row.tail,
    row.arrivals,
    Date.now(),
  ]
}

function logUpdate(connection: SqliteConnection, { match, source }: StoredShadow, update: ShadowUpdate): void {
  const row = updateColumns(match, update)
  connection.run(
    `insert into match_shadow_update (match_id, source, seq, at, kind, feed, event_id, score, wire)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
    match,
    source,
    row.seq,
    row.at,
    row.kind,
    row.feed,
    row.id,
    comparedScore(update.score),
    row.wire,
  )
}
