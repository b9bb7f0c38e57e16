import type { HelloMessage, ServerMessage, View } from '../protocol/messages.ts'
import { BoardSubscription } from './board-subscription.ts'
import { check } from './check.ts'
import { clientStatus } from './client-status.ts'
import { backoffMs } from './connection/backoff.ts'
import { liveUrl } from './connection/live-url.ts'
import { ServerClock } from './connection/server-clock.ts'
import { Session } from './connection/session.ts'
import type { SocketClass } from './connection/socket.ts'
import type { GetToken } from './connection/token/get-token.ts'
import { hasNetwork, watchWake } from './connection/wake.ts'
import type { TransportName } from './connection/ways/way-names.ts'
import { openWays } from './connection/ways/ways.ts'
import { Emitter } from './emitter.ts'
import { followerOf } from './following/follower.ts'
import { Following } from './following/following.ts'
import type { HeldIn } from './in-view.ts'
import { MatchSubscription } from './match-subscription.ts'
import { type ClientStatus, isSameStatus } from './status.ts'

export interface ClientOptions {
  /** The server's address, `https://scores.example`; the page's own origin if left out. */
  readonly url?: string | URL
  /** Instead of the global one. Nothing else is used then, unless `transports` says so. */
  readonly WebSocket?: SocketClass
  /**
   * How updates may come; all ways if left out. The best one that the network lets through is taken: `websocket`, else `sse` (Server-Sent
   * Events), else `polling`, within some seconds. A better one is tried again now and then.
   */
  readonly transports?: readonly TransportName[]
  /**
   * Gives the viewer's token, where the server wants one: asked once, and again before the token expires or when the server has refused
   * it. What it throws counts as no connection, and is tried again.
   */
  readonly token?: GetToken
  /** Spreads the reconnects; for tests. A number from 0 up to 1. */
  readonly random?: () => number
}

/** The events of a `Client`. */
export interface ClientEvents {
  status: ClientStatus
}

export interface BoardOptions<Asked extends View = View> {
  /**
   * How much later than it happens everything is shown, 0 to 120000 ms, for viewers whose television is late. Which matches are on
   * the board is not delayed. It holds over reconnects; if several ask for one board, the last delay holds for all.
   */
  readonly delayMs?: number
  /**
   * `score`: what a list shows, and far less to load. States come without `detail`, `format` and `updatedAt`, updates without `event`
   * and `kind`, and their types say so. If several ask for one match or board, the server sends the widest view, and each is shown its own.
   */
  readonly view?: Asked
  /**
   * At most one message in this many ms, 0 to 10000, rounded up to 1000, 2000, 5000 or 10000: for lists of many matches. Of a board it is one message for
   * all its matches. Updates go from one state to another then, without `event` and `kind`; key events of all of a match are in `missed`. If several ask for
   * one match or board, the smallest holds for all.
   */
  readonly everyMs?: number
}

export interface SubscribeOptions<Asked extends View = View> extends BoardOptions<Asked> {
  /**
   * A state that the page has already, such as an answer of `GET /v1/matches/{id}`: it is shown at once and resumed. `asOf` says when it was the
   * newest, in ms by this device's clock, for the status until the server has answered; without it that is now.
   */
  readonly from?: HeldIn<Asked> & { readonly asOf?: number }
}

/** One connection that carries any number of matches. */
export interface Client {
  readonly status: ClientStatus
  on<Name extends keyof ClientEvents>(name: Name, listener: (value: ClientEvents[Name]) => void): () => void
  /**
   * Follows a match. The first subscription connects. Several subscriptions of one match share what is received, so they share
   * one delay too: the one that was asked for last, else that of a board which lists the match.
   *
   * @throws {RangeError} when `delayMs` is not a whole number from 0 to 120000, `everyMs` none from 0 to 10000, `view` no view or `match` no text
   */
  subscribe<Asked extends View = 'full'>(match: string, options?: SubscribeOptions<Asked>): MatchSubscription<Asked>
  /**
   * Follows a list of matches as one; matches that are added later join by themselves.
   *
   * @param name what it asks for: `competition:premier-league`, `date:2026-11-22` (UTC, or with `;offset:+330` the reader's day), `sport:tennis;status:live`; with
   *   `;page:2` the second 200 by start
   * @throws {RangeError} as of a match
   */
  board<Asked extends View = 'full'>(name: string, options?: BoardOptions<Asked>): BoardSubscription<Asked>
  /** Connects now instead of with the first subscription. */
  connect(): void
  /** The server's time in ms since the epoch, for running clocks: devices are minutes off. */
  now(): number
  /** Ends the connection and every subscription. */
  close(): void
}

/** A list of `TransportName`, or none, as text. */
const TRANSPORTS = /^(?:undefined|(?:,?(?:websocket|sse|polling))+)$/
/** What could not be given now is asked for again after the wait that follows this many failures in a row. */
const POSTPONED_FAILURES = 2

/** @throws {TypeError} when `url` is no address; {RangeError} when `transports` or `token` are not what they must be */
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
  #lastLiveAt: number | undefined
  #isBrokerDown = false
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(options: ClientOptions) {
    const { url, WebSocket: given, token, random = Math.random } = options
    const { transports = given && ['websocket'] } = options
    check(TRANSPORTS.test(`${transports}`), 'transports', 'some of websocket, sse, polling', transports)
    check(!token || typeof token === 'function', 'token', 'a function', token)
    this.#random = random
    const openTransport = openWays(liveUrl(url), given ?? globalThis.WebSocket, transports, token)
    this.#session = new Session({
      openTransport,
      random,
      onMessage: (message) => this.#take(message),
      onStateChange: () => this.#refreshStatus(),
      onClockStep: (stepMs) => this.#followClock(stepMs),
    })
    this.#following = new Following({
      random,
      now: () => this.#clock.now(),
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

  subscribe<Asked extends View = 'full'>(
    match: string,
    options: SubscribeOptions<Asked> = {},
  ): MatchSubscription<Asked> {
    const follower = followerOf(match, options)
    const followed = this.#following.follow(match, follower, options)
    this.connect()
    return new MatchSubscription(followed, follower.view as Asked, () => this.#following.unfollow(followed, follower))
  }

  board<Asked extends View = 'full'>(name: string, options: BoardOptions<Asked> = {}): BoardSubscription<Asked> {
    const follower = followerOf(name, options)
    const { delayMs } = options
    const board = this.#following.openBoard(name, { ...follower, ...(delayMs !== undefined && { delayMs }) })
    this.connect()
    this.#refreshStatus()
    return new BoardSubscription(board, follower.view as Asked, () => this.#following.closeBoard(board))
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
    this.#following.close()
  }

  #wake(): void {
    this.#session.check()
    this.#refreshStatus()
  }

  /** Somebody set this device's clock, or it slept. The time until when the client was live is kept by that clock. */
  #followClock(stepMs: number): void {
    this.#clock.follow(stepMs)
    // After a sleep it still holds.
    if (stepMs > 0 || this.#lastLiveAt === undefined) return
    this.#lastLiveAt += stepMs
    this.#refreshStatus()
  }

  #take(message: ServerMessage): void {
    if (this.#status.kind === 'live') this.#lastLiveAt = Date.now()
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
      case 'authorised':
        this.#following.takeToken(message.delayMs ?? 0)
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
    const status = clientStatus({
      session: this.#session.state,
      failure: this.#session.failure,
      hasNetwork: hasNetwork(),
      isBrokerDown: this.#isBrokerDown,
      isResuming: this.#following.isResuming,
      lastLiveAt: this.#lastLiveAt,
    })
    const hasChanged = !isSameStatus(status, this.#status)
    this.#status = status
    if (status.kind === 'live') this.#lastLiveAt = Date.now()
    this.#following.showStatus(status, this.#lastLiveAt)
    if (hasChanged) this.#emitter.emit('status', status)
  }
}
