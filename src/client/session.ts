import { CLOSE, mayReconnect } from '../protocol/close-codes.ts'
import { type ServerMessage, SUBPROTOCOL } from '../protocol/messages.ts'
import { backoffMs } from './backoff.ts'
import { parseServerMessage } from './parse-server-message.ts'
import type { Socket, SocketClass } from './socket.ts'

/*
 * One connection after another.
 *
 *            start()             hello
 *    idle ──────────► connecting ──────► open ─┐ silent, unanswered, closed (0–4499)
 *                      ▲   │ refused, timeout  │
 *            timer,    │   ▼                   │
 *            wake up   └─ waiting ◄────────────┘
 *
 *    close() or a terminal close code, in any state ──► closed
 */
type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly socket: Socket; readonly since: number; readonly failures: number }
  | Open
  | { readonly kind: 'waiting'; readonly timer: ReturnType<typeof setTimeout>; readonly failures: number }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string }

interface Open {
  readonly kind: 'open'
  readonly socket: Socket
  readonly since: number
  readonly failures: number
  readonly heartbeatMs: number
  /** By when each request must have its answer. */
  readonly answersDueAt: Map<number, number>
  heardAt: number
  /** The server asked us to come back at this time. */
  comeBackAt?: number
}

/** How long a connection may take until the server's hello. */
export const CONNECT_TIMEOUT_MS = 10_000
/** An answer that is later than this will not come. */
export const ANSWER_TIMEOUT_MS = 10_000
/** After a sleep the socket may look open and be dead: this is how long it has to prove otherwise. */
export const PROBE_TIMEOUT_MS = 3_000
/** Nothing heard for this many heartbeats: dead, whatever the socket says. */
export const SILENCE_FACTOR = 1.5
/** A connection that lasted this long was a good one; the next failure is the first again. */
export const STABLE_MS = 10_000
/** How often the deadlines are looked at, by the wall clock: after a sleep the first look finds them passed. */
const TICK_MS = 1_000

/** A message to the server; `request` adds the `id`. */
export type Request =
  | { readonly op: 'subscribe'; readonly matches: readonly object[]; readonly boards?: readonly object[] }
  | { readonly op: 'unsubscribe'; readonly matches: readonly string[]; readonly boards?: readonly string[] }
  | { readonly op: 'ping' }

export interface SessionOptions {
  readonly url: string
  readonly socketClass: SocketClass
  readonly random: () => number
  /** Every message, in order; the first of a connection is its hello. */
  readonly onMessage: (message: ServerMessage) => void
  readonly onStateChange: () => void
}

/** Keeps one connection to the server alive. Knows nothing of matches. */
export class Session {
  readonly #options: SessionOptions
  #state: State = { kind: 'idle' }
  #ticker: ReturnType<typeof setInterval> | undefined
  #departure: ReturnType<typeof setTimeout> | undefined
  #requests = 0

  constructor(options: SessionOptions) {
    this.#options = options
  }

  get state(): Readonly<State> {
    return this.#state
  }

  start(): void {
    if (this.#state.kind !== 'idle') return
    this.#ticker = setInterval(() => this.#tick(), TICK_MS)
    this.#connect(0)
  }

  /**
   * Sends a request on the open connection and returns its id.
   * Without an answer in time the connection counts as dead.
   */
  request(request: Request, answerMs = ANSWER_TIMEOUT_MS): number {
    if (this.#state.kind !== 'open') throw new Error('the session is not open')
    const id = ++this.#requests
    this.#state.answersDueAt.set(id, Date.now() + answerMs)
    this.#state.socket.send(JSON.stringify({ ...request, id }))
    return id
  }

  /** Something may have happened to the network: make sure now instead of at the next deadline. */
  check(): void {
    this.#tick()
    if (this.#state.kind === 'waiting') {
      clearTimeout(this.#state.timer)
      this.#connect(this.#state.failures)
    } else if (this.#state.kind === 'open') {
      this.request({ op: 'ping' }, PROBE_TIMEOUT_MS)
    }
  }

  /** Ends for good. Does nothing the second time. */
  close(code = 1000, reason = 'closed by the client'): void {
    if (this.#state.kind === 'closed') return
    this.#leave({ kind: 'closed', code, reason })
    clearInterval(this.#ticker)
  }

  #connect(failures: number): void {
    const { url, socketClass: SocketClass } = this.#options
    const socket = new SocketClass(url, SUBPROTOCOL)
    // A socket that was left may still speak; only the present one is listened to.
    const isCurrent = () => 'socket' in this.#state && this.#state.socket === socket
    socket.addEventListener('message', ({ data }) => {
      if (isCurrent()) this.#hear(socket, data)
    })
    socket.addEventListener('close', ({ code, reason }) => {
      if (isCurrent()) this.#closed(code, reason)
    })
    socket.addEventListener('error', () => {}) // always followed by a close; without a listener `ws` throws
    this.#enter({ kind: 'connecting', socket, since: Date.now(), failures })
  }

  #hear(socket: Socket, data: unknown): void {
    const message = parseServerMessage(data)
    if (!message) return
    const now = Date.now()
    if (this.#state.kind === 'connecting') {
      if (message.op !== 'hello') return
      const { failures } = this.#state
      const { heartbeatMs } = message
      this.#state = { kind: 'open', socket, since: now, failures, heartbeatMs, answersDueAt: new Map(), heardAt: now }
      // First the message, then the news: whoever asks for the state must find the hello's facts in place.
      this.#options.onMessage(message)
      this.#options.onStateChange()
      return
    }
    if (this.#state.kind !== 'open') return
    this.#state.heardAt = now
    if ('id' in message && message.id !== undefined) this.#state.answersDueAt.delete(message.id)
    if (message.op === 'reconnect') this.#planDeparture(this.#state, message.afterMs)
    this.#options.onMessage(message)
  }

  /** On the very moment: the server spreads its viewers evenly, ticks would gather them again. */
  #planDeparture(state: Open, afterMs: number): void {
    state.comeBackAt = Date.now() + afterMs
    clearTimeout(this.#departure)
    // Timers may be early by a part of a millisecond.
    this.#departure = setTimeout(() => this.#tick(), afterMs + 1)
  }

  #closed(code: number, reason: string): void {
    if (!mayReconnect(code)) {
      this.close(code, reason)
    } else if (this.#state.kind === 'open' && code === CLOSE.reconnect && this.#state.comeBackAt !== undefined) {
      this.#wait(0, Math.max(0, this.#state.comeBackAt - Date.now()))
    } else {
      this.#fail()
    }
  }

  #tick(): void {
    const now = Date.now()
    const state = this.#state
    if (state.kind === 'connecting') {
      if (now - state.since >= CONNECT_TIMEOUT_MS) this.#fail()
    } else if (state.kind === 'open') {
      if (state.comeBackAt !== undefined && now >= state.comeBackAt) {
        this.#abandon()
        this.#connect(0)
      } else if (isDead(state, now)) {
        this.#fail()
      }
    }
  }

  #fail(): void {
    const state = this.#state
    if (state.kind !== 'connecting' && state.kind !== 'open') return
    const wasGood = state.kind === 'open' && Date.now() - state.since >= STABLE_MS
    const failures = wasGood ? 0 : state.failures
    this.#wait(failures + 1, backoffMs(failures, this.#options.random()))
  }

  #wait(failures: number, delayMs: number): void {
    const timer = setTimeout(() => this.#connect(failures), delayMs)
    this.#leave({ kind: 'waiting', timer, failures })
  }

  #leave(next: State): void {
    this.#abandon()
    if (this.#state.kind === 'waiting') clearTimeout(this.#state.timer)
    this.#enter(next)
  }

  /** Closes the present socket; what it still says is not listened to. */
  #abandon(): void {
    if (!('socket' in this.#state)) return
    const { socket } = this.#state
    clearTimeout(this.#departure)
    this.#state = { kind: 'idle' }
    socket.close()
  }

  #enter(state: State): void {
    this.#state = state
    this.#options.onStateChange()
  }
}

function isDead({ heardAt, heartbeatMs, answersDueAt }: Open, now: number): boolean {
  return now - heardAt >= heartbeatMs * SILENCE_FACTOR || [...answersDueAt.values()].some((dueAt) => now >= dueAt)
}
