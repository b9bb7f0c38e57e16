import type { StoreClock } from '../database-clock.ts'
import { type Nullable, withoutNull } from '../rows.ts'
import type { BeatOptions, Divergence, HeardSource, SourceLifeStore, SourceStatus } from '../source-life.ts'
import { PLAYED, type SourceLife, WATCH_MS } from '../source-life.ts'
import type { SqliteConnection } from './connection/connection.ts'
import type { JoinedWrites } from './joined-writes.ts'

/** The database's clock is that of this process, and the process remembers since when it is there: so an idle server writes nothing. */
export function createSqliteSourceLife(
  connection: SqliteConnection,
  writes: JoinedWrites,
  clock: Pick<StoreClock, 'now'>,
): SourceLifeStore {
  let presence: { since: number; at: number } | undefined

  const isAnyoneSilent = (now: number, { staleMs }: BeatOptions, since: number) =>
    connection.get(
      `select 1 from source_life where stale_at is null and watch_until > ?1 and max(heard_at, ?2) <= ?1 - ?3 limit 1`,
      now,
      since,
      staleMs,
    ) !== undefined

  const write = (heard: readonly HeardSource[], now: number, since: number, { staleMs }: BeatOptions) => {
    for (const { source, agoMs, isHeartbeat } of heard) {
      connection.run(
        `insert into source_life (source, heard_at, watch_until) values (?1, ?2, ?3)
         on conflict (source) do update set heard_at = max(heard_at, excluded.heard_at),
           watch_until = max(watch_until, excluded.watch_until), stale_at = null`,
        source,
        now - Math.round(agoMs),
        isHeartbeat ? now + WATCH_MS : 0,
      )
    }
    connection.run(
      `update source_life set stale_at = ?1
       where stale_at is null and watch_until > ?1 and max(heard_at, ?2) <= ?1 - ?3
         and source not in (select value from json_each(?4))`,
      now,
      since,
      staleMs,
      JSON.stringify(heard.map(({ source }) => source)),
    )
  }

  return {
    async beat(heard, options) {
      const now = clock.now()
      const since = presence === undefined || now - presence.at > options.gapMs ? now : presence.since
      if (heard.length > 0 || isAnyoneSilent(now, options, since)) {
        await writes.run(() => write(heard, now, since, options))
      }
      presence = { since, at: now }
      return connection
        .all<Nullable<SourceLife>>(
          `select source, heard_at as heardAt, case when watch_until > ?1 then stale_at end as staleAt from source_life
           where watch_until > ?1 or heard_at > ?1 - ?2 order by source`,
          now,
          options.staleMs,
        )
        .map(withoutNull<SourceLife>)
    },

    async readStaleMatches(matchIds) {
      if (matchIds.length === 0) return []
      return connection.all<{ match: string; at: number }>(
        `select match.id as "match", life.stale_at as at from source_life life
         cross join json_each(?1) as item
         join match on match.id = item.value and match.source = life.source and match.status in ${PLAYED}
         where life.stale_at is not null and life.watch_until > ?2`,
        JSON.stringify(matchIds),
        clock.now(),
      )
    },

    readSharedMatches: async (source, limit) =>
      connection
        .all<{ id: string }>(
          `select distinct match.id as id from match_shadow shadow join match on match.id = shadow.match_id
           where shadow.status in ${PLAYED} and match.status in ${PLAYED} and match.source = ?1
           order by match.id limit ?2`,
          source,
          limit,
        )
        .map(({ id }) => id),

    async readShadowScore(matchId, source, at) {
      const row = connection.get<{ score: string }>(
        'select score from match_shadow_update where match_id = ?1 and source = ?2 and at <= ?3 order by seq desc limit 1',
        matchId,
        source,
        at,
      )
      return row?.score ?? '0-0'
    },

    async compareScores(differMs) {
      const now = clock.now()
      const changed = connection.all<{ match: string; source: string; same: number }>(
        `select shadow.match_id as "match", shadow.source, shadow.score = match.score as same
         from match_shadow shadow join match on match.id = shadow.match_id
         where match.status in ${PLAYED} and shadow.status in ${PLAYED}
           and (shadow.score = match.score) = (shadow.differs_since is not null)`,
      )
      if (changed.length > 0) {
        await writes.run(() => {
          for (const { match, source, same } of changed) {
            connection.run(
              'update match_shadow set differs_since = ?3 where match_id = ?1 and source = ?2',
              match,
              source,
              same ? null : now,
            )
          }
        })
      }
      return connection.all<Divergence>(
        `select shadow.match_id as "match", shadow.source, match.source as inCharge, shadow.differs_since as since
         from match_shadow shadow join match on match.id = shadow.match_id
         where shadow.status in ${PLAYED} and match.status in ${PLAYED} and shadow.differs_since <= ?1 - ?2
           and not exists (
             select 1 from source_life life
             where life.source in (shadow.source, match.source) and life.stale_at is not null and life.watch_until > ?1
           )
         order by shadow.match_id, shadow.source`,
        now,
        differMs,
      )
    },

    readSources: async (matchId) =>
      connection
        .all<Nullable<SourceStatus>>(
          `select told.source, told.charge as isInCharge, life.heard_at as heardAt,
             coalesce(life.watch_until > ?2, 0) as isWatched,
             case when life.watch_until > ?2 then life.stale_at end as staleAt, told.differs as differsSince
           from (
             select source, 1 as charge, null as differs from match where id = ?1 and source is not null
             union all select source, 0, differs_since from match_shadow where match_id = ?1
           ) as told left join source_life life on life.source = told.source
           order by told.charge desc, told.source`,
          matchId,
          clock.now(),
        )
        .map((row) => {
          const status = withoutNull<SourceStatus>(row)
          return { ...status, isInCharge: Boolean(status.isInCharge), isWatched: Boolean(status.isWatched) }
        }),
  }
}
