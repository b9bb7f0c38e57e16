import { type HelloMessage, MAX_DELAY_MS, type ServerMessage } from '../protocol/messages.ts'
import { BoardSubscription } from './board-subscription.ts'
import { backoffMs } from './connection/backoff.ts'
import { liveUrl } from './connection/live-url.ts'
import { ServerClock } from './connection/server-clock.ts'
import { Session } from './connection/session.ts'
import type { SocketClass } from './connection/socket.ts'
import { hasNetwork, watchWake } from './connection/wake.ts'
import { webSocketTransport } from './connection/web-socket-transport.ts'
import { Emitter } from './emitter.ts'
import type { Held } from './following/followed-match.ts'
import { Following } from './following/following.ts'
import { MatchSubscription } from './match-subscription.ts'
import { type ClientStatus, isSameStatus } from './status.ts'

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

export interface BoardOptions {
  /**
   * Everything that much later than it happens, 0 to 120000 ms, for those whose television is late. Which matches are on the board
   * is not delayed. Kept over reconnects; if several ask for one board, what was asked last holds for all.
   */
  readonly delayMs?: number
}

export interface SubscribeOptions extends BoardOptions {
  /** A state that is known already, such as an answer of `GET /v1/matches/{id}`: shown at once and resumed. */
  readonly from?: Held
}

/** One connection that carries any number of matches. */
export interface Client {
  readonly status: ClientStatus
  on<Name extends keyof ClientEvents>(name: Name, listener: (value: ClientEvents[Name]) => void): () => void
  /**
   * Follows a match. Connects if nothing did before; several subscriptions of one match share what is received, so they share
   * its delay too: the one that was asked for last, or that of a board which has it.
   *
   * @throws {RangeError} when `delayMs` is not a whole number from 0 to 120000
   */
  subscribe(match: string, options?: SubscribeOptions): MatchSubscription
  /**
   * Follows a list of matches as one; those that appear later join by themselves.
   *
   * @param name what it asks for: `competition:premier-league`, `date:2026-11-22` (UTC), `sport:tennis;status:live`
   * @throws {RangeError} as of a match
   */
  board(name: string, options?: BoardOptions): BoardSubscription
  /** Connects now instead of with the first subscription. */
  connect(): void
  /** The server's time in ms since the epoch, for running clocks: devices are minutes off. */
  now(): number
  /** Ends the connection and every subscription. */
  close(): void
}

/** What could not be given just now is asked for again after a wait as after this many failures. */
const POSTPONED_FAILURES = 2

/** @throws {TypeError} when `url` is no address */
export function createClient(options: ClientOptions = {}): Client {
  return new LiveClient(options)
}

class LiveClient implements Client {
  readonly #following: Following
  readonly #clock = new ServerClock()
  readonly #emitter = new Emitter<ClientEvents>()
  readonly #random: () => number
  readonly #session: Session
  readonly #unwatch: () => void
  #status: ClientStatus = { kind: 'connecting' }
  #asOf: number | undefined
  #isBrokerDown = false
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor({ url, WebSocket: socketClass = globalThis.WebSocket, random = Math.random }: ClientOptions) {
    this.#random = random
    this.#session = new Session({
      openTransport: webSocketTransport(liveUrl(url), socketClass),
      random,
      onMessage: (message) => this.#take(message),
      onStateChange: () => this.#refreshStatus(),
    })
    this.#following = new Following({
      isConnected: () => this.#session.state.kind === 'open',
      room: () => this.#session.room,
      request: (request) => this.#session.request(request),
      onPostponed: () => this.#retrySoon(),
      onChanged: () => this.#refreshStatus(),
    })
    this.#unwatch = watchWake(() => this.#wake())
  }

  get status(): ClientStatus {
    return this.#status
  }

  on<Name extends keyof ClientEvents>(name: Name, listener: (value: ClientEvents[Name]) => void): () => void {
    return this.#emitter.on(name, listener)
  }

  subscribe(match: string, options: SubscribeOptions = {}): MatchSubscription {
    checkDelay(options.delayMs)
    const followed = this.#following.follow(match, options)
    this.connect()
    this.#refreshStatus()
    return new MatchSubscription(followed, () => this.#following.unfollow(followed))
  }

  board(name: string, { delayMs }: BoardOptions = {}): BoardSubscription {
    checkDelay(delayMs)
    const board = this.#following.openBoard(name, delayMs)
    this.connect()
    this.#refreshStatus()
    return new BoardSubscription(board, () => this.#following.closeBoard(board))
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
    this.#following.close()
    this.#session.close()
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
      case 'gateway':
        this.#isBrokerDown = message.broker === 'down'
        this.#refreshStatus()
        break
      case 'heartbeat':
      case 'pong':
        this.#clock.observe(message.at)
        break
      default:
        this.#following.take(message)
    }
  }

  #greet({ at, limits }: HelloMessage): void {
    this.#clock.reset()
    this.#clock.observe(at)
    this.#isBrokerDown = false
    this.#following.restart(limits.messageBytes)
  }

  #retrySoon(): void {
    this.#retry ??= setTimeout(
      () => {
        this.#retry = undefined
        this.#following.retry()
      },
      backoffMs(POSTPONED_FAILURES, this.#random()),
    )
  }

  #refreshStatus(): void {
    const status = this.#readStatus()
    const hasChanged = !isSameStatus(status, this.#status)
    this.#status = status
    if (status.kind === 'live') this.#asOf = Date.now()
    this.#following.showStatus(status, this.#asOf)
    if (hasChanged) this.#emitter.emit('status', status)
  }

  #readStatus(): ClientStatus {
    const asOf = this.#asOf
    const since = asOf === undefined ? {} : { asOf }
    const session = this.#session.state
    if (session.kind === 'closed') return { kind: 'closed', code: session.code, reason: session.reason, ...since }
    if (session.kind === 'open') {
      if (this.#isBrokerDown) return { kind: 'stale', asOf: asOf ?? Date.now(), reason: 'broker' }
      return asOf !== undefined && this.#following.isResuming
        ? { kind: 'stale', asOf, reason: 'catching-up' }
        : { kind: 'live' }
    }
    if (!hasNetwork()) return { kind: 'offline', ...since }
    return asOf === undefined ? { kind: 'connecting' } : { kind: 'stale', asOf, reason: 'connection' }
  }
}

/** The server refuses a request with any other delay, and all that is in it. */
function checkDelay(delayMs: number | undefined): void {
  if (delayMs === undefined || (Number.isInteger(delayMs) && delayMs >= 0 && delayMs <= MAX_DELAY_MS)) return
  throw new RangeError(`delayMs must be a whole number of milliseconds from 0 to ${MAX_DELAY_MS}, not ${delayMs}`)
}
