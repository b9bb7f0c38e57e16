import { effectiveOf, type KeptEvent } from '../match/change.ts'
import type { EffectiveEvent, MatchEvent } from '../match/event.ts'
import type { Board } from '../match/fold.ts'
import type { Tail } from '../match/order.ts'
import type { Fixture } from '../match/state.ts'
import type { Position } from '../protocol/messages.ts'
import type { Database } from './database.ts'
import { listMatches, listPresent } from './list-matches.ts'
import type { FeedActivity, MatchHead, MatchStore, Snapshot, StoredMatch, WireUpdate } from './match-store.ts'
import { readPastState } from './past-state.ts'

interface MatchRow {
  id: string
  epoch: string
  seq: number
  version: number
  fixture: string
  state: string
  memory: string
  tail: string
  arrivals: number
}

interface EventRow {
  feed: string
  event_id: string
  arrival: number
  accepted_at: number
  revision: number
  is_deleted: boolean
  body: string | null
  seq: number | null
}

const EVENT_COLUMNS = 'feed, event_id, arrival, accepted_at, revision, is_deleted, body, seq'

/** Compare-and-swap in one statement, so in one transaction: when the version is another, no part of it writes a row. */
const APPEND = `
  with head as (
    update match set seq = $3, version = $27, status = $4, competition = $5, starts_at = coalesce($6, created_at),
      fixture = $7, state = $8, memory = $9, tail = $10, arrivals = $11, changed_at = $12
    where id = $1 and version = $2 and epoch = $28
    returning id
  ), kept as (
    insert into match_event (match_id, feed, event_id, arrival, accepted_at, revision, is_deleted, body, seq)
    select head.id, item.* from head, unnest($13::text[], $14::text[], $15::bigint[], $16::bigint[], $17::bigint[],
      $18::boolean[], $19::text[], $20::bigint[]) as item
    on conflict (match_id, feed, event_id) do update
      set revision = excluded.revision, is_deleted = excluded.is_deleted, body = excluded.body, seq = excluded.seq
  ), logged as (
    insert into match_update (match_id, seq, at, kind, feed, event_id, wire)
    select head.id, item.* from head, unnest($21::bigint[], $22::bigint[], $23::text[], $24::text[], $25::text[],
      $26::text[]) as item
  )
  select id from head`

export function createSqlMatchStore(database: Database): MatchStore {
  const queryKept = async (matchId: string, where: string, values: readonly unknown[]) => {
    const rows = await database.query<EventRow>(
      `select ${EVENT_COLUMNS} from match_event where match_id = $1 and ${where} order by arrival`,
      [matchId, ...values],
    )
    return rows.map(toKept)
  }
  const store: MatchStore = {
    async create(fixture, { board, tail }, epoch, at) {
      const state = JSON.stringify(board.state)
      const rows = await database.query(
        `insert into match (id, epoch, sport, status, competition, starts_at, fixture, initial_state, state, memory, tail,
           created_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $11) on conflict (id) do nothing returning id`,
        [
          fixture.match,
          epoch,
          fixture.sport,
          board.state.status,
          fixture.competition ?? null,
          fixture.startsAt ?? at,
          JSON.stringify(fixture),
          state,
          JSON.stringify(board.memory),
          JSON.stringify(tail),
          at,
        ],
      )
      return rows.length === 1
    },

    async read(matchId) {
      const [row] = await database.query<MatchRow>(
        'select id, epoch, seq, version, fixture, state, memory, tail, arrivals from match where id = $1',
        [matchId],
      )
      return row && toMatch(row)
    },

    readKept: (matchId, feed, eventIds) => queryKept(matchId, 'feed = $2 and event_id = any($3)', [feed, eventIds]),

    readAllKept: (matchId, feed) => queryKept(matchId, 'feed = $2', [feed]),

    async readEffective(matchId) {
      const kept = await queryKept(matchId, 'not is_deleted and body is not null', [])
      return kept.map(effectiveOf).filter((effective): effective is EffectiveEvent => effective !== undefined)
    },

    readEventUpdates: (matchId, feed, eventId) =>
      database.query<WireUpdate>(
        'select seq, wire from match_update where match_id = $1 and feed = $2 and event_id = $3 order by seq',
        [matchId, feed, eventId],
      ),

    async append({ match, replaces, kept, updates }) {
      const { fixture, folded } = match
      const { state, memory } = folded.board
      const rows = await database.query(APPEND, [
        match.match,
        replaces,
        match.seq,
        state.status,
        fixture.competition ?? null,
        fixture.startsAt ?? null,
        JSON.stringify(fixture),
        JSON.stringify(state),
        JSON.stringify(memory),
        JSON.stringify(folded.tail),
        match.arrivals,
        Date.now(),
        kept.map((item) => item.feed),
        kept.map((item) => item.id),
        kept.map((item) => item.arrival),
        kept.map((item) => item.acceptedAt),
        kept.map((item) => item.revision),
        kept.map((item) => item.isDeleted),
        kept.map((item) => (item.event === undefined ? null : JSON.stringify(item.event))),
        kept.map((item) => item.seq ?? null),
        updates.map((update) => update.seq),
        updates.map((update) => update.at),
        updates.map((update) => update.kind),
        updates.map((update) => update.feed),
        updates.map((update) => update.eventId ?? null),
        updates.map((update) => update.wire),
        match.version,
        match.epoch,
      ])
      return rows.length === 1
    },

    async readSnapshot(matchId) {
      const [row] = await database.query<Snapshot>('select id as match, epoch, seq, state from match where id = $1', [
        matchId,
      ])
      return row
    },

    async readInitial(matchId) {
      const [row] = await database.query<Snapshot>(
        'select id as match, epoch, 0::bigint as seq, initial_state as state from match where id = $1',
        [matchId],
      )
      return row
    },

    readUpdates: (matchId, after, limit) =>
      database.query<WireUpdate>(
        'select seq, wire from match_update where match_id = $1 and seq > $2 order by seq limit $3',
        [matchId, after, limit],
      ),

    readPast: (matchId, seq) => readPastState(store, matchId, seq),

    async readSeqAt(matchId, at) {
      const [row] = await database.query<{ seq: number }>(
        'select coalesce(max(seq), 0) as seq from match_update where match_id = $1 and at <= $2',
        [matchId, at],
      )
      return row?.seq ?? 0
    },

    async readFeeds(matchId) {
      const rows = await database.query<{ feed: string | null; at: number }>(
        `select log.feed, max(log.at) as at from match left join match_update log on log.match_id = match.id
         where match.id = $1 group by log.feed order by max(log.seq) desc`,
        [matchId],
      )
      if (rows.length === 0) return undefined
      return rows.filter((row): row is FeedActivity => row.feed !== null)
    },

    list: (query) => listMatches(database, query),

    listPresent: (query) => listPresent(database, query),

    async readHeads(matchIds) {
      const rows = await database.query<Position & { match: string }>(
        'select id as match, epoch, seq from match where id = any($1)',
        [matchIds],
      )
      const heads = new Map(rows.map(({ match, epoch, seq }) => [match, { epoch, seq }]))
      return matchIds.map((match) => heads.get(match))
    },

    readHeadsChangedAfter: ({ changedAt, match }, limit) =>
      database.query<MatchHead>(
        `select id as match, epoch, seq, changed_at as "changedAt" from match
         where (changed_at, id) > ($1, $2) order by changed_at, id limit $3`,
        [changedAt, match, limit],
      ),
  }
  return store
}

function toMatch(row: MatchRow): StoredMatch {
  const board: Board = { state: JSON.parse(row.state), memory: JSON.parse(row.memory) }
  return {
    match: row.id,
    epoch: row.epoch,
    seq: row.seq,
    version: row.version,
    fixture: JSON.parse(row.fixture) as Fixture,
    folded: { board, tail: JSON.parse(row.tail) as Tail },
    arrivals: row.arrivals,
  }
}

function toKept(row: EventRow): KeptEvent {
  return {
    feed: row.feed,
    id: row.event_id,
    arrival: row.arrival,
    acceptedAt: row.accepted_at,
    revision: row.revision,
    isDeleted: row.is_deleted,
    ...(row.body !== null && { event: JSON.parse(row.body) as MatchEvent }),
    ...(row.seq !== null && { seq: row.seq }),
  }
}
