import { parseClock, stopClock } from '../../match/clock.ts'
import type { Board } from '../../match/fold.ts'
import type { Clock, MatchState, Result, Status } from '../../match/state.ts'
import type { CommonEvent } from './events.ts'
import {
  addScore,
  onState,
  setScore,
  withClock,
  withoutReview,
  withoutTimeout,
  withResult,
  withReview,
} from './state.ts'
import { isOver, isSealed, withStatus } from './status.ts'

/** What the handling of common events remembers. A sport's own memory extends it. */
export interface CommonMemory {
  /** The feed gave the result: it is not derived any more. */
  readonly resultIsSet?: boolean
  /** The match was abandoned: what was played decides nothing by itself. */
  readonly isAbandoned?: boolean
}

/**
 * Folds an event that means the same in every sport. What a sport adds to it (its phase at `period_start`, its clock,
 * its line of period scores) it does before or after calling this.
 *
 * No effect here: `period_end`, `break_start`, `break_end`, `substitution`, `note`; the sport may give them one.
 */
export function applyCommon<Detail extends object, Memory extends CommonMemory>(
  board: Board<Detail, Memory>,
  event: CommonEvent,
  at: number,
): Board<Detail, Memory> {
  const { state } = board
  switch (event.type) {
    case 'match_start':
    case 'period_start':
      return isSealed(state.status) ? board : onState(changeStatus(board, 'live', at), withoutTimeout)
    case 'interruption_end':
      return state.status === 'interrupted' || state.status === 'suspended' ? changeStatus(board, 'live', at) : board
    case 'interruption_start':
      return isSealed(state.status) ? board : changeStatus(board, 'interrupted', at, event.reason)
    case 'match_end':
      return isSealed(state.status) ? board : onState(changeStatus(board, 'ended', at), withoutTimeout)
    case 'match_final':
      return onState(changeStatus(board, 'final', at), (final) => withoutReview(final))
    case 'status_set':
      return changeStatus(board, event.status, at, event.reason)
    case 'score':
    case 'score_adjust':
      return onState(board, (before) => addScore(before, event.team, event.points))
    case 'score_set':
      return onState(board, (before) => setScore(before, event.score))
    case 'clock':
      return onState(board, (before) => withClock(before, moveClock(before.clock, event, at)))
    case 'timeout': {
      const { team, kind } = event
      const timeout = { ...(team !== undefined && { team }), ...(kind !== undefined && { kind }) }
      return onState(board, (before) => ({ ...before, timeout }))
    }
    case 'timeout_end':
      return onState(board, withoutTimeout)
    case 'review_start':
      return onState(board, (before) => withReview(before, event))
    case 'review_end':
      return onState(board, (before) => withoutReview(before, event.review))
    case 'result_set':
      return {
        state: { ...state, result: event.result },
        memory: { ...board.memory, resultIsSet: true },
      }
    case 'period_end':
    case 'break_start':
    case 'break_end':
    case 'substitution':
    case 'note':
      return board
    default:
      return unreachable(event)
  }
}

/** Changes the status of the match. One that goes on after it was over loses its result, the one given included. */
export function changeStatus<Detail extends object, Memory extends CommonMemory>(
  board: Board<Detail, Memory>,
  status: Status,
  at: number,
  reason?: string,
): Board<Detail, Memory> {
  const state = withStatus(board.state, status, at, reason)
  if (status === 'abandoned') return { state, memory: { ...board.memory, isAbandoned: true } }
  if (!isOver(board.state.status) || isOver(status)) return { ...board, state }
  const { resultIsSet: _, isAbandoned: __, ...memory } = board.memory
  return { state: withResult(state, undefined), memory: memory as Memory }
}

/**
 * Gives a match that is over the result that follows from its board, unless the feed gave one; takes it away while
 * play goes on. To be called after every event, so that a late goal moves the result too. An abandoned match has none
 * until the feed says so, or closes it without one.
 */
export function settleResult<Detail extends object, Memory extends CommonMemory>(
  board: Board<Detail, Memory>,
  derive: (board: Board<Detail, Memory>) => Result | undefined,
): Board<Detail, Memory> {
  const { memory } = board
  if (memory.resultIsSet) return board
  const settle = ({ status }: MatchState): Result | undefined => {
    if (!isOver(status) || status === 'abandoned') return undefined
    return memory.isAbandoned ? { winner: 'none', method: 'no_result' } : derive(board)
  }
  return onState(board, (state) => withResult(state, settle(state)))
}

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
