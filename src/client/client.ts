import type { HelloMessage, ServerMessage, SubscribedMessage, UpdateMessage } from '../protocol/messages.ts'
import { backoffMs } from './backoff.ts'
import { Emitter } from './emitter.ts'
import { liveUrl } from './live-url.ts'
import { MatchSubscription } from './match-subscription.ts'
import { type Held, MatchView } from './match-view.ts'
import { ServerClock } from './server-clock.ts'
import { Session } from './session.ts'
import type { SocketClass } from './socket.ts'
import { type ClientStatus, isSameStatus, type MatchStatus } from './status.ts'
import { subscribeFrames } from './subscribe-frames.ts'
import { hasNetwork, watchWake } from './wake.ts'

export interface ClientOptions {
  /** The server's address, `https://scores.example`; the page's own origin if left out. */
  readonly url?: string | URL
  /** Instead of the global one. */
  readonly WebSocket?: SocketClass
  /** Spreads the reconnects; for tests. A number from 0 up to 1. */
  readonly random?: () => number
}

/** The events of a `Client`. */
export interface ClientEvents {
  status: ClientStatus
}

/** One connection that carries any number of matches. */
export interface Client {
  readonly status: ClientStatus
  on<Name extends keyof ClientEvents>(name: Name, listener: (value: ClientEvents[Name]) => void): () => void
  /**
   * Follows a match. Connects if nothing did before; several subscriptions of one match share what is received.
   *
   * @param from a state that is known already, such as an answer of `GET /v1/matches/{id}`: shown at once and resumed
   */
  subscribe(match: string, from?: Held): MatchSubscription
  /** Connects now instead of with the first subscription. */
  connect(): void
  /** The server's time in ms since the epoch, for running clocks: devices are minutes off. */
  now(): number
  /** Ends the connection and every subscription. */
  close(): void
}

/** A match that could not be given just now is asked for again after a wait as after this many failures. */
const POSTPONED_FAILURES = 2

/** @throws {TypeError} when `url` is no address */
export function createClient(options: ClientOptions = {}): Client {
  return new LiveClient(options)
}

class LiveClient implements Client {
  readonly #views = new Map<string, MatchView>()
  readonly #left = new Set<string>()
  readonly #clock = new ServerClock()
  readonly #emitter = new Emitter<ClientEvents>()
  readonly #random: () => number
  readonly #session: Session
  readonly #unwatch: () => void
  #status: ClientStatus = { kind: 'connecting' }
  #asOf: number | undefined
  #isBrokerDown = false
  #messageBytes = 0
  #isFlushDue = false
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor({ url, WebSocket: socketClass = globalThis.WebSocket, random = Math.random }: ClientOptions) {
    this.#random = random
    this.#session = new Session({
      url: liveUrl(url),
      socketClass,
      random,
      onMessage: (message) => this.#take(message),
      onStateChange: () => this.#refreshStatus(),
    })
    this.#unwatch = watchWake(() => this.#wake())
  }

  get status(): ClientStatus {
    return this.#status
  }

  on<Name extends keyof ClientEvents>(name: Name, listener: (value: ClientEvents[Name]) => void): () => void {
    return this.#emitter.on(name, listener)
  }

  subscribe(match: string, from?: Held): MatchSubscription {
    let view = this.#views.get(match)
    if (!view) {
      view = new MatchView(match, from)
      view.status = this.#statusOf(view)
      this.#views.set(match, view)
      this.#flushSoon()
    }
    this.connect()
    const followed = view
    return new MatchSubscription(followed, () => this.#release(followed))
  }

  connect(): void {
    this.#session.start()
  }

  now(): number {
    return this.#clock.now()
  }

  close(): void {
    clearTimeout(this.#retry)
    this.#unwatch()
    this.#session.close()
  }

  #release(view: MatchView): void {
    if (view.listeners.size > 0) return
    this.#views.delete(view.match)
    if (view.join.kind === 'asked' || view.join.kind === 'joined') this.#left.add(view.match)
    // Its place is free for one that found none.
    for (const other of this.#views.values()) {
      if (other.join.kind === 'refused' && other.join.code === 'too-many-subscriptions') other.join = { kind: 'wanted' }
    }
    this.#flushSoon()
  }

  #wake(): void {
    this.#session.check()
    this.#refreshStatus()
  }

  #take(message: ServerMessage): void {
    if (this.#status.kind === 'live') this.#asOf = Date.now()
    switch (message.op) {
      case 'hello':
        this.#greet(message)
        break
      case 'subscribed':
        this.#takeSubscribed(message)
        break
      case 'update':
        this.#takeUpdate(message)
        break
      case 'snapshot':
        this.#views.get(message.match)?.takeSnapshot(message)
        break
      case 'feed':
        this.#views.get(message.match)?.takeFeed(message)
        this.#refreshStatus()
        break
      case 'gateway':
        this.#isBrokerDown = message.broker === 'down'
        this.#refreshStatus()
        break
      case 'heartbeat':
      case 'pong':
        this.#clock.observe(message.at)
        break
      case 'error':
        this.#postpone(message.id)
        break
    }
  }

  #greet({ at, limits }: HelloMessage): void {
    this.#clock.reset()
    this.#clock.observe(at)
    this.#isBrokerDown = false
    this.#messageBytes = limits.messageBytes
    this.#left.clear()
    for (const view of this.#views.values()) view.join = { kind: 'wanted' }
    this.#flush(true)
  }

  #takeUpdate(update: UpdateMessage): void {
    const view = this.#views.get(update.match)
    if (view && !view.takeUpdate(update)) this.#askAgain(view)
  }

  #takeSubscribed({ id, matches, rejected }: SubscribedMessage): void {
    const asked = (match: string) => {
      const view = this.#views.get(match)
      return view?.join.kind === 'asked' && view.join.id === id ? view : undefined
    }
    for (const joined of matches) {
      const view = asked(joined.match)
      if (view && !view.takeJoin(joined)) this.#askAgain(view)
    }
    for (const { match, code } of rejected) {
      const view = asked(match)
      if (view && code !== 'unavailable') view.join = { kind: 'refused', code }
    }
    this.#postpone(id)
    this.#refreshStatus()
  }

  /** What this request asked for and was not given is asked for again later. */
  #postpone(id: number | undefined): void {
    for (const view of this.#views.values()) {
      if (view.join.kind !== 'asked' || view.join.id !== id) continue
      view.join = { kind: 'postponed' }
      this.#retry ??= setTimeout(() => this.#retryPostponed(), backoffMs(POSTPONED_FAILURES, this.#random()))
    }
  }

  #retryPostponed(): void {
    this.#retry = undefined
    for (const view of this.#views.values()) {
      if (view.join.kind === 'postponed') view.join = { kind: 'wanted' }
    }
    this.#flush()
  }

  #askAgain(view: MatchView): void {
    view.join = { kind: 'wanted' }
    this.#flushSoon()
    this.#refreshStatus()
  }

  /** Everything asked for in one turn of the page goes out in one frame. */
  #flushSoon(): void {
    if (this.#isFlushDue) return
    this.#isFlushDue = true
    queueMicrotask(() => {
      this.#isFlushDue = false
      this.#flush()
    })
  }

  #flush(isResume = false): void {
    if (this.#session.state.kind !== 'open') return
    if (this.#left.size > 0) this.#session.request({ op: 'unsubscribe', matches: [...this.#left] })
    this.#left.clear()
    const wanted = [...this.#views.values()].filter((view) => view.join.kind === 'wanted')
    for (const views of subscribeFrames(wanted, (view) => view.request, this.#messageBytes)) {
      const id = this.#session.request({ op: 'subscribe', matches: views.map((view) => view.request) })
      for (const view of views) view.join = { kind: 'asked', id, isResume: isResume && view.held !== undefined }
    }
  }

  #refreshStatus(): void {
    const status = this.#readStatus()
    const hasChanged = !isSameStatus(status, this.#status)
    this.#status = status
    if (status.kind === 'live') this.#asOf = Date.now()
    for (const view of this.#views.values()) view.status = this.#statusOf(view)
    if (hasChanged) this.#emitter.emit('status', status)
  }

  #readStatus(): ClientStatus {
    const asOf = this.#asOf
    const since = asOf === undefined ? {} : { asOf }
    const session = this.#session.state
    if (session.kind === 'closed') return { kind: 'closed', code: session.code, reason: session.reason, ...since }
    if (session.kind === 'open') {
      if (this.#isBrokerDown) return { kind: 'stale', asOf: asOf ?? Date.now(), reason: 'broker' }
      const isResuming = [...this.#views.values()].some(({ join }) => join.kind === 'asked' && join.isResume)
      return asOf !== undefined && isResuming ? { kind: 'stale', asOf, reason: 'catching-up' } : { kind: 'live' }
    }
    if (!hasNetwork()) return { kind: 'offline', ...since }
    return asOf === undefined ? { kind: 'connecting' } : { kind: 'stale', asOf, reason: 'connection' }
  }

  #statusOf({ held, join, feed, createdAt }: MatchView): MatchStatus {
    const client = this.#status
    const asOf = this.#asOf ?? createdAt
    if (client.kind === 'closed') return { kind: 'closed', asOf }
    if (join.kind === 'refused') return join
    if (!held) return { kind: 'loading' }
    if (client.kind === 'stale') return client
    if (client.kind !== 'live') return { kind: 'stale', asOf, reason: 'connection' }
    if (join.kind !== 'joined') return { kind: 'stale', asOf, reason: 'catching-up' }
    return feed?.health === 'stale' ? { kind: 'stale', asOf: feed.at, reason: 'feed' } : { kind: 'live' }
  }
}
