import { parseClock, stopClock } from '../../match/clock.ts'
import type { Reduced } from '../../match/fold.ts'
import type { Clock, MatchState, Result, Side, Status } from '../../match/state.ts'
import type { CommonEvent } from './events.ts'
import { type Owed, sumUp, withNothingOwed, withOwed } from './owed.ts'
import {
  onState,
  setScore,
  withClock,
  withoutReview,
  withoutTimeout,
  withResult,
  withReview,
  withScore,
} from './state.ts'
import { isOver, isSealed, withStatus } from './status.ts'

/** What the handling of common events remembers. A sport's own memory extends it. */
export interface CommonMemory {
  /** The result that the feed gave, so that it is not derived any more. */
  readonly givenResult?: Result
  /** The match was abandoned, so what was played decides nothing by itself. */
  readonly isAbandoned?: boolean
  readonly owed?: Owed
}

/**
 * Folds an event that means the same in every sport. What a sport adds to it (its phase at `period_start`, its clock,
 * its line of period scores) it does before or after calling this.
 *
 * No effect here: `period_end`, `break_start`, `break_end`, `substitution`, `note`; the sport may give them one.
 */
export function applyCommon<Detail extends object, Memory extends CommonMemory>(
  reduced: Reduced<Detail, Memory>,
  event: CommonEvent,
  at: number,
): Reduced<Detail, Memory> {
  const { state } = reduced
  switch (event.type) {
    case 'match_start':
    case 'period_start':
      return isSealed(state.status) ? reduced : onState(changeStatus(reduced, 'live', at), withoutTimeout)
    case 'interruption_end':
      return state.status === 'interrupted' || state.status === 'suspended'
        ? changeStatus(reduced, 'live', at)
        : reduced
    case 'interruption_start':
      return isSealed(state.status) ? reduced : changeStatus(reduced, 'interrupted', at, event.reason)
    case 'match_end':
      return isSealed(state.status) ? reduced : onState(changeStatus(reduced, 'ended', at), withoutTimeout)
    case 'match_final':
      return onState(changeStatus(reduced, 'final', at), (final) => withoutReview(final))
    case 'status_set':
      return changeStatus(reduced, event.status, at, event.reason)
    case 'score':
    case 'score_adjust':
      return creditSide(reduced, event.team, event.points)
    case 'score_set':
      return { state: setScore(state, event.score), memory: withNothingOwed(reduced.memory) }
    case 'clock':
      return onState(reduced, (before) => withClock(before, moveClock(before.clock, event, at)))
    case 'timeout': {
      const { team, kind } = event
      const timeout = { ...(team !== undefined && { team }), ...(kind !== undefined && { kind }) }
      return onState(reduced, (before) => ({ ...before, timeout }))
    }
    case 'timeout_end':
      return onState(reduced, withoutTimeout)
    case 'review_start':
      return onState(reduced, (before) => withReview(before, event))
    case 'review_end':
      return onState(reduced, (before) => withoutReview(before, event.review))
    case 'result_set': {
      const { result, awardedScore } = event
      const given = { state: { ...state, result }, memory: { ...reduced.memory, givenResult: result } }
      if (awardedScore === undefined) return given
      return { state: setScore(given.state, awardedScore), memory: withNothingOwed(given.memory) }
    }
    case 'period_end':
    case 'break_start':
    case 'break_end':
    case 'substitution':
    case 'note':
      return reduced
    default:
      return unreachable(event)
  }
}

/** Points for a side, or less of them. */
function creditSide<Detail extends object, Memory extends CommonMemory>(
  { state, memory }: Reduced<Detail, Memory>,
  team: Side,
  points: number,
): Reduced<Detail, Memory> {
  const { shown, owed } = sumUp(state.score[team], memory.owed?.[team], points)
  return { state: withScore(state, team, shown), memory: withOwed(memory, team, owed) }
}

/** Changes the status of the match. One that goes on after it was over loses its result, the one given included. */
export function changeStatus<Detail extends object, Memory extends CommonMemory>(
  reduced: Reduced<Detail, Memory>,
  status: Status,
  at: number,
  reason?: string,
): Reduced<Detail, Memory> {
  const state = withStatus(reduced.state, status, at, reason)
  if (status === 'abandoned') return { state, memory: { ...reduced.memory, isAbandoned: true } }
  if (!isOver(reduced.state.status) || isOver(status)) return { ...reduced, state }
  const { givenResult: _, isAbandoned: __, ...memory } = reduced.memory
  return { state: withResult(state, undefined), memory: memory as Memory }
}

/**
 * Gives a match that is over the result that follows from its state, unless the feed gave one; takes it away while
 * play goes on. Call it after every event, so that a late goal moves the result too. An abandoned match has none
 * until the feed says so, or closes it without one.
 *
 * @param abandonedText what such a match comes to, in words; the sport's words for no result if left out
 */
export function withDerivedResult<Detail extends object, Memory extends CommonMemory>(
  reduced: Reduced<Detail, Memory>,
  derive: (reduced: Reduced<Detail, Memory>) => Result | undefined,
  abandonedText?: string,
): Reduced<Detail, Memory> {
  const { memory } = reduced
  if (memory.givenResult) return reduced
  const withDerived = ({ status }: MatchState): Result | undefined => {
    if (!isOver(status) || status === 'abandoned') return undefined
    if (!memory.isAbandoned) return derive(reduced)
    return { winner: 'none', method: 'no_result', ...(abandonedText !== undefined && { text: abandonedText }) }
  }
  return onState(reduced, (state) => withResult(state, withDerived(state)))
}

export const ABANDONED = 'Match abandoned'

/** For the `default` of a switch over events: a compile error when a type is forgotten. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}

function moveClock(
  clock: Clock = { running: false, baseMs: 0, at: 0, dir: 'up' },
  event: Extract<CommonEvent, { type: 'clock' }>,
  at: number,
): Clock {
  const shown = event.clock === undefined ? undefined : parseClock(event.clock)?.ms
  const running = event.action === 'set' ? clock.running : event.action === 'start'
  if (shown === undefined) return running === clock.running ? clock : { ...stopClock(clock, at), running, at }
  return { ...clock, running, baseMs: shown, at }
}
