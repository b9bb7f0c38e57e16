import type { RejectedMatch, SubscribedBoard } from '../protocol/messages.ts'
import type { Unreachable } from './connection/unreachable.ts'

/** Why what is shown may be old: no connection · the gateway is cut off from the updates · missed updates are on their way. */
export type StaleReason = 'connection' | 'broker' | 'catching-up'

/**
 * Whether the client can vouch for what it shows. `asOf` is when it last could, by this device's clock, in ms since the
 * epoch. Show it whenever the kind is not `live`.
 *
 * - `connecting`: the first attempt is under way; there is nothing to show yet
 * - `unreachable`: no attempt so far has connected, on any way; it goes on trying. `reason`: nothing answers · it takes too long · the server is full or
 *   restarts · what answers is not the server, or lets nobody in
 * - `offline`: the device has no network
 * - `closed`: for good, by `close()` or by a close code that says not to come back
 */
export type ClientStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'unreachable'; readonly reason: Unreachable }
  | { readonly kind: 'live' }
  | { readonly kind: 'stale'; readonly asOf: number; readonly reason: StaleReason }
  | { readonly kind: 'offline'; readonly asOf?: number }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string; readonly asOf?: number }

/**
 * Whether the state of one match is the newest there is.
 *
 * - `loading`: no state yet; also of what is beyond the 2,048 matches and 64 boards that all connections of a client may have together
 * - `unreachable`: no state yet, and no connection; as of the client
 * - `waiting`: the match does not exist yet, or no longer; it is asked for again until it does
 * - `refused`: the server does not give this match to this connection; asked again after each reconnect
 * - `closed`: nothing more will come
 */
export type MatchStatus =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unreachable'; readonly reason: Unreachable }
  | { readonly kind: 'live' }
  | { readonly kind: 'stale'; readonly asOf: number; readonly reason: StaleReason }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused'; readonly code: MatchCode }
  | { readonly kind: 'closed'; readonly asOf?: number }

/** Whether the list of a board is the newest there is; each match on it has a status of its own. Kinds as for a match. */
export type BoardStatus =
  | Exclude<MatchStatus, { readonly kind: 'refused' | 'waiting' }>
  | { readonly kind: 'refused'; readonly code: BoardCode }

export type MatchCode = Exclude<RejectedMatch['code'], 'match-not-found' | 'unavailable'>

export type BoardCode = Exclude<Extract<SubscribedBoard, { readonly code: string }>['code'], 'unavailable'>

/** There is no state or list yet, and it is not known why it should stay so. */
export function isPending({ kind }: { readonly kind: string }): boolean {
  return kind === 'loading' || kind === 'unreachable'
}

type AnyStatus = ClientStatus | MatchStatus | BoardStatus

export function isSameStatus(left: AnyStatus, right: AnyStatus): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}
