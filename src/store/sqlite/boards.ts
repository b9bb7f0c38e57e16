import { STATUSES } from '../../match/state.ts'
import type { PresentQuery } from '../match-store.ts'
import { PLAYED } from '../source-life.ts'
import type { SqliteConnection } from './connection/connection.ts'
import { filterOf, where } from './lists.ts'

/**
 * Chooses the matches that matter most now, and lists them by start time. Of each status it reads from now forward and from now back, at
 * most as many rows as the board has, so its time does not grow with what is stored.
 */
export function listPresent(connection: SqliteConnection, query: PresentQuery): string[] {
  const { statuses = STATUSES, page, now, limit, ...rest } = query
  if (page !== undefined) {
    const { conditions, values } = filterOf(query)
    const inOrder = `select match_id as match from match_board ${where(conditions)} order by starts_at, match_id limit ? offset ?`
    return connection.all<{ match: string }>(inOrder, ...values, limit, (page - 1) * limit).map(({ match }) => match)
  }
  const { conditions, values } = filterOf(rest)
  const near = (range: string, order: string) =>
    `select * from (select match_id, status, starts_at from match_board
     ${where(['status = ?', ...conditions, range])} order by ${order}, match_id limit ?)`
  const ofStatus = `${near('starts_at >= ?', 'starts_at')} union all ${near('starts_at < ?', 'starts_at desc')}`
  const asked = [...new Set(statuses)]
  const rows = connection.all<{ match: string }>(
    `select match_id as match from (
       select * from (${asked.map(() => ofStatus).join(' union all ')})
       order by status in ${PLAYED} desc, abs(starts_at - ?), match_id limit ?
     ) order by starts_at, match_id`,
    ...asked.flatMap((status) => [status, ...values, now, limit, status, ...values, now, limit]),
    now,
    limit,
  )
  return rows.map(({ match }) => match)
}
