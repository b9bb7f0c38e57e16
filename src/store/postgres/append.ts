import { NEXT_FIRST_SEQ } from '../event-updates.ts'
import type { MatchWrite } from '../match-store.ts'
import { eventColumns, matchColumns, updateColumns } from '../rows.ts'
import { CLOCK, type PostgresConnection } from './connection/connection.ts'

export const MATCH_INPUT = `(id text, replaces bigint, epoch text, competition text, "startsAt" bigint, seq bigint, version bigint,
  status text, score text, fixture text, state text, memory text, tail text, arrivals bigint, source text, "changedAt" bigint,
  words text)`

export const SWAP = `
  update match set seq = input.seq, version = input.version, status = input.status, score = input.score,
    competition = input.competition, starts_at = coalesce(input."startsAt", match.created_at), fixture = input.fixture,
    state = input.state, memory = input.memory, tail = input.tail, arrivals = input.arrivals, source = input.source, words = input.words,
    changed_at = input."changedAt"
  from input
  where match.id = input.id and match.version = input.replaces and match.epoch = input.epoch`

/**
 * Bodies and wires are JSON texts without line breaks, so each is a line of a parameter of its own, in the order of the records. As a string
 * within its record it would be escaped here, and parsed there a second time.
 */
const lines = (parameter: string) => `unnest(string_to_array(${parameter}::text, E'\\n', ''))`

/** The events of `$2`, with the bodies of `$3`; a line without one is null. */
export const EVENTS = `item as materialized (
    select * from rows from (
      ${lines('$3')},
      json_to_recordset($2::json) as (match text, source text, feed text, id text, arrival bigint, at bigint, revision bigint,
        deleted boolean, held boolean, seq bigint, warnings text, new boolean)
    ) as item (body)
  )`

/** Writes those of `EVENTS` whose match is in `head`. */
export const KEEP_EVENTS = `
  insert into match_event (match_id, source, feed, event_id, arrival, accepted_at, revision, is_deleted, is_held, body, seq,
    warnings, first_seq)
  select item.match, item.source, item.feed, item.id, item.arrival, item.at, item.revision, item.deleted, item.held, item.body, item.seq,
    item.warnings, coalesce(item.seq, 0)
  from item join head on head.id = item.match
  on conflict (match_id, source, event_id) do update
    set feed = excluded.feed, arrival = excluded.arrival, accepted_at = excluded.accepted_at, revision = excluded.revision,
      is_deleted = excluded.is_deleted, is_held = excluded.is_held, body = excluded.body, seq = excluded.seq,
      warnings = excluded.warnings, first_seq = ${NEXT_FIRST_SEQ}`

/** Writes the updates of `$4`, with the wires of `$5`, whose match is in `head`. */
export const LOG_UPDATES = `
  insert into match_update (match_id, seq, at, kind, feed, source, event_id, wire)
  select item.match, item.seq, item.at, item.kind, item.feed, item.source, item.id, item.wire
  from rows from (
    ${lines('$5')},
    json_to_recordset($4::json) as (match text, seq bigint, at bigint, kind text, feed text, source text, id text)
  ) as item (wire) join head on head.id = item.match`

/** Writes the rows of the matches in `head`, and returns which these are. */
const FOLLOW = `kept as (${KEEP_EVENTS}), logged as (${LOG_UPDATES}) select id, ${CLOCK} from head`

/**
 * The matches of which an event that should be new is stored already. Who stores such an event after this has looked writes the match, too,
 * so the compare-and-swap of the match's version fails.
 */
const TAKEN = `taken as materialized (
    select item.match from item cross join lateral (
      select from match_event
      where match_id = item.match and match_event.source = item.source and event_id = item.id limit 1
    ) as found
    where item.new
  )`
const IS_FREE = 'not exists (select from taken where taken.match = input.id)'

/** Compare-and-swap in one statement, so in one transaction: if the version or the epoch is another, no part of it writes a row. */
const APPEND = `
  with input as (select * from json_to_record($1::json) as item ${MATCH_INPUT}),
  ${EVENTS}, ${TAKEN},
  head as (${SWAP} and ${IS_FREE} returning match.id), ${FOLLOW}`

/**
 * The same for several matches. It locks their rows in the order of their ids first: two replicas that write the same matches could
 * deadlock otherwise.
 *
 * It is planned once, for planning is a quarter of its cost in Postgres (decision 0058). That plan must not depend on what is in the tables
 * then: one made while they are empty would read all of them for ever. The first condition always holds, and the planner takes it to
 * hold for one match; so it looks each up by its key, whatever it knows of the tables.
 */
const APPEND_ALL = `
  with input as (select * from json_to_recordset($1::json) as item ${MATCH_INPUT} where item.id = item.id || ''),
  ${EVENTS}, ${TAKEN},
  locked as (select id from match where id in (select id from input) order by id for update),
  head as (${SWAP} and (select count(*) from locked) > 0 and ${IS_FREE} returning match.id), ${FOLLOW}`

/** @param writes of different matches @returns for each whether it was written */
export async function appendAll(connection: PostgresConnection, writes: readonly MatchWrite[]): Promise<boolean[]> {
  const changedAt = connection.clock.now()
  const heads = writes.map((write) => ({ ...matchColumns(write), changedAt }))
  const kept = writes.flatMap(({ match, kept, areNew }) =>
    kept.map((item) => ({ ...eventColumns(match.match, item), ...(areNew && { new: true }) })),
  )
  const updates = writes.flatMap(({ match, updates }) => updates.map((update) => updateColumns(match.match, update)))
  const values = [JSON.stringify(heads.length === 1 ? heads[0] : heads), ...eventValues(kept), ...updateValues(updates)]
  const rows = await connection.query<{ id: string }>(writes.length === 1 ? APPEND : APPEND_ALL, values)
  const written = new Set(rows.map(({ id }) => id))
  return writes.map(({ match }) => written.has(match.match))
}

/** The values of `EVENTS`. */
export function eventValues(rows: readonly ReturnType<typeof eventColumns>[]): [records: string, bodies: string] {
  return [JSON.stringify(rows.map(({ body: _, ...row }) => row)), rows.map(({ body }) => body ?? '').join('\n')]
}

/** The values of `LOG_UPDATES`. */
export function updateValues(rows: readonly ReturnType<typeof updateColumns>[]): [records: string, wires: string] {
  return [JSON.stringify(rows.map(({ wire: _, ...row }) => row)), rows.map(({ wire }) => wire).join('\n')]
}
