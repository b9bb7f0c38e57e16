import { parseClock, stopClock } from '../../match/clock.ts'
import type { Board } from '../../match/fold.ts'
import { isEqual } from '../../match/merge-patch.ts'
import type { Clock, Fixture, MatchState, Pending, Result, Score, Side, Status } from '../../match/state.ts'
import type { CommonEvent } from './events.ts'
import { isOver, isSealed, withStatus } from './status.ts'

/** What the handling of common events remembers. A sport's own memory extends it. */
export interface CommonMemory {
  /** The feed gave the result: it is not derived any more. */
  readonly resultIsSet?: boolean
  /** The match was abandoned: what was played decides nothing by itself. */
  readonly isAbandoned?: boolean
}

/** The state of a match before anything happened. `format` is the parsed one. */
export function startState<Detail extends object>(
  fixture: Fixture,
  { phase, detail, format }: { phase: string; detail: Detail; format: object },
): MatchState<Detail> {
  const { match, sport, competition, startsAt, venue, home, away } = fixture
  return {
    match,
    sport,
    format,
    ...(competition !== undefined && { competition }),
    ...(startsAt !== undefined && { startsAt }),
    ...(venue !== undefined && { venue }),
    home,
    away,
    status: 'scheduled',
    phase,
    score: { home: 0, away: 0 },
    periods: [],
    detail,
    pending: [],
    updatedAt: 0,
  }
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

export function onState<Detail extends object, Memory extends object>(
  board: Board<Detail, Memory>,
  change: (state: MatchState<Detail>) => MatchState<Detail>,
): Board<Detail, Memory> {
  const state = change(board.state)
  return state === board.state ? board : { ...board, state }
}

/** A score is never negative. */
export function withScore<State extends MatchState>(state: State, team: Side, value: number): State {
  const bounded = Math.max(0, value)
  return bounded === state.score[team] ? state : { ...state, score: { ...state.score, [team]: bounded } }
}

export function addScore<State extends MatchState>(state: State, team: Side, points: number): State {
  return withScore(state, team, state.score[team] + points)
}

export function setScore<State extends MatchState>(state: State, score: { home: number; away: number }): State {
  return withScore(withScore(state, 'home', score.home), 'away', score.away)
}

export function withClock<State extends MatchState>(state: State, clock: Clock | undefined): State {
  if (clock === undefined || isEqual(clock, state.clock)) return state
  return { ...state, clock }
}

/** Sets the result, or takes it away. */
export function withResult<State extends MatchState>(state: State, result: Result | undefined): State {
  if (isEqual(result, state.result)) return state
  const { result: _, ...rest } = state
  return { ...(rest as State), ...(result !== undefined && { result }) }
}

/** Announces a review in `pending`, until `withoutReview`. It moves nothing: what it decides is an edit or a delete. */
export function withReview<State extends MatchState>(
  state: State,
  event: Pick<Pending, 'id' | 'type' | 'team' | 'player' | 'period' | 'clock'> & { readonly subject: string },
): State {
  const { id, type, subject, team, player, period, clock } = event
  const review: Pending = {
    id,
    type,
    status: 'under_review',
    subject,
    ...(team !== undefined && { team }),
    ...(player !== undefined && { player }),
    ...(period !== undefined && { period }),
    ...(clock !== undefined && { clock }),
  }
  return { ...state, pending: [...state.pending, review] }
}

/** Closes the review with that id; without an id, all: a decision whose beginning was lost leaves no banner behind. */
export function withoutReview<State extends MatchState>(state: State, id?: string): State {
  const pending = state.pending.filter((item) => item.subject === undefined || (id !== undefined && item.id !== id))
  return pending.length === state.pending.length ? state : { ...state, pending }
}

export function withoutTimeout<State extends MatchState>(state: State): State {
  if (state.timeout === undefined) return state
  const { timeout: _, ...rest } = state
  return rest as State
}

/** A score out of an event, without what else the feed may have put there: a board holds what its schema knows. */
export function plainScore({ home, away }: Score): Score {
  return { home, away }
}

/** The winner by points, highest first. */
export function leaderOf(score: { readonly home: number; readonly away: number }): Side | 'draw' {
  return score.home === score.away ? 'draw' : score.home > score.away ? 'home' : 'away'
}

export function otherSide(team: Side): Side {
  return team === 'home' ? 'away' : 'home'
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
