import { otherSide } from '../../../match/sides.ts'
import type { Result, Side } from '../../../match/state.ts'
import { leaderOf } from '../../common/sides.ts'
import { count } from '../../common/text/words.ts'
import { runsOf } from '../../engines/innings/innings.ts'
import { type CricketState, type Innings, properInnings } from '../detail.ts'
import { formatOf } from '../format.ts'
import { targetOf } from '../scoring/chase.ts'

/**
 * The result as the innings leave it (Law 16): by runs, by the wickets still to fall, by an innings and runs, a tie, a
 * draw, or none. A chase that was cut short is decided only if a DLS par score was given. Its words are `cricketResultText`.
 */
export function cricketResult(state: CricketState): Result {
  const played = properInnings(state.detail.innings)
  return formatOf(state).inningsPerSide === 1 ? oneInningsResult(state, played) : twoInningsResult(state, played)
}

function oneInningsResult(state: CricketState, played: readonly Innings[]): Result {
  const chase = played.length === 2 ? played[1] : undefined
  const target = chase && (chase.target ?? targetOf(state, chase))
  if (chase === undefined || target === undefined) return noResult()
  const method = chase.targetMethod === undefined ? 'regulation' : 'dls'
  if (chase.runs >= target) return wonBy(chase.side, { method, margin: wicketsLeft(state, chase) })
  const level = isComplete(state, chase) ? target - 1 : state.detail.par
  if (level === undefined) return noResult()
  if (chase.runs === level) return tieResult(state)
  const winner = chase.runs > level ? chase.side : otherSide(chase.side)
  return wonBy(winner, {
    method: isComplete(state, chase) ? method : 'dls',
    margin: count(Math.abs(level - chase.runs), 'run'),
  })
}

function twoInningsResult(state: CricketState, played: readonly Innings[]): Result {
  const last = played.at(-1)
  if (last === undefined) return noResult()
  const batting = last.side
  const lead = runsOf(played, batting) - runsOf(played, otherSide(batting))
  if (played.length === 4) {
    if (lead > 0) return wonBy(batting, { margin: wicketsLeft(state, last) })
    if (isComplete(state, last))
      return lead === 0 ? tieResult(state) : wonBy(otherSide(batting), { margin: count(-lead, 'run') })
  }
  if (played.length === 3 && isComplete(state, last) && lead < 0) {
    return wonBy(otherSide(batting), { margin: `an innings and ${count(-lead, 'run')}` })
  }
  return { winner: 'draw', method: 'regulation' }
}

/** A tie stands, unless a super over has found a winner; several are played until one does. */
function tieResult(state: CricketState): Result {
  const superOvers = Object.values(state.detail.superOvers ?? {})
  const innings = Object.values(state.detail.innings).filter(({ superOver }) => superOver === superOvers.length)
  const second = innings.length === 2 ? innings.find(({ target }) => target !== undefined) : undefined
  const score = superOvers.at(-1)
  const winner = score && second && isDecided(state, second) ? leaderOf(score) : 'draw'
  return { winner, method: winner === 'draw' ? 'regulation' : 'super_over' }
}

function isDecided(state: CricketState, innings: Innings): boolean {
  return isComplete(state, innings) || (innings.target !== undefined && innings.runs >= innings.target)
}

/** Played to its end: ended so by the feed, or all out or out of overs where the feed did not say it. */
function isComplete(state: CricketState, innings: Innings): boolean {
  const { closedReason, wickets, overs, oversLimit, ballsLimit } = innings
  if (closedReason !== undefined && closedReason !== 'other') return closedReason !== 'abandoned'
  const { wickets: all, ballsPerOver } = formatOf(state)
  const limit = oversLimit ?? (ballsLimit === undefined ? undefined : ballsLimit / ballsPerOver)
  return wickets >= (innings.superOver === undefined ? all : 2) || (limit !== undefined && overs === `${limit}.0`)
}

function wonBy(winner: Side, won: { readonly method?: Result['method']; readonly margin: string }): Result {
  return { winner, method: 'regulation', ...won }
}

function noResult(): Result {
  return { winner: 'none', method: 'no_result' }
}

/** `6 wickets`: those still to fall (Law 16, statement of result). */
function wicketsLeft(state: CricketState, { wickets, closedReason, extras }: Innings): string {
  // The innings was over and short of the target; five runs against the other side brought it.
  if ((closedReason === 'all_out' || closedReason === 'overs') && extras.penalty > 0) return 'penalty runs'
  return count(Math.max(1, formatOf(state).wickets - wickets), 'wicket')
}
