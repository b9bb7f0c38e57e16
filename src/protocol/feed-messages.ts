/** The messages of `GET /v1/feed`, rule `[H16]`: events over WebSocket, each acknowledged on the same socket. */

/** What a feed does to an event; over HTTP these are POST, PUT, DELETE and restore. */
export const FEED_KINDS = ['add', 'edit', 'delete', 'restore'] as const
export type FeedKind = (typeof FEED_KINDS)[number]

/** Events that a socket may have without an answer. */
export const MAX_PENDING = 256
/** Four times the biggest event, so that one which is too big is told so instead of losing its line. */
export const MAX_FEED_MESSAGE_BYTES = 65_536

/** The first message of a sender that cannot set an `Authorization` header, such as a page. */
export interface FeedAuthFrame {
  readonly op: 'auth'
  readonly key: string
}

export interface FeedEventFrame {
  readonly op: 'event'
  /** Chosen by the feed; its answer has the same. */
  readonly id: number
  readonly match: string
  /** As the body over HTTP; of a delete or a restore `{id, reason?, revision?}`. */
  readonly event: object
  /** `add` if left out. */
  readonly kind?: FeedKind
  /** Operators only: act as this source. */
  readonly source?: string
}

export type FeedFrame = FeedAuthFrame | FeedEventFrame

/** `[H1]` The change is durable. */
export interface FeedAck {
  readonly op: 'ack'
  readonly id: number
  readonly status: 'applied' | 'shadowed' | 'duplicate' | 'superseded'
  readonly seq?: number
  readonly warnings?: readonly { readonly code: string; readonly detail: string }[]
}

export interface FeedRefusal {
  readonly op: 'error'
  /** Left out if the message has none that can be read. */
  readonly id?: number
  readonly code: string
  readonly detail: string
  readonly errors?: readonly { readonly path: string; readonly message: string }[]
}

export type FeedAnswer = FeedAck | FeedRefusal
