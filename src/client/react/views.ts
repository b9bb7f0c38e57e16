import type { View } from '../../protocol/messages.ts'
import type { StateIn } from '../in-view.ts'
import type { BoardStatus, MatchStatus } from '../status.ts'

/** A match as a component shows it. A new object after each change; the parts of its state that stayed the same are shared. */
export interface MatchView<Asked extends View = 'full'> {
  readonly match: string
  /** Undefined until the first answer. */
  readonly state: StateIn<Asked> | undefined
  readonly status: MatchStatus
  /**
   * Since when the feed of the match is silent, in ms by the server's clock; undefined while it is heard. `status` may be `live` all the
   * same: tell viewers that the score may be old.
   */
  readonly feedSilentSince: number | undefined
}

/** A board as a component shows it. A match that has not changed keeps its object, so that a memoized row is not drawn again. */
export interface BoardView<Asked extends View = 'full'> {
  readonly board: string
  readonly matches: readonly MatchView<Asked>[]
  readonly status: BoardStatus
}
