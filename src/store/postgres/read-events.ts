import type { KeptEvent } from '../../match/change.ts'
import { EVENT_COLUMNS, type EventRow, toKept } from '../rows.ts'
import type { PostgresConnection } from './connection/connection.ts'

/** Which events of one source are asked for. */
export interface KeptQuery {
  readonly match: string
  readonly source: string
  readonly eventIds: readonly string[]
}

/**
 * Each row by its whole key. `event_id = any(…)` beside the other columns would get a plan, while the table has no statistics,
 * that reads every event of the match.
 */
const READ_KEPT = `
  select item.query, found.* from json_to_recordset($1::json) as item (query int, match text, source text, id text)
  cross join lateral (
    select ${EVENT_COLUMNS} from match_event
    where match_id = item.match and match_event.source = item.source and event_id = item.id limit 1
  ) as found
  order by found.arrival`

/** @returns for each query those of its events that are there, by arrival */
export async function readAllOf(connection: PostgresConnection, queries: readonly KeptQuery[]): Promise<KeptEvent[][]> {
  const items = queries.flatMap(({ match, source, eventIds }, query) =>
    [...new Set(eventIds)].map((id) => ({ query, match, source, id })),
  )
  const rows = await connection.query<EventRow & { query: number }>(READ_KEPT, [JSON.stringify(items)])
  const found: KeptEvent[][] = queries.map(() => [])
  for (const row of rows) found[row.query]?.push(toKept(row))
  return found
}
