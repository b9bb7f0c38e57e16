import { InvalidRequest } from '../errors.ts'
import { isMatchId } from '../protocol/match-id.ts'
import type { MatchPage, Snapshot } from './match-store.ts'

/** The last match of a page: the next page begins after it. */
export interface ListPlace {
  readonly startsAt: number
  readonly match: string
}

/** @param rows up to `limit` + 1 of them: one more tells that there is another page */
export function toPage(rows: readonly (Snapshot & { readonly startsAt: number })[], limit: number): MatchPage {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const matches = page.map(({ match, epoch, seq, state }) => ({ match, epoch, seq, state }))
  return rows.length > limit && last !== undefined ? { matches, next: encodeCursor(last) } : { matches }
}

/** @throws {InvalidRequest} if this server did not make the cursor */
export function decodeCursor(cursor: string): ListPlace {
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

function encodeCursor({ startsAt, match }: ListPlace): string {
  return Buffer.from(`${startsAt} ${match}`).toString('base64url')
}
