import { type Nullable, withoutNull } from '../rows.ts'
import type { Divergence, SourceLife, SourceLifeStore, SourceStatus } from '../source-life.ts'
import { PLAYED, WATCH_MS } from '../source-life.ts'
import { NOW, type PostgresConnection } from './connection/connection.ts'

/**
 * Writes the row of presence before those of sources: so the beats of replicas run one after the other, and do not deadlock where each has
 * heard a source that another finds silent.
 */
const BEAT = `
  with clock as (select ${NOW} as now),
  presence as (
    insert into ingest_presence (id, since, at) select 1, now, now from clock
    on conflict (id) do update
      set since = case when excluded.at - ingest_presence.at > $3 then excluded.at else ingest_presence.since end,
        at = greatest(ingest_presence.at, excluded.at)
    returning since
  ),
  heard as (
    insert into source_life (source, heard_at, watch_until)
    select item.source, now - item."agoMs", case when item."isHeartbeat" then now + ${WATCH_MS} else 0 end
    from json_to_recordset($1::json) as item (source text, "agoMs" bigint, "isHeartbeat" boolean), clock, presence
    on conflict (source) do update
      set heard_at = greatest(source_life.heard_at, excluded.heard_at),
        watch_until = greatest(source_life.watch_until, excluded.watch_until), stale_at = null
    returning source
  )
  update source_life set stale_at = now from clock, presence
  where stale_at is null and watch_until > now and greatest(heard_at, presence.since) <= now - $2::bigint
    and source not in (select source from heard)`

const LIVES = `
  select source, heard_at as "heardAt", case when watch_until > ${NOW} then stale_at end as "staleAt" from source_life
  where watch_until > ${NOW} or heard_at > ${NOW} - $1::bigint order by source`

const STALE_MATCHES = `
  select found.* from json_array_elements_text($1::json) as item (id)
  cross join lateral (
    select match.id as match, life.stale_at as at from match join source_life life on life.source = match.source
    where match.id = item.id and match.status in ${PLAYED}
      and life.stale_at is not null and life.watch_until > ${NOW} limit 1
  ) as found`

const IS_ANY_STALE = `select 1 from source_life where stale_at is not null and watch_until > ${NOW} limit 1`

/**
 * Looks only at shadows of matches being played, and writes only those that began or ceased to differ. One that somebody writes just now is
 * left for the next look: replicas look at one moment, and appends hold several rows, so that whoever waits could wait in a circle.
 */
const COMPARE = `
  with changed as (
    select shadow.match_id, shadow.source, shadow.score = match.score as agrees
    from match_shadow shadow join match on match.id = shadow.match_id
    where match.status in ${PLAYED} and shadow.status in ${PLAYED}
      and (shadow.score = match.score) = (shadow.differs_since is not null)
    for update of shadow skip locked
  )
  update match_shadow shadow set differs_since = case when changed.agrees then null else ${NOW} end
  from changed where shadow.match_id = changed.match_id and shadow.source = changed.source`

const DIVERGING = `
  select shadow.match_id as match, shadow.source, match.source as "inCharge", shadow.differs_since as since
  from match_shadow shadow join match on match.id = shadow.match_id
  where shadow.status in ${PLAYED} and match.status in ${PLAYED}
    and shadow.differs_since <= ${NOW} - $1::bigint
    and not exists (
      select from source_life life
      where life.source in (shadow.source, match.source) and life.stale_at is not null and life.watch_until > ${NOW}
    )
  order by shadow.match_id, shadow.source`

const SOURCES = `
  select told.source, told.charge as "isInCharge", life.heard_at as "heardAt",
    coalesce(life.watch_until > ${NOW}, false) as "isWatched",
    case when life.watch_until > ${NOW} then life.stale_at end as "staleAt", told.differs as "differsSince"
  from (
    select source, true as charge, null::bigint as differs from match where id = $1 and source is not null
    union all select source, false, differs_since from match_shadow where match_id = $1
  ) as told left join source_life life on life.source = told.source
  order by told.charge desc, told.source`

export function createPostgresSourceLife(connection: PostgresConnection): SourceLifeStore {
  return {
    async beat(heard, { staleMs, gapMs }) {
      await connection.query(BEAT, [JSON.stringify(heard), staleMs, gapMs])
      return (await connection.query<Nullable<SourceLife>>(LIVES, [staleMs])).map(withoutNull<SourceLife>)
    },

    async readStaleMatches(matchIds) {
      // Nearly always nobody is.
      if (matchIds.length === 0 || (await connection.query(IS_ANY_STALE)).length === 0) return []
      return connection.query(STALE_MATCHES, [JSON.stringify(matchIds)])
    },

    async readSharedMatches(source, limit) {
      const rows = await connection.query<{ id: string }>(
        `select distinct match.id from match_shadow shadow join match on match.id = shadow.match_id
         where shadow.status in ${PLAYED} and match.status in ${PLAYED} and match.source = $1
         order by match.id limit $2`,
        [source, limit],
      )
      return rows.map(({ id }) => id)
    },

    async readShadowScore(matchId, source, at) {
      const [row] = await connection.query<{ score: string }>(
        'select score from match_shadow_update where match_id = $1 and source = $2 and at <= $3 order by seq desc limit 1',
        [matchId, source, at],
      )
      return row?.score ?? '0-0'
    },

    async compareScores(differMs) {
      await connection.query(COMPARE)
      return connection.query<Divergence>(DIVERGING, [differMs])
    },

    async readSources(matchId) {
      return (await connection.query<Nullable<SourceStatus>>(SOURCES, [matchId])).map(withoutNull<SourceStatus>)
    },
  }
}
