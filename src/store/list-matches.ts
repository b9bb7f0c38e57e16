import { InvalidRequest } from '../errors.ts'
import { isMatchId } from '../protocol/match-id.ts'
import type { Database } from './database.ts'
import type { MatchPage, MatchQuery, Snapshot } from './match-store.ts'

type Row = Snapshot & { startsAt: number }

/** One page of matches by start time; an absent filter is null and holds for all. */
const LIST = `
  select id as match, epoch, seq, state, starts_at as "startsAt" from match
  where ($1::text[] is null or status = any($1))
    and ($2::text is null or sport = $2)
    and ($3::text is null or competition = $3)
    and ($4::bigint is null or starts_at >= $4)
    and ($5::bigint is null or starts_at < $5)
    and ($6::bigint is null or (starts_at, id) > ($6, $7::text))
  order by starts_at, id limit $8`

/** @throws {InvalidRequest} if the cursor is none of ours */
export async function listMatches(database: Database, query: MatchQuery): Promise<MatchPage> {
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor)
  // Text in Postgres has no NUL; asked for one it fails instead of finding nothing.
  if (`${query.sport}${query.competition}`.includes('\0')) return { matches: [] }
  const rows = await database.query<Row>(LIST, [
    query.statuses ?? null,
    query.sport ?? null,
    query.competition ?? null,
    query.startsFrom ?? null,
    query.startsBefore ?? null,
    after?.startsAt ?? null,
    after?.match ?? null,
    query.limit + 1,
  ])
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const matches = page.map(({ match, epoch, seq, state }) => ({ match, epoch, seq, state }))
  return rows.length > query.limit && last !== undefined ? { matches, next: encodeCursor(last) } : { matches }
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
