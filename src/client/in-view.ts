import type { MatchState, ScoreState } from '../match/state.ts'
import type { View, ViewUpdate } from '../protocol/messages.ts'
import type { Held, TakenSnapshot } from './following/followed-match.ts'
import type { MatchUpdate, SportState } from './sport-state.ts'

/**
 * The state of a match in the view that was asked for. Where that is known only while the program runs it is either, and
 * `'detail' in state` tells which.
 */
export type StateIn<Asked extends View> = Asked extends 'full' ? SportState : ScoreState

/** As of a state. */
export type UpdateIn<Asked extends View> = Asked extends 'full' ? MatchUpdate : ScoreUpdate

/** As of a state. */
export type SnapshotIn<Asked extends View> = TakenSnapshot<Asked extends 'full' ? MatchState : ScoreState>

/** As of a state. */
export type HeldIn<Asked extends View> = Held<Asked extends 'full' ? MatchState : ScoreState>

/** An update that was just folded in, in view `score`: which event it was of is not told. */
export interface ScoreUpdate {
  readonly sport: string
  readonly message: Omit<ViewUpdate, 'missed'>
  readonly before: ScoreState
  readonly after: ScoreState
  /** As of a `MatchUpdate`. */
  readonly isCatchUp: boolean
}
