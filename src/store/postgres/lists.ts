import { type Search, wordRange } from '../../match/lists/search-words.ts'
import { decodeCursor, toPage } from '../list-cursor.ts'
import type { MatchFilter, MatchPage, MatchQuery, Snapshot } from '../match-store.ts'
import type { PostgresConnection } from './connection/connection.ts'

type Row = Snapshot & { startsAt: number }

/** A filter that is null holds for all matches. */
const FILTER = `
  ($1::text[] is null or status = any($1))
    and ($2::text is null or sport = $2)
    and ($3::text is null or competition = $3)
    and ($4::bigint is null or starts_at >= $4)
    and ($5::bigint is null or starts_at < $5)`

/** One page of matches by start time. */
const listText = (more = '') => `
  select id as match, epoch, seq, state, starts_at as "startsAt" from match
  where ${FILTER}
    and ($6::bigint is null or (starts_at, id) > ($6, $7::text)) ${more}
  order by starts_at, id limit $8`

const LIST = listText()

/** The same, of the matches alone that have a word for each word asked for, those nearest to now. Indexes alone find them. */
const SEARCH = listText(`and id in (
      select match_id from (
        select match_id, starts_at
        from unnest($9::text[], $10::text[]) as asked (first, last)
          join match_word on word between first and last
        group by match_id, starts_at having count(distinct first) = cardinality($9::text[])
      ) as fitting
      order by abs(starts_at - $11::bigint), match_id limit $12)`)

/** @throws {InvalidRequest} if the cursor is none of ours */
export async function listMatches(connection: PostgresConnection, query: MatchQuery): Promise<MatchPage> {
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor)
  const filter = filterValues(query)
  if (filter === undefined) return { matches: [] }
  const values = [...filter, after?.startsAt ?? null, after?.match ?? null, query.limit + 1]
  const rows = await (query.search === undefined
    ? connection.query<Row>(LIST, values)
    : search(connection, values, query.search))
  return toPage(rows, query.limit)
}

/** Planned by what is looked for: a plan for any words reads too many. */
async function search(
  connection: PostgresConnection,
  values: readonly unknown[],
  { words, nearest }: Search,
): Promise<Row[]> {
  if (words.length === 0) return []
  const ranges = words.map(wordRange)
  const [firsts, lasts] = [ranges.map(({ first }) => first), ranges.map(({ last }) => last)]
  return connection.queryPlanned<Row>(SEARCH, [...values, firsts, lasts, connection.clock.now(), nearest])
}

/** @returns undefined if no match can fit: a text in Postgres has no NUL, and a query for one fails instead of finding nothing */
export function filterValues({ statuses, sport, competition, startsFrom, startsBefore }: MatchFilter) {
  if (`${sport}${competition}`.includes('\0')) return undefined
  return [statuses ?? null, sport ?? null, competition ?? null, startsFrom ?? null, startsBefore ?? null]
}
