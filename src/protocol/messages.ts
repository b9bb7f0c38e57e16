import type { MatchEvent } from '../match/event.ts'
import type { JsonObject } from '../match/merge-patch.ts'
import type { MatchState, Score } from '../match/state.ts'

/** The WebSocket subprotocol of `GET /v1/live`. */
export const SUBPROTOCOL = 'touchline.v1'

/** How much of a match a viewer wants: all of it, or what a list shows. Each has everything that those after it have. */
export const VIEWS = ['full', 'score'] as const
export type View = (typeof VIEWS)[number]

/** A place in the life of a match. Comparable only within one epoch. */
export interface Position {
  readonly epoch: string
  readonly seq: number
}

export interface MatchPosition extends Position {
  readonly match: string
}

export interface Limits {
  readonly subscriptions: number
  readonly messageBytes: number
}

export interface HelloMessage {
  readonly op: 'hello'
  readonly connection: string
  readonly at: number
  readonly heartbeatMs: number
  readonly limits: Limits
}

/** `[H7]` Whether the source in charge is heard, and since when it is so. */
export interface FeedHealth {
  readonly health: 'stale' | 'live'
  /** By the database's clock. */
  readonly at: number
}

/** `[W1]` what a viewer is given on joining: the state, in view `score` that of `scoreState`, or on a resume exactly the updates it missed. */
export type SubscribedMatch = {
  readonly match: string
  readonly epoch: string
  readonly seq: number
  /** Present while the match's feed is silent. */
  readonly feed?: FeedHealth
} & ({ readonly state: MatchState } | { readonly updates: readonly AnyUpdate[] })

export interface RejectedMatch {
  readonly match: string
  readonly code: 'match-not-found' | 'too-many-subscriptions' | 'invalid-match-id' | 'forbidden' | 'unavailable'
}

export interface SubscribedMessage {
  readonly op: 'subscribed'
  readonly id?: number
  readonly matches: readonly SubscribedMatch[]
  readonly rejected: readonly RejectedMatch[]
  /** Absent if none was asked for; in the first of several portions. */
  readonly boards?: readonly SubscribedBoard[]
  /** More rows of these boards follow, in a message with the same `id`. */
  readonly more?: true
}

/**
 * The matches of a board in order, or why there is no such board. What the viewer does not have of them on this connection yet
 * is among `matches` of the message.
 */
export type SubscribedBoard =
  | { readonly board: string; readonly matches: readonly string[] }
  | { readonly board: string; readonly code: 'invalid-board' | 'too-many-boards' | 'forbidden' | 'unavailable' }

/** Matches came to a board, and their updates follow; or they left it, and their updates end. */
export interface BoardMessage {
  readonly op: 'board'
  readonly board: string
  /** All that are on it now, in order. */
  readonly matches: readonly string[]
  /** Those that came, without those that the viewer was watching already. */
  readonly joined: readonly SubscribedMatch[]
  readonly left: readonly string[]
}

export interface UnsubscribedMessage {
  readonly op: 'unsubscribed'
  readonly id?: number
  readonly matches: readonly string[]
  readonly boards?: readonly string[]
}

export const UPDATE_KINDS = ['add', 'edit', 'delete', 'restore', 'fixture', 'source'] as const
export type UpdateKind = (typeof UPDATE_KINDS)[number]

/** What a change to an event that already counted, or another source in charge, did to the score. */
export interface Correction {
  /** `goal_disallowed`, `event_deleted`, … or `source_changed`, which is about no event. */
  readonly kind: string
  readonly eventId?: string
  readonly reason?: string
  readonly before: CorrectedNumbers
  readonly after: CorrectedNumbers
}

/** The score, and what else the sport counts: `points` and `games` of the set being played. */
export interface CorrectedNumbers {
  readonly score: Score
  readonly [figure: string]: unknown
}

/** One accepted change. `patch` is an RFC 7396 merge patch on the state; `at` is when it was accepted. */
export interface UpdateMessage {
  readonly op: 'update'
  readonly match: string
  readonly seq: number
  readonly at: number
  readonly kind: UpdateKind
  readonly event?: MatchEvent
  readonly patch: JsonObject
  readonly correction?: Correction
  readonly afterFinal?: true
}

/** What a narrower view shows of an update; with `everyMs`, from one state to another, whatever the view. */
export interface ViewUpdate {
  readonly op: 'update'
  readonly match: string
  readonly seq: number
  /** The seq that it follows; left out where that is `seq − 1`. Apply it if `after ≤ yours < seq`. */
  readonly after?: number
  readonly at: number
  readonly patch: JsonObject
  readonly correction?: Pick<Correction, 'kind'>
  /** Key events since `after`, where the view has events and one message tells of several updates. */
  readonly missed?: readonly MatchEvent[]
}

export type AnyUpdate = UpdateMessage | ViewUpdate

/** With `everyMs` of a board: what has changed in its matches, in one message. */
export interface UpdatesMessage {
  readonly op: 'updates'
  readonly board: string
  readonly at: number
  /** As of an update with `everyMs`. */
  readonly updates: readonly Omit<ViewUpdate, 'op' | 'at' | 'correction'>[]
}

/** In view `score` the state is that of `scoreState`. */
export interface SnapshotMessage {
  readonly op: 'snapshot'
  readonly match: string
  readonly epoch: string
  readonly seq: number
  readonly state: MatchState
  readonly reason: 'conflated' | 'resync' | 'epoch'
  readonly missed?: readonly MatchEvent[]
}

/** The match no longer exists; nothing more follows of it. */
export interface GoneMessage {
  readonly op: 'gone'
  readonly match: string
}

export interface GatewayMessage {
  readonly op: 'gateway'
  readonly broker: 'down' | 'up'
  readonly at: number
}

/** The source in charge of a match that is being played has become silent, or is heard again. */
export interface FeedMessage extends FeedHealth {
  readonly op: 'feed'
  readonly match: string
}

export interface HeartbeatMessage {
  readonly op: 'heartbeat'
  readonly at: number
}

export interface PongMessage {
  readonly op: 'pong'
  readonly id?: number
  readonly at: number
}

export interface ReconnectMessage {
  readonly op: 'reconnect'
  readonly afterMs: number
  readonly reason: 'draining' | 'rebalancing' | 'busy'
}

/** The viewer's token is good. */
export interface AuthorisedMessage {
  readonly op: 'authorised'
  readonly id?: number
  /** Send another token before; absent of one that never expires. */
  readonly expiresInMs?: number
  /** Everything is shown at least that much later; absent if it need not be. */
  readonly delayMs?: number
}

export interface ErrorMessage {
  readonly op: 'error'
  readonly id?: number
  readonly code: string
  readonly detail: string
}

export type ServerMessage =
  | HelloMessage
  | SubscribedMessage
  | UnsubscribedMessage
  | BoardMessage
  | AnyUpdate
  | UpdatesMessage
  | SnapshotMessage
  | GoneMessage
  | GatewayMessage
  | FeedMessage
  | HeartbeatMessage
  | PongMessage
  | ReconnectMessage
  | AuthorisedMessage
  | ErrorMessage
