import type { Reduced } from '../../match/fold.ts'
import { isolatedIn } from '../../match/isolated.ts'
import { isEqual } from '../../match/merge-patch.ts'
import type { Clock, ClockShow, MatchState, Result, Scoreline } from '../../match/state.ts'

/** How boards write the clock, see `Clock`. */
export interface ClockFace {
  readonly show: ClockShow
  readonly limitMs?: number | undefined
}

/** The part of a sport that finishes its states. */
interface Finishing<Detail extends object> {
  scoreline(state: MatchState<Detail>): Scoreline
  clockFace?(state: MatchState<Detail>): ClockFace
  resultText(result: Result, state: MatchState<Detail>): string
}

const MINUTES_AND_SECONDS: ClockFace = { show: 'm:ss' }

/**
 * Completes a state by what follows from the rest of it: words for the result, how the clock is written, the scoreline.
 * What is as it was stays the same object, so that it costs no patch and no comparison.
 */
export function finishWith<Detail extends object>(sport: Finishing<Detail>): (reduced: Reduced) => Reduced {
  return (reduced) => {
    const before = reduced.state as MatchState<Detail>
    const worded = withResultText(sport, before, reduced.memory)
    const timed = withClockFace(sport, worded)
    const scoreline = withIsolatedNames(sport.scoreline(timed), timed)
    const state = isEqual(scoreline, timed.scoreline) ? timed : { ...timed, scoreline }
    return state === before ? reduced : { ...reduced, state }
  }
}

/**
 * A result that the feed gave is worded anew in each state, for its numbers may have moved; the given one is in the memory.
 */
function withResultText<Detail extends object>(
  sport: Finishing<Detail>,
  state: MatchState<Detail>,
  memory: { readonly givenResult?: Result },
): MatchState<Detail> {
  const result = state.result && (memory.givenResult ?? state.result)
  if (result === undefined || result.text !== undefined) return state
  const worded = { ...result, text: isolatedIn(sport.resultText(result, state), namesOf(state)) }
  return isEqual(worded, state.result) ? state : { ...state, result: worded }
}

/** The words of a result have their names isolated already. */
function withIsolatedNames(scoreline: Scoreline, state: MatchState): Scoreline {
  const { note } = scoreline
  if (note === undefined || note === state.result?.text) return scoreline
  const told = isolatedIn(note, namesOf(state))
  return told === note ? scoreline : { ...scoreline, note: told }
}

function namesOf({ home, away }: MatchState): readonly string[] {
  return [home.name, away.name]
}

function withClockFace<Detail extends object>(sport: Finishing<Detail>, state: MatchState<Detail>): MatchState<Detail> {
  if (state.clock === undefined) return state
  const { show, limitMs } = sport.clockFace?.(state) ?? MINUTES_AND_SECONDS
  if (state.clock.show === show && state.clock.limitMs === limitMs) return state
  const { show: _, limitMs: __, ...bare } = state.clock
  const clock: Clock = { ...bare, show, ...(limitMs !== undefined && { limitMs }) }
  return { ...state, clock }
}
