export const MAX_MATCH_ID = 64

/** `matchId` on the wire: 1–64 unreserved URL characters, so it needs no escaping in a path, a key or a channel. */
export const MATCH_ID = /^[A-Za-z0-9._~-]{1,64}$/

export function isMatchId(value: string): boolean {
  return MATCH_ID.test(value)
}
