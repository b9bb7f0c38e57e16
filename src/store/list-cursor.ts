import { InvalidRequest } from '../errors.ts'
import { isMatchId } from '../protocol/match-id.ts'
import type { MatchPage, Snapshot } from './match-store.ts'

/** The last match of a page: the next page begins after it. */
export interface ListPlace {
  readonly startsAt: number
  readonly match: string
}

/** @param rows one more than `limit`, if there are so many */
export function toPage(rows: readonly (Snapshot & { readonly startsAt: number })[], limit: number): MatchPage {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const matches = page.map(({ match, epoch, seq, state }) => ({ match, epoch, seq, state }))
  return rows.length > limit && last !== undefined ? { matches, next: encodeCursor(last) } : { matches }
}

/** @throws {InvalidRequest} if the cursor is none of ours */
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
