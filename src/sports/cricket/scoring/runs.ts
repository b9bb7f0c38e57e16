import type { Side } from '../../../match/state.ts'
import { applyCommon } from '../../common/apply.ts'
import { withOwed } from '../../common/owed.ts'
import { addScore } from '../../common/state.ts'
import { inningsAt } from '../../engines/innings/innings.ts'
import {
  type CricketState,
  type Innings,
  openInnings,
  properInnings,
  type ReducedCricket,
  withInnings,
} from '../detail.ts'
import type { EventNamed } from '../events.ts'
import { formatOf } from '../format.ts'
import { announce, refresh, startInnings } from './innings.ts'
import { ballsUsed, NO_MEMORY, NO_OVER, oversText } from './over.ts'

/** Adds runs to the score of an innings' side; those of a super over to the score of the super over. */
export function addRuns(state: CricketState, { side, superOver }: Innings, runs: number): CricketState {
  if (superOver === undefined) return addScore(state, side, runs)
  if (runs === 0) return state
  const all = state.detail.superOvers ?? {}
  const score = all[superOver] ?? { home: 0, away: 0 }
  const superOvers = { ...all, [superOver]: { ...score, [side]: Math.max(0, score[side] + runs) } }
  return { ...state, detail: { ...state.detail, superOvers } }
}

/** Runs that came without a delivery: the innings moves with the score of its side. */
export function applyScore(
  reduced: ReducedCricket,
  event: EventNamed<'score'> | EventNamed<'score_adjust'>,
  at: number,
): ReducedCricket {
  const open = openInnings(reduced.state)
  if (event.type === 'score' && open?.side === event.team) return refresh(credit(reduced, open, event.points))
  return refresh(followScore(applyCommon(reduced, event, at), reduced))
}

/** Runs go first to what adjustments took from a side beyond what it had, see `Owed`. */
export function payOwed(reduced: ReducedCricket, before: ReducedCricket): ReducedCricket {
  const { owed } = reduced.memory
  // An event that changed it has counted it.
  if (owed === undefined || owed !== before.memory.owed) return reduced
  let paid = reduced
  for (const side of ['home', 'away'] as const) {
    const due = Math.min(owed[side] ?? 0, reduced.state.score[side] - before.state.score[side])
    if (due <= 0) continue
    const innings = lastOf(paid, side)
    const less = innings ? credit(paid, innings, -due) : { ...paid, state: addScore(paid.state, side, -due) }
    paid = { ...less, memory: withOwed(less.memory, side, (owed[side] ?? 0) - due) }
  }
  return paid === reduced ? reduced : refresh(paid)
}

/** A score set by hand, and where the innings stands if the feed says it. */
export function setScore(reduced: ReducedCricket, event: EventNamed<'score_set'>, at: number): ReducedCricket {
  const { detail, ...common } = event
  const n = detail?.n
  const begun = n === undefined || inningsAt(reduced.state.detail.innings, n) ? reduced : startInnings(reduced, { n })
  return refresh(placeInnings(followScore(applyCommon(begun, common, at), begun), detail))
}

/** Gives a side runs that belong to no delivery, in the innings in which Law 41.17 counts them. */
export function applyPenalty(
  reduced: ReducedCricket,
  { side, runs, innings: when }: EventNamed<'penalty_runs'>,
): ReducedCricket {
  const open = openInnings(reduced.state)
  const last = when === 'pre' ? undefined : lastOf(reduced, side)
  const innings = open?.side === side ? open : last
  if (innings === undefined) {
    const { penalty = { home: 0, away: 0 } } = reduced.memory.next
    return announce(reduced, { penalty: { ...penalty, [side]: penalty[side] + runs } })
  }
  const extras = { ...innings.extras, penalty: innings.extras.penalty + runs }
  return refresh(credit(reduced, { ...innings, extras }, runs))
}

function credit(reduced: ReducedCricket, innings: Innings, runs: number): ReducedCricket {
  return withRuns({ ...reduced, state: addRuns(reduced.state, innings, runs) }, innings, innings.runs + runs)
}

function withRuns(reduced: ReducedCricket, innings: Innings, runs: number): ReducedCricket {
  return withInnings(reduced, { ...innings, runs: Math.max(0, runs) })
}

/** Moves the last innings of each side by as much as its score has moved. */
function followScore(reduced: ReducedCricket, before: ReducedCricket): ReducedCricket {
  let followed = reduced
  for (const side of ['home', 'away'] as const) {
    const moved = reduced.state.score[side] - before.state.score[side]
    const innings = lastOf(followed, side)
    if (moved !== 0 && innings) followed = withRuns(followed, innings, innings.runs + moved)
  }
  return followed
}

function lastOf({ state }: ReducedCricket, side: Side): Innings | undefined {
  return properInnings(state.detail.innings).findLast((innings) => innings.side === side)
}

/** Puts the wickets and overs of an innings where the feed says they are. */
function placeInnings(reduced: ReducedCricket, detail: EventNamed<'score_set'>['detail']): ReducedCricket {
  const innings = inningsAt(reduced.state.detail.innings, detail?.n ?? reduced.state.period?.n)
  if (detail === undefined || innings === undefined) return reduced
  const { wickets = innings.wickets, overs = innings.overs } = detail
  const { ballsPerOver } = formatOf(reduced.state)
  const kept = reduced.memory.innings[innings.n] ?? NO_MEMORY
  const [completed = 0, legalBalls = 0] = overs.split('.').map(Number)
  const isSame = overs === innings.overs
  const over = isSame
    ? kept.over
    : { ...NO_OVER, n: completed - 1, ...(legalBalls > 0 && { n: completed, legalBalls, isClosed: false }) }
  const balls = isSame ? innings.balls : ballsUsed(over, ballsPerOver)
  const memory = { ...reduced.memory, innings: { ...reduced.memory.innings, [innings.n]: { ...kept, over } } }
  const placed = { ...innings, wickets, balls, overs: oversText(over, ballsPerOver) }
  return withRuns({ ...reduced, memory }, placed, innings.runs)
}
