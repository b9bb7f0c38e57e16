import type { EffectiveEvent, MatchEvent } from './event.ts'
import {
  arrange,
  EMPTY_TAIL,
  extendTail,
  isLast,
  keyOf,
  type Position,
  type ReadPosition,
  type Tail,
  tailOf,
} from './order.ts'
import type { Fixture, MatchState, Pending } from './state.ts'

/** What a sport's reducer has made so far: the document that viewers see, and what it remembers to go on. */
export interface Board<Detail extends object = object, Memory extends object = object> {
  readonly state: MatchState<Detail>
  /** Plain JSON, never sent to viewers; kept beside the state so that any replica can fold the next event. */
  readonly memory: Memory
}

/** The part of a sport that folding needs. Pure: no wall clock, no randomness, no mutation of what it is given. */
export interface Rules {
  start(fixture: Fixture): Board
  /** Folds one confirmed event. Unknown types change nothing. */
  apply(board: Board, effective: EffectiveEvent): Board
  /** `ReadPosition`, told the match's format: the same clock means another place where halves are shorter. */
  readPosition(event: MatchEvent, last: Position, format: object): Position | undefined
}

/** A fold that can be continued: the board and the furthest place reached by the events in it. */
export interface Folded {
  readonly board: Board
  readonly tail: Tail
}

export function startFold(rules: Rules, fixture: Fixture): Folded {
  return { board: rules.start(fixture), tail: EMPTY_TAIL }
}

/** Folds all effective events, given in any order. */
export function foldAll(rules: Rules, fixture: Fixture, events: readonly EffectiveEvent[]): Folded {
  let { board } = startFold(rules, fixture)
  const readPosition = readerOf(rules, board)
  for (const effective of arrange(events, readPosition)) board = foldOne(rules, board, effective)
  return { board, tail: tailOf(events, readPosition) }
}

/** Folds one more event that arrived after all others; undefined if it belongs before some of them. */
export function foldNext(rules: Rules, folded: Folded, effective: EffectiveEvent): Folded | undefined {
  const key = keyOf(effective, folded.tail, readerOf(rules, folded.board))
  if (!isLast(key, folded.tail)) return undefined
  return { board: foldOne(rules, folded.board, effective), tail: extendTail(folded.tail, key) }
}

/** The reducer law: only confirmed events move the board, the others are announced in `pending`. */
export function foldOne(rules: Rules, board: Board, effective: EffectiveEvent): Board {
  const { event } = effective
  const { status } = event
  if (status !== 'pending' && status !== 'under_review') return rules.apply(board, effective)
  const pending = [...board.state.pending, pendingOf(event, status)]
  return { ...board, state: { ...board.state, pending } }
}

/** Reads positions by the format of the match whose board this is. */
export function readerOf(rules: Rules, board: Board): ReadPosition {
  const format = board.state.format ?? {}
  return (event, last) => rules.readPosition(event, last, format)
}

function pendingOf(event: MatchEvent, status: Pending['status']): Pending {
  const { id, type, team, player, period, clock } = event
  return {
    id,
    type,
    status,
    ...(team !== undefined && { team }),
    ...(player !== undefined && { player }),
    ...(period !== undefined && { period }),
    ...(clock !== undefined && { clock }),
  }
}
