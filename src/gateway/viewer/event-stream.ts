import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { mayReconnect } from '../../protocol/close-codes.ts'
import { encodeFarewell } from '../delivery/server-sent-event.ts'
import type { ViewerLink } from './viewer-link.ts'

/** Viewers without advice come back within this time, and not all at once. */
const COME_BACK_WITHIN_MS = 3_000
/** An `EventSource` cannot be told to stay away, so it is told to come back late. */
const STAY_AWAY_MS = 600_000
/** The time that a viewer has to take the farewell. */
const FAREWELL_MS = 5_000

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Tells nginx to pass on each event instead of keeping a page of them.
  'x-accel-buffering': 'no',
  connection: 'close',
}

/**
 * A viewer's stream of Server-Sent Events: an answer that ends with its connection. So the body needs no chunked encoding, and its bytes
 * go to the TCP socket as they are, the same for all viewers.
 */
export class EventStream implements ViewerLink {
  readonly tcp: Socket
  readonly encoding = 'event'
  onClosing: () => void = ignore
  #isOpen = true

  /** @param headers further headers of the answer */
  constructor(response: ServerResponse, tcp: Socket, headers: Readonly<Record<string, number | string | string[]>>) {
    this.tcp = tcp
    // Node adds this header by itself unless it was removed.
    response.removeHeader('transfer-encoding')
    response.writeHead(200, { ...headers, ...HEADERS })
    response.flushHeaders()
  }

  get isOpen(): boolean {
    return this.#isOpen && this.tcp.writable
  }

  close(code: number, reason: string, comeBackMs = withoutAdviceMs(code)): void {
    if (!this.#isOpen) return
    this.onClosing()
    this.#isOpen = false
    this.tcp.end(encodeFarewell(code, reason, comeBackMs))
    setTimeout(() => this.tcp.destroy(), FAREWELL_MS).unref()
  }

  terminate(): void {
    this.tcp.destroy()
  }
}

function withoutAdviceMs(code: number): number {
  return mayReconnect(code) ? COME_BACK_WITHIN_MS * Math.random() : STAY_AWAY_MS
}

function ignore(): void {}
