import type { Position } from '../../protocol/messages.ts'
import { SPAN_OF_EVENT } from '../event-updates.ts'
import type { FeedActivity, MatchHead, MatchStore, Snapshot, WireUpdate } from '../match-store.ts'
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
import { append } from './append.ts'
import { listPresent } from './boards.ts'
import type { SqliteConnection } from './connection/connection.ts'
import { createDeletes } from './deleted-matches.ts'
import type { JoinedWrites } from './joined-writes.ts'
import { listMatches } from './lists.ts'
import { appendShadow, exchange, readShadow, readShadowSources } from './shadows.ts'

export interface SqliteMatchStoreOptions {
  readonly connection: SqliteConnection
  readonly writes: JoinedWrites
}

/** Most requests have one event: to make a list of it would cost three times as much. */
const READ_EVENT = `select ${EVENT_COLUMNS} from match_event where match_id = ? and source = ? and event_id = ?`

/** Looks each event up by its whole key. One statement for all costs half as much as one for each. */
const READ_EVENTS = `
  select ${EVENT_COLUMNS} from json_each(?3) as wanted
  cross join match_event on match_id = ?1 and source = ?2 and event_id = wanted.value order by arrival`

/** Reads are answered at once; writes when the transaction of their turn is durable. */
export function createSqliteMatchStore({ connection, writes }: SqliteMatchStoreOptions): MatchStore {
  const store: MatchStore = {
    ...createDeletes(connection, writes),

    create: (fixture, folded, epoch, at, madeBy) =>
      writes.run(() => {
        const created = connection.run(
          `insert into match (${NEW_MATCH_COLUMNS})
           select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, ?13, ?13
           where not exists (select 1 from deleted_match where id = ?1 and epoch >= ?2) on conflict (id) do nothing`,
          ...newMatchValues(fixture, folded, epoch, at, madeBy),
        )
        return created === 1
      }),

    async read(matchId) {
      const row = connection.get<MatchRow>(`select ${MATCH_COLUMNS} from match where id = ?1`, matchId)
      return row && toMatch(row)
    },

    readKept: async (matchId, source, eventIds) =>
      (eventIds.length === 1
        ? connection.all<EventRow>(READ_EVENT, matchId, source, eventIds[0] as string)
        : connection.all<EventRow>(READ_EVENTS, matchId, source, JSON.stringify([...new Set(eventIds)]))
      ).map(toKept),

    readAllKept: async (matchId, source) =>
      connection
        .all<EventRow>(
          `select ${EVENT_COLUMNS} from match_event where match_id = ?1 and source = ?2 order by arrival`,
          matchId,
          source,
        )
        .map(toKept),

    async readEffective(matchId, source) {
      const row = connection.get<{ list: string }>(
        `select '[' || coalesce(group_concat(arrival || ',' || accepted_at || ',' || body, ','), '') || ']' as list
         from match_event where match_id = ?1 and source = ?2 and not is_deleted and body is not null`,
        matchId,
        source,
      )
      return toEffectiveEvents(row?.list ?? '[]')
    },

    async readStanding(matchId) {
      const row = connection.get<StandingRow>(
        `select ${MATCH_COLUMNS}, (
           select '[' || coalesce(group_concat(arrival || ',' || accepted_at || ',' || body, ','), '') || ']'
           from match_event where match_id = match.id and source = match.source and not is_deleted and body is not null
         ) as list
         from match where id = ?1`,
        matchId,
      )
      return row && toStanding(row)
    },

    readEventUpdates: async (matchId, source, eventId) =>
      connection.all<WireUpdate>(
        `select log.seq as seq, log.wire as wire from match_event event cross join match_update log on ${SPAN_OF_EVENT}
         where event.match_id = ?1 and event.source = ?2 and event.event_id = ?3 and log.source = ?2 and log.event_id = ?3
         union all
         select 0, wire from match_shadow_update where match_id = ?1 and source = ?2 and event_id = ?3 order by seq`,
        matchId,
        source,
        eventId,
      ),

    append: (write) => writes.run(() => append(connection, write)),

    readShadow: async (matchId, source) => readShadow(connection, matchId, source),

    readShadowSources: async (matchId) => readShadowSources(connection, matchId),

    appendShadow: (write) => writes.run(() => appendShadow(connection, write)),

    exchange: (write) => writes.run(() => exchange(connection, write)),

    changeEpoch: (matchId, from, to, at) =>
      writes.run(() => {
        const changed = connection.run(
          'update match set epoch = ?3, changed_at = ?4 where id = ?1 and epoch = ?2',
          matchId,
          from,
          to,
          at,
        )
        return changed === 1
      }),

    readSnapshot: async (matchId) =>
      connection.get<Snapshot>('select id as match, epoch, seq, state from match where id = ?1', matchId),

    readInitial: async (matchId) =>
      connection.get<Snapshot>(
        'select id as match, epoch, 0 as seq, initial_state as state from match where id = ?1',
        matchId,
      ),

    readWires: async (positions) =>
      positions.map(
        ({ match, seq }) =>
          connection.get<{ wire: string }>('select wire from match_update where match_id = ?1 and seq = ?2', match, seq)
            ?.wire,
      ),

    readUpdates: async (matchId, after, limit) =>
      connection.all<WireUpdate>(
        'select seq, wire from match_update where match_id = ?1 and seq > ?2 order by seq limit ?3',
        matchId,
        after,
        limit,
      ),

    readPast: (matchId, seq) => readPastState(store, matchId, seq),

    async readSeqAt(matchId, at) {
      const row = connection.get<{ seq: number }>(
        'select coalesce(max(seq), 0) as seq from match_update where match_id = ?1 and at <= ?2',
        matchId,
        at,
      )
      return row?.seq ?? 0
    },

    async readFeeds(matchId) {
      const rows = connection.all<{ feed: string | null; at: number }>(
        `select log.feed, max(log.at) as at from match left join match_update log on log.match_id = match.id
         where match.id = ?1 group by log.feed order by max(log.seq) desc`,
        matchId,
      )
      if (rows.length === 0) return undefined
      return rows.filter((row): row is FeedActivity => row.feed !== null)
    },

    readWarnings: async (matchId, limit) =>
      toWarnings(
        connection.all<WarnedRow>(
          `select source, event_id as id, warnings from match_event where match_id = ?1 and ${IS_WARNED}
           order by arrival desc limit ?2`,
          matchId,
          limit,
        ),
        connection.all<CountRow>(
          `select each.value ->> 'code' as code, count(*) as count from match_event, json_each(warnings) as each
           where match_id = ?1 and ${IS_WARNED} group by 1 order by 1`,
          matchId,
        ),
      ),

    list: async (query) => listMatches(connection, query),

    listPresent: async (query) => listPresent(connection, query),

    readHeads: async (matchIds) =>
      matchIds.map((match) => connection.get<Position>('select epoch, seq from match where id = ?1', match)),

    readHeadsChangedAfter: async ({ changedAt, match }, limit) =>
      connection.all<MatchHead>(
        `select id as match, epoch, seq, changed_at as changedAt from match
         where (changed_at, id) > (?1, ?2) order by changed_at, id limit ?3`,
        changedAt,
        match,
        limit,
      ),
  }
  return store
}
