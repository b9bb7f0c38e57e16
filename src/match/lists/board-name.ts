import { STATUSES, type Status } from '../state.ts'
import { dayRange, type StartRange } from './day-range.ts'
import { MAX_BOARD_NAME } from './max-board-name.ts'

/** The most matches that a board shows: those that matter most now, or a page. */
export const MAX_BOARD_MATCHES = 200

const KNOWN_STATUSES: ReadonlySet<string> = new Set(STATUSES)
const MINUTE_MS = 60_000
/** Clocks on Earth are 12 hours behind UTC to 14 ahead. In minutes. */
const OFFSETS = { from: -720, to: 840 }
/** The query of a page reads all pages before it; these are 10,000 matches, which take less than 5 ms. */
const MAX_PAGE = 50

/** The matches of a board: all that fit, or a page of them. */
export interface BoardQuery extends Partial<StartRange> {
  readonly statuses?: readonly Status[]
  readonly sport?: string
  readonly competition?: string
  readonly page?: number
}

/**
 * What a board's name asks for: terms of `key:value` joined by `;`, each key once, all of which must hold.
 * `competition:premier-league`, `date:2026-11-22` (UTC), `sport:tennis;status:live`, `date:2026-11-22;offset:+330;page:2`.
 *
 * @returns undefined if it is not the name of a board
 */
export function parseBoardName(name: string): BoardQuery | undefined {
  if (name.length > MAX_BOARD_NAME) return undefined
  const terms = readTerms(name)
  const offset = terms?.get('offset')
  // An offset shifts a day, so it needs a date.
  if (terms === undefined || (offset !== undefined && !terms.has('date'))) return undefined
  const offsetMinutes = offset === undefined ? 0 : readOffset(offset)
  if (offsetMinutes === undefined) return undefined
  let query: BoardQuery = {}
  for (const [key, value] of terms) {
    const part = key === 'offset' ? {} : readTerm(key, value, offsetMinutes * MINUTE_MS)
    if (part === undefined) return undefined
    query = { ...query, ...part }
  }
  return query
}

/** Values by key; undefined if one has none, or a key is there twice. */
function readTerms(name: string): Map<string, string> | undefined {
  const terms = new Map<string, string>()
  for (const term of name.split(';')) {
    const at = term.indexOf(':')
    const key = term.slice(0, Math.max(at, 0))
    const value = term.slice(at + 1)
    if (value === '' || value.includes('\0') || terms.has(key)) return undefined
    terms.set(key, value)
  }
  return terms
}

function readTerm(key: string, value: string, offsetMs: number): BoardQuery | undefined {
  switch (key) {
    case 'competition':
      return { competition: value }
    case 'sport':
      return { sport: value }
    case 'status':
      return readStatuses(value.split(','))
    case 'date':
      return dayRange(value, offsetMs)
    case 'page':
      return readPage(value)
    default:
      return undefined
  }
}

function readStatuses(names: readonly string[]): BoardQuery | undefined {
  const isStatus = (name: string): name is Status => KNOWN_STATUSES.has(name)
  return names.every(isStatus) ? { statuses: names } : undefined
}

function readPage(value: string): BoardQuery | undefined {
  const page = /^[1-9]\d{0,3}$/.test(value) ? Number(value) : undefined
  return page === undefined || page > MAX_PAGE ? undefined : { page }
}

/** Minutes by which the reader's clock is ahead of UTC. */
function readOffset(value: string): number | undefined {
  const minutes = /^[+-]?\d{1,3}$/.test(value) ? Number(value) : Number.NaN
  return minutes >= OFFSETS.from && minutes <= OFFSETS.to ? minutes : undefined
}
