import type { Exchange, ShadowWrite, StoredShadow } from '../match-store.ts'
import {
  eventColumns,
  matchColumns,
  SHADOW_COLUMNS,
  type ShadowRow,
  shadowColumns,
  toShadow,
  updateColumns,
} from '../rows.ts'
import { comparedScore } from '../source-life.ts'
import { EVENTS, eventValues, KEEP_EVENTS, LOG_UPDATES, MATCH_INPUT, SWAP, updateValues } from './append.ts'
import type { PostgresConnection } from './connection/connection.ts'

const SHADOW_FIELDS =
  'match_id, source, seq, version, status, score, fixture, state, memory, tail, arrivals, changed_at'
const SHADOW_INPUT = `(match text, source text, replaces bigint, seq bigint, version bigint, status text, score text,
  fixture text, state text, memory text, tail text, arrivals bigint, "changedAt" bigint)`

/**
 * Begins a shadow, if its source is not in charge. This alone locks the row of the match, for a moment, so that no switch puts the source in
 * charge meanwhile.
 */
const BEGIN = `
  with input as (select * from json_to_record($1::json) as item ${SHADOW_INPUT}),
  locked as (
    select id from match where id = (select match from input) and source is distinct from (select source from input) for share
  ),
  head as (
    insert into match_shadow (${SHADOW_FIELDS})
    select match, source, seq, version, status, score, fixture, state, memory, tail, arrivals, "changedAt"
    from input join locked on locked.id = input.match
    on conflict do nothing returning match_id as id, source
  ),`

const NEXT = `
  with input as (select * from json_to_record($1::json) as item ${SHADOW_INPUT}),
  head as (
    update match_shadow set seq = input.seq, version = input.version, status = input.status, score = input.score,
      fixture = input.fixture, state = input.state, memory = input.memory, tail = input.tail, arrivals = input.arrivals,
      changed_at = input."changedAt"
    from input
    where match_shadow.match_id = input.match and match_shadow.source = input.source
      and match_shadow.version = input.replaces
    returning match_shadow.match_id as id, match_shadow.source
  ),`

const FOLLOW = `
  ${EVENTS},
  kept as (${KEEP_EVENTS}),
  logged as (
    insert into match_shadow_update (match_id, source, seq, at, kind, feed, event_id, score, wire)
    select head.id, head.source, item.* from json_to_recordset($4::json) as item (seq bigint, at bigint, kind text,
      feed text, id text, score text, wire text) cross join head
  )
  select id from head`

/** @returns false if the shadow is another by now, and then nothing is written */
export async function appendShadow(connection: PostgresConnection, write: ShadowWrite): Promise<boolean> {
  const { shadow, replaces, kept, updates } = write
  const rows = await connection.query(`${replaces === undefined ? BEGIN : NEXT}${FOLLOW}`, [
    JSON.stringify({ ...shadowColumns(write), changedAt: connection.clock.now() }),
    ...eventValues(kept.map((item) => eventColumns(shadow.match, item))),
    JSON.stringify(
      updates.map((update) => ({ ...updateColumns(shadow.match, update), score: comparedScore(update.score) })),
    ),
  ])
  return rows.length === 1
}

/** Both compare-and-swaps or none: the match is locked first, then the shadow taken out; the match changes only if that was done. */
const EXCHANGE = `
  with input as (select * from json_to_record($1::json) as item ${MATCH_INPUT}),
  locked as (
    select match.id from match join input on match.id = input.id
    where match.version = input.replaces and match.epoch = input.epoch for update of match
  ),
  comes as (
    delete from match_shadow where match_id = (select id from locked) and source = $6 and version = $7 returning match_id
  ),
  head as (${SWAP} and exists (select from comes) returning match.id),
  ${EVENTS},
  kept as (${KEEP_EVENTS}),
  logged as (${LOG_UPDATES}),
  goes as (
    insert into match_shadow (${SHADOW_FIELDS})
    select item.match, item.source, coalesce((select max(log.seq) from match_shadow_update log
        where log.match_id = item.match and log.source = item.source), 0),
      item.version, item.status, item.score, item.fixture, item.state, item.memory, item.tail, item.arrivals,
      item."changedAt"
    from json_to_recordset($8::json) as item ${SHADOW_INPUT} join head on head.id = item.match
  )
  select id from head`

/** @returns false if one of the two is another by now, and then nothing is written */
export async function exchange(connection: PostgresConnection, { write, comes, goes }: Exchange): Promise<boolean> {
  const { match, kept, updates } = write
  const changedAt = connection.clock.now()
  const rows = await connection.query(EXCHANGE, [
    JSON.stringify({ ...matchColumns(write), changedAt }),
    ...eventValues(kept.map((item) => eventColumns(match.match, item))),
    ...updateValues(updates.map((update) => updateColumns(match.match, update))),
    comes.source,
    comes.version,
    JSON.stringify(goes === undefined ? [] : [{ ...shadowColumns({ shadow: goes, replaces: undefined }), changedAt }]),
  ])
  return rows.length === 1
}

export async function readShadow(
  connection: PostgresConnection,
  match: string,
  source: string,
): Promise<StoredShadow | undefined> {
  const [row] = await connection.query<ShadowRow>(
    `select ${SHADOW_COLUMNS} from match_shadow where match_id = $1 and source = $2`,
    [match, source],
  )
  return row && toShadow(row)
}

export async function readShadowSources(connection: PostgresConnection, match: string): Promise<string[]> {
  const rows = await connection.query<{ source: string }>(
    'select source from match_shadow where match_id = $1 order by source',
    [match],
  )
  return rows.map(({ source }) => source)
}
