import { MAX_MATCH_ID } from './max-match-id.ts'

/** `matchId` on the wire: unreserved URL characters, so it needs no escaping in a path, a key or a channel. */
export const MATCH_ID = new RegExp(`^[A-Za-z0-9._~-]{1,${MAX_MATCH_ID}}$`)

/** What a refusal says of an id that is none. */
export const NO_MATCH_ID = `must be 1 to ${MAX_MATCH_ID} of A-Z a-z 0-9 . _ ~ -`

export function isMatchId(value: string): boolean {
  return MATCH_ID.test(value)
}
