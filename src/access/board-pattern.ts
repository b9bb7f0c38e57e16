import { dayRange } from '../match/lists/day-range.ts'
import type { Status } from '../match/state.ts'
import { matchesGlob } from './glob.ts'

/** What boards ask of a match. */
export interface MatchFacts {
  readonly sport: string
  readonly status: Status
  readonly competition?: string
  readonly startsAt?: number
}

const MINUTE_MS = 60_000
/** What can be a term of a pattern. A page of a board is no less allowed than the board. */
const KEYS = new Set(['competition', 'sport', 'status', 'date', 'offset'])
/** What every match has. */
const ALWAYS_THERE = new Set(['sport', 'status'])

/**
 * The boards that a claim allows: the terms of a board's name, with globs for values. `competition:cup`, `competition:*`,
 * `sport:tennis;status:live`; `*` is every board. It allows a board that asks for the same or for less, and each match of such a board.
 */
export interface BoardPattern {
  allowsBoard(name: string): boolean
  allowsMatch(facts: MatchFacts): boolean
}

/** @returns undefined if it is the pattern of no board */
export function readBoardPattern(pattern: string): BoardPattern | undefined {
  const terms = pattern === '*' ? new Map<string, string>() : readTerms(pattern)
  if (terms === undefined || [...terms.keys()].some((key) => !KEYS.has(key))) return undefined
  const offset = terms.get('offset')
  const conditions = [...terms].filter(([key]) => key !== 'offset')
  if (offset !== undefined && !terms.has('date')) return undefined
  return {
    allowsBoard(name) {
      const asked = readTerms(name)
      return asked !== undefined && conditions.every(([key, glob]) => isNarrower(asked, key, glob, offset))
    },
    allowsMatch: (facts) => conditions.every(([key, glob]) => holds(facts, key, glob, Number(offset ?? 0))),
  }
}

/** Values by key; undefined if one has none, or a key is there twice. */
function readTerms(name: string): Map<string, string> | undefined {
  const terms = new Map<string, string>()
  for (const term of name.split(';')) {
    const at = term.indexOf(':')
    const [key, value] = [term.slice(0, Math.max(at, 0)), term.slice(at + 1)]
    if (key === '' || value === '' || terms.has(key)) return undefined
    terms.set(key, value)
  }
  return terms
}

/** Whether all that a board asks for is allowed by one term of the pattern. */
function isNarrower(
  asked: ReadonlyMap<string, string>,
  key: string,
  glob: string,
  offset: string | undefined,
): boolean {
  const value = asked.get(key)
  if (value === undefined) return isAnything(glob) && ALWAYS_THERE.has(key)
  if (key === 'status') return value.split(',').every((status) => matchesAny(glob, status))
  // The day of another clock has other matches.
  if (key === 'date' && !isAnything(glob) && Number(asked.get('offset') ?? 0) !== Number(offset ?? 0)) return false
  return matchesGlob(glob, value)
}

function holds(facts: MatchFacts, key: string, glob: string, offsetMinutes: number): boolean {
  switch (key) {
    case 'competition':
      return facts.competition !== undefined && matchesGlob(glob, facts.competition)
    case 'sport':
      return matchesGlob(glob, facts.sport)
    case 'status':
      return matchesAny(glob, facts.status)
    default:
      return facts.startsAt !== undefined && isOnDay(facts.startsAt, glob, offsetMinutes * MINUTE_MS)
  }
}

function isOnDay(startsAt: number, glob: string, offsetMs: number): boolean {
  const range = dayRange(glob, offsetMs)
  if (range !== undefined) return startsAt >= range.startsFrom && startsAt < range.startsBefore
  return matchesGlob(glob, new Date(startsAt + offsetMs).toISOString().slice(0, 10))
}

function isAnything(glob: string): boolean {
  return /^\*+$/.test(glob)
}

function matchesAny(globs: string, text: string): boolean {
  return globs.split(',').some((glob) => matchesGlob(glob, text))
}
