import { STATUSES } from '../../match/state.ts'
import type { MatchFilter, PresentQuery } from '../match-store.ts'
import { PLAYED } from '../source-life.ts'
import type { PostgresConnection } from './connection/connection.ts'
import { filterValues } from './lists.ts'

type Row = { readonly match: string }

/**
 * The condition on the first columns of the index that is read. The other conditions are checked row by row; nearly every row fits. Each
 * names $2 and $3: Postgres wants to know the type of every parameter.
 */
function scopeOf({ sport, competition }: MatchFilter): string {
  if (competition !== undefined) return 'competition = $3 and ($2::text is null or sport = $2)'
  return sport === undefined ? '$2::text is null and $3::text is null' : 'sport = $2 and $3::text is null'
}

/**
 * Chooses the matches that matter most now, and lists them by start time. Of each status it reads from now forward and from now back, at
 * most as many rows as the board has, so its time does not grow with what is stored.
 */
function presentText(scope: string): string {
  const near = (range: string, order: string) => `
    (select match_id, status, starts_at from match_board
     where status = asked.status and ${scope} and ${range} order by ${order}, match_id limit $7)`
  return `
    select match_id as match from (
      select near.* from unnest($1::text[]) as asked (status) cross join lateral (
        ${near('starts_at >= greatest($4::bigint, $6::bigint) and starts_at < coalesce($5::bigint, 9223372036854775807)', 'starts_at')}
        union all
        ${near('starts_at >= coalesce($4::bigint, 0) and starts_at < least($5::bigint, $6::bigint)', 'starts_at desc')}
      ) as near
      order by near.status in ${PLAYED} desc, abs(near.starts_at - $6::bigint), near.match_id limit $7
    ) as present
    order by starts_at, match_id`
}

/** A page in the order of `list`. */
function pageText(scope: string): string {
  return `
    select match_id as match from match_board
    where ${scope} and status = any($1::text[])
      and starts_at >= coalesce($4::bigint, 0) and starts_at < coalesce($5::bigint, 9223372036854775807)
    order by starts_at, match_id limit $6 offset $7`
}

/** Planned by what is asked for: a plan for any sport, or any page, would sort them all. */
export async function listPresent(connection: PostgresConnection, query: PresentQuery): Promise<string[]> {
  const filter = filterValues({ ...query, statuses: [...new Set(query.statuses ?? STATUSES)] })
  if (filter === undefined) return []
  const { page, now, limit } = query
  const scope = scopeOf(query)
  const rows = await (page === undefined
    ? connection.queryPlanned<Row>(presentText(scope), [...filter, now, limit])
    : connection.queryPlanned<Row>(pageText(scope), [...filter, limit, (page - 1) * limit]))
  return rows.map(({ match }) => match)
}
