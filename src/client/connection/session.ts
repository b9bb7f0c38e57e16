import { type CLOSE, mayReconnect } from '../../protocol/close-codes.ts'
import type { ServerMessage } from '../../protocol/messages.ts'
import { backoffMs } from './backoff.ts'
import type { OpenTransport, Request, Transport } from './transport.ts'
import { type Unreachable, unreachableOf } from './unreachable.ts'
import { WallClock } from './wall-clock.ts'

// The compiler holds it to the table, which has more than every page has to load.
const RECONNECT: (typeof CLOSE)['reconnect'] = 4001

/*
 * One connection after another, each over a new transport.
 *
 *            start()             hello
 *    idle ──────────► connecting ──────► open ─┐ closed (0–4499), silent while no answer is awaited,
 *                      ▲   │ refused, timeout  │ an answer overdue, or the pong of `check` overdue
 *            timer,    │   ▼                   │
 *            wake up   └─ waiting ◄────────────┘
 *
 *    open ──► connecting, at once, when the time has come that the server gave in `reconnect`
 *    connecting ──► waiting, for the time that the server gave in `reconnect` instead of its hello
 *    close() or a terminal close code, in any state ──► closed
 *
 * All times are of the monotonic clock: if the wall clock were put back by an hour, the client would stay away for an hour.
 */
type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly transport: Transport; readonly since: number; readonly failures: number }
  | Open
  | { readonly kind: 'waiting'; readonly timer: ReturnType<typeof setTimeout>; readonly failures: number }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string }

interface Open {
  readonly kind: 'open'
  readonly transport: Transport
  readonly since: number
  readonly failures: number
  readonly heartbeatMs: number
  /** Ids of the requests that have no answer yet. */
  readonly awaited: Set<number>
  /** When the next answer must have come, if any is awaited. Answers come in order, so each one sets it anew. */
  answerDueAt: number
  /** After a ping that asked for proof of life: when anything at all must have been heard. */
  proofDueAt?: number | undefined
  heardAt: number
  /** The server asked us to come back at this time. */
  comeBackAt?: number
}

/** How long a connection may take until the server's hello. */
const CONNECT_TIMEOUT_MS = 10_000
/** On an ordinary line, an answer that takes longer does not come. */
const ANSWER_TIMEOUT_MS = 10_000
/** A browser reports an answer when all of it has arrived. On a line that is slow the client waits longer each time, up to this. */
const MAX_ANSWER_TIMEOUT_MS = 80_000
/** The server closes for good on a viewer with more than 32 requests that it has not answered yet. */
const MAX_AWAITED = 16
/** After a sleep the connection may look open and be dead: this is how long it has to answer a ping. */
const PROBE_TIMEOUT_MS = 3_000
/** A connection that was silent for this many heartbeats is dead. */
const SILENCE_FACTOR = 1.5
/** After a connection that lasted this long, the next failure counts as the first. */
const STABLE_MS = 10_000
/** How often the deadlines are checked, and whether the wall clock jumped. */
const TICK_MS = 1_000

export interface SessionOptions {
  readonly openTransport: OpenTransport
  readonly random: () => number
  /** Every message, in order; the first of a connection is its hello. */
  readonly onMessage: (message: ServerMessage) => void
  readonly onStateChange: () => void
  /** The wall clock jumped by this many ms; told before the next message, and at the latest after a second. */
  readonly onClockStep: (stepMs: number) => void
}

/** Keeps one connection to the server alive. Knows nothing of matches. */
export class Session {
  readonly #options: SessionOptions
  readonly #wallClock = new WallClock()
  #state: State = { kind: 'idle' }
  #ticker: ReturnType<typeof setInterval> | undefined
  #departure: ReturnType<typeof setTimeout> | undefined
  #requests = 0
  /** Why the last attempt to connect failed; undefined once one did not. */
  failure: Unreachable | undefined
  /** Doubles with each answer that came too late; otherwise a large one on a slow line would be started for ever and never arrive. */
  #patienceMs = ANSWER_TIMEOUT_MS

  constructor(options: SessionOptions) {
    this.#options = options
  }

  get state(): Readonly<State> {
    return this.#state
  }

  /** How many requests may be sent now; none without an open connection. */
  get room(): number {
    return this.#state.kind === 'open' ? Math.max(0, MAX_AWAITED - this.#state.awaited.size) : 0
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
  request(request: Request): number {
    const state = this.#state
    if (state.kind !== 'open') throw new Error('not open')
    const id = this.#send(state, request)
    if (state.awaited.size === 0) state.answerDueAt = performance.now() + this.#patienceMs
    state.awaited.add(id)
    return id
  }

  /** The network may have changed: finds out now instead of at the next deadline. */
  check(): void {
    this.#tick()
    if (this.#state.kind === 'waiting') {
      clearTimeout(this.#state.timer)
      this.#connect(this.#state.failures)
    } else if (this.#state.kind === 'open' && this.#state.awaited.size === 0) {
      this.#probe(this.#state)
    }
  }

  /** Ends for good. Does nothing the second time. */
  close(code = 1000, reason = 'closed by the client'): void {
    if (this.#state.kind === 'closed') return
    this.#leave({ kind: 'closed', code, reason })
    clearInterval(this.#ticker)
  }

  /** Pings, and expects to hear anything at all soon. */
  #probe(state: Open): void {
    if (state.proofDueAt !== undefined) return
    this.#send(state, { op: 'ping' })
    // Not while an answer is awaited: a large one on a slow line lets nothing pass, and has a deadline of its own.
    if (state.awaited.size === 0) state.proofDueAt = performance.now() + PROBE_TIMEOUT_MS
  }

  /** The pong tells the server's time anew. It also proves that the line outlived the sleep, if the device slept. */
  #followWallClock(): void {
    const stepMs = this.#wallClock.takeStep()
    if (stepMs === 0) return
    this.#options.onClockStep(stepMs)
    if (this.#state.kind === 'open') this.#probe(this.#state)
  }

  #send({ transport }: Open, request: Request): number {
    const id = ++this.#requests
    transport.send({ ...request, id })
    return id
  }

  #connect(failures: number): void {
    // A connection that was left may still speak; only the present one is listened to.
    const isCurrent = () => 'transport' in this.#state && this.#state.transport === transport
    const transport = this.#options.openTransport({
      message: (message) => {
        if (isCurrent()) this.#hear(transport, message)
      },
      closed: (code, reason) => {
        if (isCurrent()) this.#closed(code, reason)
      },
    })
    this.#enter({ kind: 'connecting', transport, since: performance.now(), failures })
  }

  #hear(transport: Transport, message: ServerMessage): void {
    this.#followWallClock()
    const now = performance.now()
    if (this.#state.kind === 'connecting') {
      // `[W22]` One that has no place now says when it will have, instead of its hello.
      if (message.op === 'reconnect') this.#wait(this.#state.failures, message.afterMs)
      if (message.op !== 'hello') return
      const { failures } = this.#state
      this.failure = undefined
      const { heartbeatMs } = message
      const unasked = { awaited: new Set<number>(), answerDueAt: now }
      this.#state = { kind: 'open', transport, since: now, failures, heartbeatMs, ...unasked, heardAt: now }
      // The message before the change of state: whoever is told of that relies on what the hello says.
      this.#options.onMessage(message)
      this.#options.onStateChange()
      return
    }
    if (this.#state.kind !== 'open') return
    this.#state.heardAt = now
    // Any message proves it: the pong waits behind the data that is on its way to a slow viewer.
    this.#state.proofDueAt = undefined
    if ('id' in message && message.id !== undefined) {
      this.#answered(this.#state, message.id, 'more' in message)
    }
    if (message.op === 'reconnect') this.#planDeparture(this.#state, message.afterMs)
    this.#options.onMessage(message)
  }

  /** Whoever sends a part of an answer has the rest on its way. */
  #answered(state: Open, id: number, isPart: boolean): void {
    if (!(isPart ? state.awaited.has(id) : state.awaited.delete(id))) return
    // Not while others are awaited: a small answer that was in time says nothing about a large one.
    if (state.awaited.size === 0) this.#patienceMs = ANSWER_TIMEOUT_MS
    state.answerDueAt = performance.now() + this.#patienceMs
  }

  /** Has a timer of its own: the server spreads its viewers evenly, and ticks would gather them again. */
  #planDeparture(state: Open, afterMs: number): void {
    state.comeBackAt = performance.now() + afterMs
    clearTimeout(this.#departure)
    this.#departure = setTimeout(() => this.#comeBack(), afterMs)
  }

  #comeBack(): void {
    this.#abandon()
    this.#connect(0)
  }

  #closed(code: number, reason: string): void {
    if (!mayReconnect(code)) {
      this.close(code, reason)
    } else if (this.#state.kind === 'open' && code === RECONNECT && this.#state.comeBackAt !== undefined) {
      this.#wait(0, Math.max(0, this.#state.comeBackAt - performance.now()))
    } else {
      this.#fail(unreachableOf(code, reason))
    }
  }

  #tick(): void {
    this.#followWallClock()
    const now = performance.now()
    const state = this.#state
    if (state.kind === 'connecting') {
      if (now - state.since >= CONNECT_TIMEOUT_MS) this.#fail('timeout')
    } else if (state.kind === 'open') {
      if (state.comeBackAt !== undefined && now >= state.comeBackAt) {
        this.#comeBack()
      } else if (isOverdue(state, now)) {
        this.#patienceMs = Math.min(this.#patienceMs * 2, MAX_ANSWER_TIMEOUT_MS)
        this.#fail()
      } else if (isSilent(state, now)) {
        this.#fail()
      }
    }
  }

  #fail(why: Unreachable = 'timeout'): void {
    const state = this.#state
    if (state.kind !== 'connecting' && state.kind !== 'open') return
    this.failure = why
    const wasGood = state.kind === 'open' && performance.now() - state.since >= STABLE_MS
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

  /** Closes the present connection; what it still says is not listened to. */
  #abandon(): void {
    if (!('transport' in this.#state)) return
    const { transport } = this.#state
    clearTimeout(this.#departure)
    this.#state = { kind: 'idle' }
    transport.close()
  }

  #enter(state: State): void {
    this.#state = state
    this.#options.onStateChange()
  }
}

function isOverdue({ awaited, answerDueAt }: Open, now: number): boolean {
  return awaited.size > 0 && now >= answerDueAt
}

/** While an answer is on its way nothing else may come through, so only the deadline of the answer counts. */
function isSilent({ awaited, heardAt, heartbeatMs, proofDueAt }: Open, now: number): boolean {
  const isQuiet = awaited.size === 0 && now - heardAt >= heartbeatMs * SILENCE_FACTOR
  return isQuiet || (proofDueAt !== undefined && now >= proofDueAt)
}
