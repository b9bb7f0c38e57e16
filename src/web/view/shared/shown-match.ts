import type { MatchStatus } from '../../../client/status.ts'
import type { MatchState, Side } from '../../../match/state.ts'
import type { Source } from './source.ts'

/** What the page shows of one match. */
export interface ShownMatch {
  readonly match: string
  readonly state: MatchState
  readonly status: MatchStatus
  /** The time at which a stale match was last known to be right, by the server's clock. */
  readonly staleSince?: number
  /** Since when the feed of the match is silent, by the server's clock: the score may be old, though the connection is live. */
  readonly feedSilentSince?: number
  /** The side that scored a moment ago. */
  readonly celebrated?: Side
  /** The score was corrected a moment ago. */
  readonly isCorrected?: boolean
}

export type MatchSource = Source<ShownMatch> & { readonly match: string }
