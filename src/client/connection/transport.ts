import type { BoardEntry, MatchEntry } from '../../protocol/client-messages.ts'
import type { ServerMessage } from '../../protocol/messages.ts'

/** A message to the server. The session numbers it; the server's answer has the same `id`. */
export type Request = SubscribeRequest | UnsubscribeRequest | { readonly op: 'ping' }

export interface SubscribeRequest {
  readonly op: 'subscribe'
  readonly matches: readonly MatchEntry[]
  readonly boards?: readonly BoardEntry[]
}

export interface UnsubscribeRequest {
  readonly op: 'unsubscribe'
  readonly matches: readonly string[]
  readonly boards?: readonly string[]
}

/** One connection to the server, whatever carries it. */
export interface Transport {
  send(request: Request & { readonly id: number }): void
  close(): void
}

/** What a transport reports, in the order in which it happened, and never before it has been returned. */
export interface TransportListener {
  message(message: ServerMessage): void
  /** The connection has ended. @param code as of a WebSocket, see `CLOSE` */
  closed(code: number, reason: string): void
}

/** Begins to connect. The connection is open when the server's `hello` comes. */
export type OpenTransport = (listener: TransportListener) => Transport
