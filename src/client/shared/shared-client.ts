import type { View } from '../../protocol/messages.ts'
import { BoardSubscription } from '../board-subscription.ts'
import type { BoardOptions, Client, ClientEvents, ClientOptions, SubscribeOptions } from '../client.ts'
import { liveUrl } from '../connection/live-url.ts'
import { watchWake } from '../connection/wake.ts'
import { Emitter } from '../emitter.ts'
import { followerOf } from '../following/follower.ts'
import { MatchSubscription } from '../match-subscription.ts'
import { type ClientStatus, isSameStatus } from '../status.ts'
import { HostLine } from './host-line.ts'
import type { HostMessage, News, SharedServer, TabMessage } from './messages.ts'
import { BoardMirror, MatchMirror, type Mirror } from './mirrors.ts'
import { openWorker } from './open-worker.ts'

export interface SharedClientOptions extends Omit<ClientOptions, 'WebSocket'> {
  /**
   * Who watches, where there is a `token`: tabs that name the same viewer share a connection, and any of them may be asked for the token.
   * Without it a tab with a token shares its connection with no other.
   */
  readonly viewer?: string
  /** Makes the worker, where a bundler does not find it by itself: `() => new SharedWorker(…)`, with the module `@touchline/client/shared-worker`. */
  readonly worker?: () => SharedWorker
}

/** What is followed, and how to ask a host for it. */
interface Following {
  readonly mirror: Mirror
  request(): TabMessage
}

/** A `Client` of which the connection is elsewhere: in a SharedWorker, or in this page where there is none. */
export class SharedClient implements Client {
  readonly #line: HostLine
  readonly #server: SharedServer
  readonly #token: ClientOptions['token']
  readonly #emitter = new Emitter<ClientEvents>()
  readonly #following = new Map<number, Following>()
  readonly #unwatch: readonly (() => void)[]
  #status: ClientStatus = { kind: 'connecting' }
  /** When the host last said something while it was live. */
  #lastLiveAt: number | undefined
  #aheadMs = 0
  #count = 0

  constructor({ url, transports, token, viewer, worker, random = Math.random }: SharedClientOptions) {
    this.#server = { url: liveUrl(url), transports, token: token && { viewer } }
    this.#token = token
    this.#line = new HostLine({
      random,
      openWorker: (onError) => openWorker(worker, onError),
      openInPage: () => import('./page-host.ts').then(({ joinPageHost }) => joinPageHost()),
      onOpen: () => this.#askForAll(),
      onMessage: (message) => this.#take(message),
      onLost: () => this.#lose(),
    })
    this.#unwatch = [watchWake(() => this.#line.wake()), watchPage(this.#line, () => this.#lose())]
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
    const { view } = followerOf(match, options)
    const mirror = new MatchMirror(match, () => this.now())
    const { followed } = mirror
    if (options.from) followed.start(options.from)
    const { from: _, ...wanted } = options
    const release = this.#follow(mirror, (id) => {
      const { held, asOf } = followed
      const from = held && { ...held, ...(asOf !== undefined && { asOf }) }
      return { op: 'match', id, match, options: { ...wanted, ...(from && { from }) } }
    })
    return new MatchSubscription(followed, view as Asked, release)
  }

  board<Asked extends View = 'full'>(name: string, options: BoardOptions<Asked> = {}): BoardSubscription<Asked> {
    const { view } = followerOf(name, options)
    const mirror = new BoardMirror(name, () => this.now())
    const release = this.#follow(mirror, (id) => ({ op: 'board', id, name, options }))
    return new BoardSubscription(mirror.board, view as Asked, release)
  }

  connect(): void {
    if (this.#status.kind === 'closed') return
    this.#line.open()
    this.#line.send({ op: 'connect' })
  }

  now(): number {
    return Date.now() + this.#aheadMs
  }

  close(): void {
    for (const stop of this.#unwatch) stop()
    this.#line.close()
    const asOf = this.#lastLiveAt
    for (const { mirror } of this.#following.values()) mirror.show('closed', asOf)
    const since = asOf === undefined ? {} : { asOf }
    this.#show({ kind: 'closed', code: 1000, reason: 'closed by the client', ...since })
  }

  /** @returns what ends it */
  #follow(mirror: Mirror, request: (id: number) => TabMessage): () => void {
    this.#count += 1
    const id = this.#count
    if (this.#status.kind === 'closed') {
      mirror.show('closed', this.#lastLiveAt)
      return () => {}
    }
    // The line that opens now asks for what there is; this one comes after.
    this.#line.open()
    this.#following.set(id, { mirror, request: () => request(id) })
    this.#line.send(request(id))
    return () => {
      if (this.#following.delete(id)) this.#line.send({ op: 'unfollow', id })
    }
  }

  #askForAll(): void {
    this.#line.send({ op: 'join', server: this.#server })
    this.#line.send({ op: 'connect' })
    for (const { request } of this.#following.values()) this.#line.send(request())
  }

  #take(message: HostMessage): void {
    if ('aheadMs' in message) this.#aheadMs = message.aheadMs
    if (this.#status.kind === 'live') this.#lastLiveAt = Date.now()
    if (message.op === 'status') this.#takeStatus(message.status)
    else if (message.op === 'news') this.#takeNews(message)
    else if (message.op === 'token') void this.#giveToken(message.id)
  }

  #takeNews(news: News): void {
    for (const match of this.#following.get(news.id)?.mirror.take(news) ?? []) {
      this.#line.send({ op: 'again', id: news.id, match })
    }
  }

  #takeStatus(status: ClientStatus): void {
    const asOf = this.#lastLiveAt
    const isPending = status.kind === 'connecting' || status.kind === 'unreachable'
    // A host that begins anew is connecting; this tab was there before.
    this.#show(isPending && asOf !== undefined ? { kind: 'stale', asOf, reason: 'connection' } : status)
    if (status.kind === 'live') this.#lastLiveAt = Date.now()
  }

  #lose(): void {
    const asOf = this.#lastLiveAt
    if (asOf === undefined) return
    for (const { mirror } of this.#following.values()) mirror.show('stale', asOf)
    this.#show({ kind: 'stale', asOf, reason: 'connection' })
  }

  #show(status: ClientStatus): void {
    if (isSameStatus(status, this.#status)) return
    this.#status = status
    this.#emitter.emit('status', status)
  }

  async #giveToken(id: number): Promise<void> {
    // Of a page whose login service fails another tab may have a token.
    const token = await (async () => this.#token?.())().catch(() => undefined)
    this.#line.send({ op: 'token', id, token })
  }
}

/** A page that is left says so at once; one that is come back to from the browser's cache joins again. */
function watchPage(line: HostLine, onHidden: () => void): () => void {
  if (typeof window === 'undefined') return () => {}
  let wasOpen = false
  const onHide = () => {
    wasOpen = line.isOpen
    line.close()
    onHidden()
  }
  const onShow = () => {
    if (wasOpen) line.open()
  }
  window.addEventListener('pagehide', onHide)
  window.addEventListener('pageshow', onShow)
  return () => {
    window.removeEventListener('pagehide', onHide)
    window.removeEventListener('pageshow', onShow)
  }
}
