import type { MatchPosition, Position, View } from './messages.ts'

// What a viewer writes

/** How a viewer wants a match or a board to be shown. */
export interface Wish {
  /** Everything that much later, against spoilers; 0 to `MAX_DELAY_MS`. */
  readonly delayMs?: number
  /** How much of it; all if left out. */
  readonly view?: View
  /** At most one message in this time; 0 to `MAX_EVERY_MS`. */
  readonly everyMs?: number
}

/** One match of a subscribe. `epoch` and `seq` come together or not at all. */
export interface MatchEntry extends Partial<Position>, Wish {
  readonly match: string
}

/** One board of a subscribe: `competition:premier-league`, `date:2026-11-22`, `sport:tennis;status:live`. */
export interface BoardEntry extends Wish {
  readonly board: string
  readonly positions?: readonly MatchPosition[]
}

/** A bare name asks for the match or the board and nothing more. */
export interface SubscribeFrame {
  readonly op: 'subscribe'
  readonly id?: number
  readonly matches?: readonly (string | MatchEntry)[]
  readonly boards?: readonly (string | BoardEntry)[]
}

export interface UnsubscribeFrame {
  readonly op: 'unsubscribe'
  readonly id?: number
  readonly matches?: readonly string[]
  readonly boards?: readonly string[]
}

export interface PingFrame {
  readonly op: 'ping'
  readonly id?: number
}

/** Says who the viewer is, at first or anew. */
export interface AuthFrame {
  readonly op: 'auth'
  readonly id?: number
  readonly token: string
}

export type ClientFrame = SubscribeFrame | UnsubscribeFrame | PingFrame | AuthFrame

// What `parseClientMessage` makes of it

/** With a position the match resumes. */
export interface SubscribeMatch extends Wish {
  readonly match: string
  readonly position?: Position
}

export const MAX_DELAY_MS = 120_000
/** What `everyMs` is rounded up to: without steps each viewer could be the only one of its kind. */
export const EVERY_STEPS_MS = [0, 1_000, 2_000, 5_000, 10_000] as const
export const MAX_EVERY_MS = 10_000

/** Which matches are on a board is not delayed. */
export interface SubscribeBoard extends Wish {
  readonly board: string
  /** What the viewer has already of matches that may be on it; these resume. */
  readonly positions?: readonly MatchPosition[]
}

export interface SubscribeRequest {
  readonly op: 'subscribe'
  readonly id?: number
  readonly matches: readonly SubscribeMatch[]
  readonly boards: readonly SubscribeBoard[]
}

export interface UnsubscribeRequest {
  readonly op: 'unsubscribe'
  readonly id?: number
  readonly matches: readonly string[]
  readonly boards: readonly string[]
}

export type ClientMessage = SubscribeRequest | UnsubscribeRequest | PingFrame | AuthFrame
