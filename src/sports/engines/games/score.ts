import type { Score, Side } from '../../../match/state.ts'
import { isWon, NIL, plusOne, type SetScore, winnerOfSet } from '../sets/score.ts'
import type { SetRules, Target } from './format.ts'

/** Where a set stands. `points` are counted, not called: 3 is 40. */
export interface OpenSet {
  readonly games: Score
  readonly points: Score
}

export const LOVE_ALL: OpenSet = { games: NIL, points: NIL }

/** What a point or a game led to: the set goes on, or it is over. */
export type SetOutcome =
  | { readonly kind: 'point' | 'game'; readonly standing: OpenSet }
  | { readonly kind: 'set'; readonly set: SetScore }

/** True once a point of the set was played. */
export function isBegun({ games, points }: OpenSet): boolean {
  return games.home + games.away + points.home + points.away > 0
}

export function isTiebreak({ tiebreak }: SetRules, games: Score): boolean {
  return tiebreak !== undefined && games.home === tiebreak.at && games.away === tiebreak.at
}

export function targetOf(rules: SetRules, games: Score): Target {
  return rules.tiebreak && isTiebreak(rules, games) ? rules.tiebreak : rules.game
}

export function winPoint(rules: SetRules, { games, points }: OpenSet, side: Side): SetOutcome {
  const counted = plusOne(points, side)
  if (isReached(counted, targetOf(rules, games))) return winGame(rules, { games, points: counted }, side)
  return { kind: 'point', standing: { games, points: counted } }
}

/** Awards the game being played: the tie-break too, which then keeps the points it had. */
export function winGame(rules: SetRules, { games, points }: OpenSet, side: Side): SetOutcome {
  const counted = plusOne(games, side)
  if (isTiebreak(rules, games)) return { kind: 'set', set: { ...counted, tiebreak: points } }
  if (isSetWon(rules, counted)) return { kind: 'set', set: counted }
  return { kind: 'game', standing: { games: counted, points: NIL } }
}

/** True for games that end a set, such as 6-4 or 7-6, whoever counted them. */
export function isSetWon(rules: SetRules, games: Score): boolean {
  if (isReached(games, { points: rules.games, ahead: rules.ahead })) return true
  const { tiebreak } = rules
  return tiebreak !== undefined && Math.min(games.home, games.away) === tiebreak.at && games.home !== games.away
}

export function isReached(score: Score, { points, ahead, cap = Number.POSITIVE_INFINITY }: Target): boolean {
  const most = Math.max(score.home, score.away)
  const lead = Math.abs(score.home - score.away)
  return lead >= 1 && (most >= cap || (most >= points && lead >= ahead))
}

export type CalledPoints = { readonly home: Call; readonly away: Call }
export type Call = '0' | '15' | '30' | '40' | 'AD' | number

const CALLS = ['0', '15', '30', '40'] as const
const CALL_NAMES: readonly string[] = CALLS

/** How the umpire calls the points: 0, 15, 30, 40, AD in a game; numbers in a tie-break. */
export function callPoints(rules: SetRules, { games, points }: OpenSet): CalledPoints {
  if (isTiebreak(rules, games)) return points
  return { home: callOf(points.home, points.away), away: callOf(points.away, points.home) }
}

function callOf(own: number, other: number): Call {
  if (own <= 3 || own <= other) return CALLS[Math.min(own, 3)] ?? '40'
  return 'AD'
}

/** Points as called, counted again. A feed that calls a tie-break `15`, or a game by numbers, is read by its words. */
export function countCalls(isInTiebreak: boolean, called: { home: Call | string; away: Call | string }): Score {
  const count = (own: Call | string) => {
    if (own === 'AD') return 4
    const counted = CALL_NAMES.indexOf(String(own))
    return isInTiebreak || counted === -1 ? Number(own) : counted
  }
  return { home: count(called.home), away: count(called.away) }
}

/** Who could win something with the next point; `both` at a deciding point. */
export type Chance = Side | 'both'

export interface Chances {
  /** The next point wins the game, whoever wins it. */
  readonly isDeciding?: true
  readonly breakPoint?: Side
  readonly setPoint?: Chance
  readonly matchPoint?: Chance
}

/** @param receiver undefined while nobody knows who serves: then there is no break point to speak of */
export function chancesOf(
  rules: SetRules,
  standing: OpenSet,
  match: { readonly won: Score; readonly bestOf: number; readonly receiver: Side | undefined },
): Chances {
  const home = winPoint(rules, standing, 'home')
  const away = winPoint(rules, standing, 'away')
  if (home.kind === 'point' && away.kind === 'point') return {}
  const { won, bestOf, receiver } = match
  const isMatch = (outcome: SetOutcome) =>
    outcome.kind === 'set' && isWon(plusOne(won, winnerOfSet(outcome.set)), bestOf)
  const setPoint = chance(home.kind === 'set', away.kind === 'set')
  const matchPoint = chance(isMatch(home), isMatch(away))
  const isBreakPoint =
    receiver && !isTiebreak(rules, standing.games) && (receiver === 'home' ? home : away).kind !== 'point'
  const isDeciding = home.kind !== 'point' && away.kind !== 'point' && !isTiebreak(rules, standing.games)
  return {
    ...(isDeciding && { isDeciding }),
    ...(isBreakPoint && { breakPoint: receiver }),
    ...(setPoint && { setPoint }),
    ...(matchPoint && { matchPoint }),
  }
}

function chance(home: boolean, away: boolean): Chance | undefined {
  if (home) return away ? 'both' : 'home'
  return away ? 'away' : undefined
}

/**
 * True if the players change ends now: after the first, third and every other odd game of a set, and during a tie-break
 * after every six points (ITF Rules of Tennis, rule 10).
 */
export function changesEnds(rules: SetRules, outcome: SetOutcome): boolean {
  if (outcome.kind === 'set') return isOdd(outcome.set)
  const { games, points } = outcome.standing
  if (outcome.kind === 'game') return isOdd(games)
  return isTiebreak(rules, games) && (points.home + points.away) % 6 === 0
}

function isOdd({ home, away }: Score): boolean {
  return (home + away) % 2 === 1
}
