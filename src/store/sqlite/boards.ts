import { STATUSES } from '../../match/state.ts'
import type { PresentQuery } from '../match-store.ts'
import type { SqliteConnection } from './connection/connection.ts'
import { filterOf, where } from './lists.ts'

/**
 * Chosen by what matters now, told by start time. Each status is read from now on, back and forth, and no further than the board is long, so
 * it takes as long whatever is stored.
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
       order by status in ('live', 'interrupted') desc, abs(starts_at - ?), match_id limit ?
     ) order by starts_at, match_id`,
    ...asked.flatMap((status) => [status, ...values, now, limit, status, ...values, now, limit]),
    now,
    limit,
  )
  return rows.map(({ match }) => match)
}
