import type { KeptEvent } from '../../match/change.ts'
import { SPAN_OF_EVENT } from '../event-updates.ts'
import type {
  FeedActivity,
  MatchHead,
  MatchStore,
  MatchWrite,
  Snapshot,
  StoredMatch,
  WireUpdate,
} from '../match-store.ts'
import { readPastState } from '../past-state.ts'
import {
  EVENT_COLUMNS,
  type EventRow,
  MATCH_COLUMNS,
  type MatchRow,
  NEW_MATCH_COLUMNS,
  newMatchValues,
  type StandingRow,
  toEffectiveEvents,
  toKept,
  toMatch,
  toStanding,
} from '../rows.ts'
import { type CountRow, IS_WARNED, toWarnings, type WarnedRow } from '../warnings.ts'
import { appendAll } from './append.ts'
import { listPresent } from './boards.ts'
import { CLOCK, type PostgresConnection } from './connection/connection.ts'
import { JoinedCalls } from './connection/joined-calls.ts'
import { createDeletes } from './deleted-matches.ts'
import { listMatches } from './lists.ts'
import { type KeptQuery, readAllOf } from './read-events.ts'
import { appendShadow, exchange, readShadow, readShadowSources } from './shadows.ts'

const READ_WIRES = `
  select item.index, found.wire from json_to_recordset($1::json) as item (index int, match text, seq bigint)
  cross join lateral (select wire from match_update where match_id = item.match and seq = item.seq limit 1) as found`

/** Reads of several matches that come together are one statement, and so are appends. */
export function createPostgresMatchStore(connection: PostgresConnection): MatchStore {
  const appends = new JoinedCalls<MatchWrite, boolean>({
    runTogether: (writes) => appendAll(connection, writes),
    keyOf: ({ match }) => match.match,
    sizeOf: ({ kept, updates }) => kept.length + updates.length,
  })
  const readMatchRows = readEach(connection, MATCH_COLUMNS, ({ id }: MatchRow) => id)
  const readHeadRows = readEach(connection, `id as match, epoch, seq, ${CLOCK}`, ({ match }: MatchHead) => match)
  const reads = new JoinedCalls<string, StoredMatch | undefined>({
    runTogether: async (ids) => (await readMatchRows(ids)).map((row) => row && toMatch(row)),
    keyOf: (id) => id,
  })
  // After a restart a thousand rooms open at once: one by one they would fill the pool, and hold up appends.
  const snapshots = new JoinedCalls<string, Snapshot | undefined>({
    runTogether: readEach(connection, 'id as match, epoch, seq, state', ({ match }: Snapshot) => match),
    keyOf: (id) => id,
  })
  const readsOfEvents = new JoinedCalls<KeptQuery, KeptEvent[]>({
    runTogether: (queries) => readAllOf(connection, queries),
    keyOf: ({ match, source }) => `${match} ${source}`,
  })
  const store: MatchStore = {
    ...createDeletes(connection),

    async create(fixture, folded, epoch, at, madeBy) {
      const rows = await connection.query(
        `insert into match (${NEW_MATCH_COLUMNS})
         select $1, $2, $3, $4, $5, $6::bigint, $7, $8, $9, $10, $11, $12::text, $12::text, $13::bigint, $13::bigint
         where not exists (select from deleted_match where id = $1 and epoch >= $2) on conflict (id) do nothing returning id`,
        newMatchValues(fixture, folded, epoch, at, madeBy),
      )
      return rows.length === 1
    },

    read: (matchId) => reads.run(matchId),

    async readKept(match, source, eventIds) {
      return eventIds.length === 0 ? [] : readsOfEvents.run({ match, source, eventIds })
    },

    async readAllKept(matchId, source) {
      const rows = await connection.query<EventRow>(
        `select ${EVENT_COLUMNS} from match_event where match_id = $1 and source = $2 order by arrival`,
        [matchId, source],
      )
      return rows.map(toKept)
    },

    async readEffective(matchId, source) {
      const [row] = await connection.query<{ list: string }>(
        `select '[' || coalesce(string_agg(arrival || ',' || accepted_at || ',' || body, ','), '') || ']' as list
         from match_event where match_id = $1 and source = $2 and not is_deleted and body is not null`,
        [matchId, source],
      )
      return toEffectiveEvents(row?.list ?? '[]')
    },

    async readStanding(matchId) {
      const [row] = await connection.query<StandingRow>(
        `select ${MATCH_COLUMNS}, (
           select '[' || coalesce(string_agg(event.arrival || ',' || event.accepted_at || ',' || event.body, ','), '') || ']'
           from match_event event
           where event.match_id = match.id and event.source = match.source and not event.is_deleted and event.body is not null
         ) as list
         from match where id = $1`,
        [matchId],
      )
      return row && toStanding(row)
    },

    readEventUpdates: (matchId, source, eventId) =>
      connection.query<WireUpdate>(
        `select log.seq as seq, log.wire as wire from match_event event join match_update log on ${SPAN_OF_EVENT}
         where event.match_id = $1 and event.source = $2 and event.event_id = $3 and log.source = $2 and log.event_id = $3
         union all
         select 0, wire from match_shadow_update where match_id = $1 and source = $2 and event_id = $3 order by seq`,
        [matchId, source, eventId],
      ),

    append: (write) => appends.run(write),

    readShadow: (matchId, source) => readShadow(connection, matchId, source),

    readShadowSources: (matchId) => readShadowSources(connection, matchId),

    appendShadow: (write) => appendShadow(connection, write),

    exchange: (write) => exchange(connection, write),

    async changeEpoch(matchId, from, to, at) {
      const rows = await connection.query(
        'update match set epoch = $3, changed_at = $4 where id = $1 and epoch = $2 returning id',
        [matchId, from, to, at],
      )
      return rows.length === 1
    },

    readSnapshot: (matchId) => snapshots.run(matchId),

    async readInitial(matchId) {
      const [row] = await connection.query<Snapshot>(
        'select id as match, epoch, 0::bigint as seq, initial_state as state from match where id = $1',
        [matchId],
      )
      return row
    },

    readUpdates: (matchId, after, limit) =>
      connection.query<WireUpdate>(
        'select seq, wire from match_update where match_id = $1 and seq > $2 order by seq limit $3',
        [matchId, after, limit],
      ),

    async readWires(positions) {
      const rows = await connection.query<{ index: number; wire: string }>(READ_WIRES, [
        JSON.stringify(positions.map(({ match, seq }, index) => ({ index, match, seq }))),
      ])
      const wires = new Map(rows.map(({ index, wire }) => [index, wire]))
      return positions.map((_position, index) => wires.get(index))
    },

    readPast: (matchId, seq) => readPastState(store, matchId, seq),

    async readSeqAt(matchId, at) {
      const [row] = await connection.query<{ seq: number }>(
        'select coalesce(max(seq), 0) as seq from match_update where match_id = $1 and at <= $2',
        [matchId, at],
      )
      return row?.seq ?? 0
    },

    async readFeeds(matchId) {
      const rows = await connection.query<{ feed: string | null; at: number }>(
        `select log.feed, max(log.at) as at from match left join match_update log on log.match_id = match.id
         where match.id = $1 group by log.feed order by max(log.seq) desc`,
        [matchId],
      )
      if (rows.length === 0) return undefined
      return rows.filter((row): row is FeedActivity => row.feed !== null)
    },

    async readWarnings(matchId, limit) {
      const [rows, counts] = await Promise.all([
        connection.query<WarnedRow>(
          `select source, event_id as id, warnings from match_event where match_id = $1 and ${IS_WARNED}
           order by arrival desc limit $2`,
          [matchId, limit],
        ),
        connection.query<CountRow>(
          `select item ->> 'code' as code, count(*)::int as count
           from match_event, json_array_elements(warnings::json) as item
           where match_id = $1 and ${IS_WARNED} group by 1 order by 1`,
          [matchId],
        ),
      ])
      return toWarnings(rows, counts)
    },

    list: (query) => listMatches(connection, query),

    listPresent: (query) => listPresent(connection, query),

    async readHeads(matchIds) {
      return (await readHeadRows(matchIds)).map((head) => head && { epoch: head.epoch, seq: head.seq })
    },

    async readHeadsChangedAfter(place, limit) {
      const rows = await connection.query<MatchHead>(
        `select id as match, epoch, seq, changed_at as "changedAt", ${CLOCK} from match
         where (changed_at, id) > ($1, $2) order by changed_at, id limit $3`,
        [place.changedAt, place.match, limit],
      )
      return rows.map(({ match, epoch, seq, changedAt }) => ({ match, epoch, seq, changedAt }))
    },
  }
  return store
}

/**
 * Reads rows of matches in the order asked; undefined for a match that does not exist. Each by its key: `id = any(…)` may get a plan that
 * reads the whole table, while that has no statistics.
 */
function readEach<Row extends object>(connection: PostgresConnection, columns: string, idOf: (row: Row) => string) {
  const text = `
    select found.* from json_array_elements_text($1::json) as item (id)
    cross join lateral (select ${columns} from match where match.id = item.id limit 1) as found`
  return async (ids: readonly string[]): Promise<(Row | undefined)[]> => {
    const found = new Map((await connection.query<Row>(text, [JSON.stringify(ids)])).map((row) => [idOf(row), row]))
    return ids.map((id) => found.get(id))
  }
}
