import { InvalidRequest } from '../errors.ts'
import { isMatchId } from '../protocol/match-id.ts'
import type { Database } from './database.ts'
import type { MatchFilter, MatchPage, MatchQuery, PresentQuery, Snapshot } from './match-store.ts'

type Row = Snapshot & { startsAt: number }

/** An absent filter is null and holds for all. */
const FILTER = `
  ($1::text[] is null or status = any($1))
    and ($2::text is null or sport = $2)
    and ($3::text is null or competition = $3)
    and ($4::bigint is null or starts_at >= $4)
    and ($5::bigint is null or starts_at < $5)`

/** One page of matches by start time. */
const LIST = `
  select id as match, epoch, seq, state, starts_at as "startsAt" from match
  where ${FILTER}
    and ($6::bigint is null or (starts_at, id) > ($6, $7::text))
  order by starts_at, id limit $8`

/** Chosen by what matters now, told by start time. Reads nothing that is not in the index `match_by_board`. */
const PRESENT = `
  select match from (
    select id as match, starts_at from match
    where ${FILTER}
    order by status in ('live', 'interrupted') desc, abs(starts_at - $6::bigint), id limit $7
  ) as present
  order by starts_at, match`

/** @throws {InvalidRequest} if the cursor is none of ours */
export async function listMatches(database: Database, query: MatchQuery): Promise<MatchPage> {
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor)
  const filter = filterValues(query)
  if (filter === undefined) return { matches: [] }
  const rows = await database.query<Row>(LIST, [
    ...filter,
    after?.startsAt ?? null,
    after?.match ?? null,
    query.limit + 1,
  ])
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const matches = page.map(({ match, epoch, seq, state }) => ({ match, epoch, seq, state }))
  return rows.length > query.limit && last !== undefined ? { matches, next: encodeCursor(last) } : { matches }
}

export async function listPresent(database: Database, query: PresentQuery): Promise<string[]> {
  const filter = filterValues(query)
  if (filter === undefined) return []
  const rows = await database.query<{ match: string }>(PRESENT, [...filter, query.now, query.limit])
  return rows.map(({ match }) => match)
}

/** @returns undefined if nothing can hold: text in Postgres has no NUL, and asked for one it fails instead of finding nothing */
function filterValues({ statuses, sport, competition, startsFrom, startsBefore }: MatchFilter) {
  if (`${sport}${competition}`.includes('\0')) return undefined
  return [statuses ?? null, sport ?? null, competition ?? null, startsFrom ?? null, startsBefore ?? null]
}

function encodeCursor({ startsAt, match }: Row): string {
  return Buffer.from(`${startsAt} ${match}`).toString('base64url')
}

function decodeCursor(cursor: string): { startsAt: number; match: string } {
  const [startsAt, match, ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (
    !startsAt ||
    !Number.isSafeInteger(Number(startsAt)) ||
    match === undefined ||
    !isMatchId(match) ||
    rest.length > 0
  ) {
    throw new InvalidRequest('the cursor is not one this server gave; start again without it', [
      { path: 'cursor', message: 'take it from "next" of the page before' },
    ])
  }
  return { startsAt: Number(startsAt), match }
}
