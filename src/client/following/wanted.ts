import type { MatchPosition } from '../../protocol/messages.ts'
import type { SubscribeRequest, UnsubscribeRequest } from '../connection/transport.ts'
import type { BoardCode, MatchCode } from '../status.ts'
import type { Memberships } from './membership.ts'
import type { Shown } from './shown.ts'

export interface WantedBoard extends Shown {
  readonly name: string
  /** What is held of its matches. */
  readonly positions: readonly MatchPosition[]
  /** Was in a request that the server could not read: goes in one of its own, so that it spoils no other. */
  readonly isSuspect: boolean
}

/** The delay is the one that somebody asked for, else that of the board that lists it; the view is the widest that anybody wants. */
export interface WantedMatch extends Shown {
  readonly match: string
  readonly ownDelayMs: number | undefined
  /** Somebody wants more of it than the boards that list it. */
  readonly wantsMore: boolean
  /** Somebody follows the match itself. */
  readonly isFollowed: boolean
  /** Those that list it. */
  readonly boards: ReadonlySet<WantedBoard>
  /** What is held of it. */
  readonly position: MatchPosition | undefined
  /** As of a board. */
  readonly isSuspect: boolean
}

export interface Wanted {
  readonly matches: readonly WantedMatch[]
  readonly boards: readonly WantedBoard[]
}

/** What the server has for this connection, as far as its answers tell. */
export interface ServerState {
  readonly matches: Memberships<MatchCode>
  readonly boards: Memberships<BoardCode>
  /** The longest message that it takes. */
  readonly messageBytes: number
}

/** A request, and what it asks for. */
export type PlannedRequest =
  | { readonly request: UnsubscribeRequest }
  | {
      readonly request: SubscribeRequest
      readonly matches: readonly WantedMatch[]
      readonly boards: readonly WantedBoard[]
    }
