import { SEES_ALL } from '../../access/access.ts'
import type { ViewerTokens } from '../../access/viewer-tokens.ts'
import { TokenBucket, type TokenRate } from '../../http/token-bucket.ts'
import type { AuthFrame, ClientMessage, SubscribeRequest, UnsubscribeRequest } from '../../protocol/client-messages.ts'
import { CLOSE } from '../../protocol/close-codes.ts'
import type { ErrorMessage, ServerMessage } from '../../protocol/messages.ts'
import { parseClientMessage } from '../../protocol/parse-client-message.ts'
import type { AddressBudget } from '../admission/address-limits.ts'
import type { Board } from '../boards/board.ts'
import type { Part } from '../delivery/deflate.ts'
import { type PlainFrames, WholeFrames } from '../delivery/frames.ts'
import { monotonicMs } from '../monotonic.ts'
import type { Channel } from '../rooms/channel.ts'
import { Authorisation } from './authorisation.ts'
import { type DeliveryOwner, type DeliveryServices, SlowViewer } from './slow-viewer.ts'
import type { BoardChange } from './subscriptions/board-change.ts'
import type { BoardRows } from './subscriptions/board-rows.ts'
import type { Opened } from './subscriptions/open-request.ts'
import { Subscriptions, type SubscriptionsOptions } from './subscriptions/subscriptions.ts'
import type { ViewerLink } from './viewer-link.ts'

/** What all connections of a gateway share. */
export interface ConnectionServices extends DeliveryServices, SubscriptionsOptions {
  /** The time that viewers are told. */
  readonly now: () => number
  /** Left out if viewers need no token. */
  readonly tokens?: Pick<ViewerTokens, 'verify'> | undefined
}

/** How many messages a viewer may send: a page may ask for much at once, but not for long. */
export const MESSAGE_RATE: TokenRate = { perSecond: 20, burst: 100 }
/** Requests of one viewer that may wait to be answered. */
const MAX_WAITING = 32
/**
 * What a viewer pays for making us look something up, in messages: for each match that does not exist, and for each board and delay of a
 * request that cannot be answered at once.
 */
const LOOKUP_COST = 1
/** The part of a heartbeat's period after which a pong is missing: `HeartbeatWheel` beats a little earlier than once per period. */
const PONG_SHARE = 0.9

/** One viewer: reads its requests and answers them in order. What its channels send it goes through its `SlowViewer`. */
export class Connection implements DeliveryOwner {
  readonly id: string
  readonly #link: ViewerLink
  readonly #delivery: SlowViewer
  readonly #subscriptions: Subscriptions
  readonly #now: () => number
  /** Absent if viewers need no token. */
  readonly #authorisation: Authorisation | undefined
  readonly #budget = new TokenBucket(MESSAGE_RATE)
  /** The rooms of a request are being opened, or its token is being checked. */
  #isAnswering = false
  /** Requests behind the one being answered, or of a viewer who must catch up first; undefined if there are none. */
  #waiting: ClientMessage[] | undefined
  /** The code that this gateway has closed it with, if it did. */
  #closeCode: number | undefined
  /** When the viewer was asked to come back, on the monotonic clock. */
  #comeBackAt: number | undefined
  /** Shared with all viewers of its address; absent where addresses have no bounds. */
  readonly #address: AddressBudget | undefined

  constructor(id: string, link: ViewerLink, services: ConnectionServices, address?: AddressBudget) {
    this.id = id
    this.#address = address
    this.#link = link
    this.#now = services.now
    this.#delivery = new SlowViewer(link, services, this)
    this.#subscriptions = new Subscriptions(services, this.#delivery)
    const { tokens, now } = services
    const close = (code: number, reason: string) => this.close(code, reason)
    this.#authorisation = tokens && new Authorisation({ tokens, now, close })
    link.onClosing = () => this.#delivery.endWriting()
  }

  /** Takes the token that came with the HTTP request, before any message. */
  authorise(token: string): void {
    if (this.#authorisation) this.request({ op: 'auth', token })
  }

  /** The most that this process holds for the viewer now. */
  get unsentBytes(): number {
    return this.#delivery.unsentBytes
  }

  /** Called for every message the viewer sends. ws refuses one that is too big before it is whole. */
  receive(data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      this.close(CLOSE.protocolViolation, 'binary frames are not part of the protocol')
      return
    }
    if (!this.#spend()) return
    const parsed = parseClientMessage(data.toString())
    if (parsed.ok) this.request(parsed.message)
    else this.send({ op: 'error', ...parsed.refusal })
  }

  /** Answers a request after those that came before it, though some of them wait for rooms to open. */
  request(message: ClientMessage): void {
    if (this.#waiting === undefined && !this.#isBusy) {
      this.#handle(message)
      return
    }
    this.#waiting ??= []
    if (this.#waiting.length < MAX_WAITING) this.#waiting.push(message)
    else this.close(CLOSE.rateExceeded, 'too many requests at once')
  }

  /** @param payload as the ping brought it */
  pong(payload: Buffer): void {
    if (!this.#delivery.confirm(payload[0])) this.#spend()
  }

  /** Called for a ping, which ws has answered. */
  ping(): void {
    this.#spend()
  }

  /** Heartbeat and ping. A viewer who did not answer a ping of one period ago is gone. */
  beat(heartbeat: PlainFrames, periodMs: number): void {
    // A viewer who is behind has not read as far as the ping; `StallWatch` watches it.
    if (!this.#delivery.keepsUp) return
    const { waitingSince } = this.#delivery
    if (waitingSince !== undefined && monotonicMs() - waitingSince >= PONG_SHARE * periodMs) {
      this.cutOff(CLOSE.noPong, 'no pong')
      return
    }
    this.sendFrames(heartbeat)
    this.#delivery.wantProbe()
  }

  send(message: ServerMessage): void {
    if (message.op === 'reconnect') this.#comeBackAt = monotonicMs() + message.afterMs
    this.sendFrames(new WholeFrames(JSON.stringify(message)))
  }

  sendFrames(frames: PlainFrames): void {
    this.#delivery.send(frames)
  }

  get closeCode(): number | undefined {
    return this.#closeCode
  }

  close(code: number, reason: string): void {
    this.#closeCode ??= code
    const comeBackMs = this.#comeBackAt === undefined ? undefined : Math.max(0, this.#comeBackAt - monotonicMs())
    this.#link.close(code, reason, comeBackMs)
  }

  cutOff(code: number, reason: string): void {
    this.close(code, reason)
    this.#link.terminate()
  }

  /** Called once, when the socket is gone. */
  ended(): void {
    this.#address?.leave()
    this.#authorisation?.end()
    this.#subscriptions.end()
    this.#delivery.end()
  }

  watches(channel: Channel): boolean {
    return this.#subscriptions.watches(channel)
  }

  forget(channel: Channel): void {
    this.#subscriptions.forget(channel)
  }

  watchesMatch(match: string): boolean {
    return this.#subscriptions.watchesMatch(match)
  }

  joinMore(rest: BoardRows): Part[] {
    return this.#subscriptions.joinMore(rest)
  }

  followBoard(change: BoardChange): Part[] | undefined {
    return this.#subscriptions.followBoard(change)
  }

  changeOf(board: Board, told: Iterable<string>): BoardChange {
    return this.#subscriptions.changeOf(board, told, this.#link.encoding === 'deflated')
  }

  /** Answers the requests that waited, as long as there is space for answers. */
  handleRequests(): void {
    while (this.#waiting !== undefined && !this.#isBusy) {
      const next = this.#waiting.shift()
      if (next === undefined) this.#waiting = undefined
      else this.#handle(next)
      this.#delivery.flushIfBehind()
    }
  }

  /** Pays for one message. @returns false if the viewer has nothing left, and is closed for it */
  #spend(): boolean {
    if (this.#budget.take()) {
      if (this.#address === undefined || this.#address.take('messages')) return true
      this.close(CLOSE.rateExceeded, 'too many messages from this address')
      return false
    }
    this.close(CLOSE.rateExceeded, 'too many messages')
    return false
  }

  get #isBusy(): boolean {
    return this.#isAnswering || !this.#delivery.hasSpaceForAnswers
  }

  #handle(message: ClientMessage): void {
    if (this.#authorisation && message.op !== 'auth' && this.#authorisation.access === undefined) {
      this.close(CLOSE.unauthorised, 'a viewer token is needed before anything else')
      return
    }
    switch (message.op) {
      case 'auth':
        this.#authorise(message)
        break
      case 'subscribe':
        this.#subscribe(message)
        break
      case 'unsubscribe':
        this.#unsubscribe(message)
        break
      case 'ping':
        this.send({ op: 'pong', ...idOf(message), at: this.#now() })
        break
    }
  }

  #authorise(request: AuthFrame): void {
    if (this.#authorisation === undefined) {
      this.send({ op: 'authorised', ...idOf(request) })
      return
    }
    this.#isAnswering = true
    void this.#authorisation
      .take(request.token, () => !this.#subscriptions.isEmpty)
      .then((told) => {
        if (told === undefined) return
        this.#subscriptions.access = this.#authorisation?.access ?? SEES_ALL
        this.send({ op: 'authorised', ...idOf(request), ...told })
      })
      .finally(() => {
        this.#isAnswering = false
        this.handleRequests()
      })
  }

  #subscribe(request: SubscribeRequest): void {
    const { matches, boards } = request
    const address = this.#address
    if (address && !(address.take('joins', matches.length) && address.take('boards', boards.length))) {
      this.close(CLOSE.rateExceeded, 'too many matches or boards asked for from this address')
      return
    }
    const opened = this.#subscriptions.open(request)
    if (!(opened instanceof Promise)) {
      this.#answer(request, opened)
      return
    }
    this.#isAnswering = true
    void opened
      .then((now) => this.#answer(request, now))
      .finally(() => {
        this.#isAnswering = false
        this.handleRequests()
      })
  }

  #answer(request: SubscribeRequest, opened: Opened): void {
    if (!this.#link.isOpen) return
    this.#budget.charge(LOOKUP_COST * opened.lookups)
    const answer = this.#subscriptions.join(request, opened, this.#link.encoding === 'deflated')
    for (const { channel } of opened.matches) if (channel === 'match-not-found') this.#budget.charge(LOOKUP_COST)
    const boards = opened.boards.flatMap(({ board }) => (typeof board === 'string' ? [] : board))
    this.#delivery.answer(answer, boards)
  }

  #unsubscribe(request: UnsubscribeRequest): void {
    this.#subscriptions.unsubscribe(request)
    const { matches, boards } = request
    this.send({ op: 'unsubscribed', ...idOf(request), matches, ...(boards.length > 0 && { boards }) })
  }
}

function idOf({ id }: { readonly id?: number }): Pick<ErrorMessage, 'id'> {
  return id === undefined ? {} : { id }
}
