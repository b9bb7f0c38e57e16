import type { MatchEvent } from '../match/event.ts'

/** What a feed does to an event. */
export type FeedChange =
  | { readonly op: 'add'; readonly event: MatchEvent }
  | { readonly op: 'edit'; readonly event: MatchEvent }
  | { readonly op: 'delete'; readonly id: string; readonly reason?: string; readonly revision?: number }
  | { readonly op: 'restore'; readonly id: string }

/** `[H1]` The change is durable. */
export interface Sent {
  /** Of the event. */
  readonly id: string
  readonly status: 'applied' | 'shadowed' | 'duplicate' | 'superseded'
  readonly seq?: number
  readonly warnings?: readonly { readonly code: string; readonly detail: string }[]
}

/** What one attempt came to: an answer, or why it has to be tried again. */
export type Attempt<T> = { readonly value: T } | { readonly why: string; readonly retryAfterMs?: number }

/** A way to the server. It tries once; whoever calls it repeats. */
export interface Line {
  /** True once the server has answered anything. */
  readonly hasAnswered: boolean
  /** @throws {Refused} if the server does not take it */
  send(match: string, change: FeedChange): Promise<Attempt<Sent>>
  close(): void
}

/** A request counts as lost, and a connection as dead, after this many ms without an answer. */
export const ANSWER_MS = 30_000

/** The server has refused a request, and would refuse it again. */
export class Refused extends Error {
  override readonly name = 'Refused'
  /** As over HTTP. */
  readonly status: number
  /** The problem's code; absent if whoever answered is not Touchline. */
  readonly code?: string
  constructor(status: number, detail: string, code?: string) {
    super(detail)
    this.status = status
    if (code !== undefined) this.code = code
  }
}

/** The server has not answered, or has asked to wait, for too long. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp'
}

/** As many changes wait as may; `room` says when there are fewer. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull'
  constructor(maxQueued: number) {
    super(`${maxQueued} changes wait to be sent; wait for room() before you send more`)
  }
}
