import type { MatchEvent } from '../../match/event.ts'
import type { MatchState } from '../../match/state.ts'
import { count } from '../common/text/words.ts'
import type { Innings } from './detail.ts'
import type { CricketFormat } from './format.ts'

/** True in The Hundred, whose spectators count balls: 95, not 19 overs. */
export function countsInBalls({ format }: MatchState): boolean {
  return (format as Partial<CricketFormat> | undefined)?.countIn === 'balls'
}

/** How far an innings is: `49.1`, or `95 balls`. */
export function bowledText(state: MatchState, { overs, balls }: Pick<Innings, 'overs' | 'balls'>): string {
  return countsInBalls(state) ? count(balls, 'ball') : overs
}

/**
 * Runs per over: `7.71`. In The Hundred it adds per how many balls: `6.43 per 5 balls`. Undefined where no ball counts. States
 * have no rates: they would change with every ball.
 */
export function rateText(state: MatchState, runs: number, balls: number): string | undefined {
  const rate = rateOf(state, runs, balls)
  if (rate === undefined) return undefined
  return `${rate.toFixed(2)}${countsInBalls(state) ? ` per ${ballsPerOverOf(state)} balls` : ''}`
}

/** Runs per over; undefined before the first ball. */
export function rateOf(state: MatchState, runs: number, balls: number): number | undefined {
  return balls === 0 ? undefined : (runs * ballsPerOverOf(state)) / balls
}

/** Balls of the innings' allowance that are gone, of `49.1` overs: a miscounted over has used up one over. */
export function ballsGone(state: MatchState, { overs }: Pick<Innings, 'overs'>): number {
  const [completed = 0, balls = 0] = overs.split('.').map(Number)
  return completed * ballsPerOverOf(state) + balls
}

/**
 * Which ball a delivery was: `12.3` by over and ball, or `63`. A wide or a no-ball has the number of the ball that is
 * bowled again for it.
 *
 * @param others the deliveries of the match, for the extras before this one in its set
 */
export function ballNumber(state: MatchState, delivery: MatchEvent, others: readonly MatchEvent[]): string | undefined {
  const { over, ballInOver, period } = delivery
  if (typeof over !== 'number' || typeof ballInOver !== 'number') return undefined
  if (!countsInBalls(state)) return `${over}.${ballInOver}`
  const isBefore = (other: MatchEvent) =>
    other.period === period && other['over'] === over && Number(other['ballInOver']) < ballInOver
  const extras = others.filter((other) => isBefore(other) && (other['wides'] || other['noBalls']))
  return String(over * ballsPerOverOf(state) + ballInOver - extras.length)
}

/** What is bowled from one end at a time: an over, in The Hundred a set of five. */
export function overWord(state: MatchState): string {
  return countsInBalls(state) ? 'set' : 'over'
}

function ballsPerOverOf({ format }: MatchState): number {
  return (format as CricketFormat).ballsPerOver
}

/** `182/4`, `324`, `250/8d` */
export function totalText({ runs, wickets, closedReason, declared }: Innings): string {
  return closedReason === 'all_out' ? String(runs) : `${runs}/${wickets}${declared ? 'd' : ''}`
}
