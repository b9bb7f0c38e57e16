import type { MatchQuery } from '../store/match-store.ts'

/** The most matches that a board shows; the earliest of them. */
export const MAX_BOARD_MATCHES = 200

const DAY_MS = 86_400_000
const MAX_NAME = 220

/**
 * What a board's name asks for: terms of `key:value` joined by `;`, of which all must hold.
 * `competition:premier-league`, `date:2026-11-22` (UTC), `sport:tennis;status:live`.
 *
 * @returns undefined if it is no such name
 */
export function parseBoardName(name: string): MatchQuery | undefined {
  if (name.length > MAX_NAME) return undefined
  let query: Omit<MatchQuery, 'limit'> = {}
  for (const term of name.split(';')) {
    const at = term.indexOf(':')
    const part = at > 0 ? readTerm(term.slice(0, at), term.slice(at + 1)) : undefined
    if (part === undefined) return undefined
    query = { ...query, ...part }
  }
  return { ...query, limit: MAX_BOARD_MATCHES }
}

function readTerm(key: string, value: string): Omit<MatchQuery, 'limit'> | undefined {
  if (value === '' || value.includes('\0')) return undefined
  switch (key) {
    case 'competition':
      return { competition: value }
    case 'sport':
      return { sport: value }
    case 'status':
      return { statuses: value.split(',') as NonNullable<MatchQuery['statuses']> }
    case 'date':
      return readDay(value)
    default:
      return undefined
  }
}

function readDay(value: string): Omit<MatchQuery, 'limit'> | undefined {
  const startsFrom = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN
  return Number.isNaN(startsFrom) ? undefined : { startsFrom, startsBefore: startsFrom + DAY_MS }
}
