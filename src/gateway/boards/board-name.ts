import { dayRange } from '../../match/day-range.ts'
import { STATUSES, type Status } from '../../match/state.ts'
import type { MatchFilter } from '../../store/match-store.ts'

const MAX_NAME = 220
const KNOWN_STATUSES: ReadonlySet<string> = new Set(STATUSES)

/**
 * What a board's name asks for: terms of `key:value` joined by `;`, each key once, all of which must hold.
 * `competition:premier-league`, `date:2026-11-22` (UTC), `sport:tennis;status:live`.
 *
 * @returns undefined if it is not the name of a board
 */
export function parseBoardName(name: string): MatchFilter | undefined {
  if (name.length > MAX_NAME) return undefined
  const keys = new Set<string>()
  let filter: MatchFilter = {}
  for (const term of name.split(';')) {
    const at = term.indexOf(':')
    const key = term.slice(0, Math.max(at, 0))
    const part = readTerm(key, term.slice(at + 1))
    if (part === undefined || keys.has(key)) return undefined
    keys.add(key)
    filter = { ...filter, ...part }
  }
  return filter
}

function readTerm(key: string, value: string): MatchFilter | undefined {
  if (value === '' || value.includes('\0')) return undefined
  switch (key) {
    case 'competition':
      return { competition: value }
    case 'sport':
      return { sport: value }
    case 'status':
      return readStatuses(value.split(','))
    case 'date':
      return dayRange(value)
    default:
      return undefined
  }
}

function readStatuses(names: readonly string[]): MatchFilter | undefined {
  const isStatus = (name: string): name is Status => KNOWN_STATUSES.has(name)
  return names.every(isStatus) ? { statuses: names } : undefined
}
