import type { MatchPosition, RejectedMatch } from '../../protocol/messages.ts'
import type { SubscribeRequest, UnsubscribeRequest } from '../connection/transport.ts'
import type { BoardCode } from '../status.ts'
import type { Memberships } from './membership.ts'

export interface WantedBoard {
  readonly name: string
  readonly delayMs: number
  /** What is held of its matches. */
  readonly positions: readonly MatchPosition[]
  /** Was in a request that the server could not read: goes in one of its own, so that it spoils no other. */
  readonly isSuspect: boolean
}

export interface WantedMatch {
  readonly match: string
  /** How much later than it happens it is to be shown: as somebody asked, else as the board that lists it. */
  readonly delayMs: number
  readonly ownDelayMs: number | undefined
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
  readonly matches: Memberships<RejectedMatch['code']>
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
