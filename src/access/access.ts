import { MAX_DELAY_MS } from '../protocol/client-messages.ts'
import { type BoardPattern, type MatchFacts, readBoardPattern } from './board-pattern.ts'
import { matchesGlob } from './glob.ts'

/** What one viewer may see. */
export interface Access {
  /** The viewer sees everything at least that much later. */
  readonly delayMs: number
  /** What it was made of: two with the same claims allow the same. */
  readonly claims: string
  /** False if the match is not allowed, whatever boards it is on. */
  mayAllow(match: string): boolean
  allowsMatch(match: string, facts: MatchFacts): boolean
  allowsBoard(name: string): boolean
}

/** Of viewers who need no token. */
export const SEES_ALL: Access = {
  delayMs: 0,
  claims: '',
  mayAllow: () => true,
  allowsMatch: () => true,
  allowsBoard: () => true,
}

/** Each is tried for each match of a list. */
const MAX_PATTERNS = 100

/**
 * What the claims of a token allow: `matches` and `boards`, arrays of globs, and `delayMs`. What no claim names is not allowed.
 *
 * @returns what is wrong with them, as text
 */
export function readClaims(claims: Readonly<Record<string, unknown>>): Access | string {
  const { matches = [], boards = [], delayMs = 0 } = claims
  if (!areGlobs(matches)) return `"matches" must be an array of at most ${MAX_PATTERNS} globs such as "cup-*"`
  if (!areGlobs(boards)) return `"boards" must be an array of at most ${MAX_PATTERNS} globs such as "competition:cup"`
  if (!Number.isInteger(delayMs) || (delayMs as number) < 0 || (delayMs as number) > MAX_DELAY_MS) {
    return `"delayMs" must be a whole number from 0 to ${MAX_DELAY_MS}`
  }
  const patterns: BoardPattern[] = []
  for (const board of boards) {
    const pattern = readBoardPattern(board)
    if (pattern === undefined) return `"boards" has what is no board: ${JSON.stringify(board.slice(0, 64))}`
    patterns.push(pattern)
  }
  return accessOf({ matches, boards, delayMs: delayMs as number }, patterns)
}

interface Claims {
  readonly matches: readonly string[]
  readonly boards: readonly string[]
  readonly delayMs: number
}

function accessOf(claims: Claims, patterns: readonly BoardPattern[]): Access {
  const allowsId = (match: string) => claims.matches.some((glob) => matchesGlob(glob, match))
  // Whoever may see every match may see every list of them.
  const seesAll = claims.matches.includes('*')
  return {
    delayMs: claims.delayMs,
    claims: JSON.stringify([claims.matches.toSorted(), claims.boards.toSorted(), claims.delayMs]),
    mayAllow: (match) => patterns.length > 0 || allowsId(match),
    allowsMatch: (match, facts) => allowsId(match) || patterns.some((pattern) => pattern.allowsMatch(facts)),
    allowsBoard: (name) => seesAll || patterns.some((pattern) => pattern.allowsBoard(name)),
  }
}

function areGlobs(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= MAX_PATTERNS && value.every((item) => typeof item === 'string')
}
