import { MAX_DELAY_MS } from '../../protocol/client-messages.ts'
import type { Client } from '../client.ts'
import { backoffMs } from '../connection/backoff.ts'
import { serverUrl } from '../connection/live-url.ts'
import type { GetToken } from '../connection/token/get-token.ts'
import type { MatchStatus } from '../status.ts'
import { createAnnouncer } from './match-card.ts'
import { type ElementSettings, sharedSettings, watchSettings } from './settings.ts'
import { type ClientKey, SharedClients } from './shared-clients.ts'
import { elementStyle } from './style.ts'

const sharedClients = new SharedClients()

const TICK_MS = 1_000
const TENTHS_MS = 100

/** A server that renders pages has no elements; there the classes exist and are never used. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement)

/** What an element follows while it is on a page. */
export interface Followed {
  /** The match or the board. */
  readonly name: string
  readonly delayMs: number
  /** Whether the tag tells the server who the viewer is. */
  readonly hasToken: boolean
  /** The address of a page of the server. */
  linkTo(path: string): string
  /** By how much the server's clock is ahead of this device's, while the client has not heard that. */
  aheadMs: number
  /** Server time at which clocks are read; the clock of a match that is no longer live stands where it last was. */
  now(status: MatchStatus): number
}

/**
 * What the elements have in common: `server` and `delay`, one connection for all of them, the clock. Whatever changes in one turn of
 * the event loop (attributes set one by one, an element moved in its page) starts it anew once.
 */
export abstract class LiveElement extends Base {
  protected readonly announcer: HTMLElement
  #isDue = false
  #key: string | undefined
  #token: GetToken | undefined
  /** With which it is followed now. */
  #used: ElementSettings = {}
  #unwatch: (() => void) | undefined
  #followed: Followed | undefined
  #trouble: string | undefined
  /** Something was announced in this turn of the event loop. */
  #isSaying = false
  #isUnreachable = false
  #retry: ReturnType<typeof setTimeout> | undefined
  #release: (() => void) | undefined
  #tick: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [elementStyle()]
    this.announcer = createAnnouncer()
  }

  /** The server's address; the page's own if empty. */
  get server(): string {
    return this.getAttribute('server') ?? ''
  }
  set server(server: string | null | undefined) {
    this.reflect('server', server)
  }

  /** Shows everything this many seconds later, 0 to 120. */
  get delay(): number {
    return delayMsOf(this.getAttribute('delay')) / 1_000
  }
  set delay(seconds: number | string | null | undefined) {
    this.reflect('delay', seconds)
  }

  /** Gives the viewer's token, where the server wants one; that of `configure` if it was not set. The same function shares one connection. */
  get token(): GetToken | undefined {
    return this.#token ?? sharedSettings().token
  }
  set token(token: GetToken | null | undefined) {
    this.#token = token ?? undefined
    this.#soon()
  }

  connectedCallback(): void {
    this.#unwatch ??= watchSettings(() => this.#soon())
    // A page may have set properties before this script was there; they hide the setters.
    const { observedAttributes = [] } = this.constructor as { observedAttributes?: readonly string[] }
    for (const name of ['token', ...observedAttributes]) {
      const before = Object.getOwnPropertyDescriptor(this, name)
      if (!before) continue
      Reflect.deleteProperty(this, name)
      Reflect.set(this, name, before.value)
    }
    this.#soon()
  }

  disconnectedCallback(): void {
    this.#unwatch?.()
    this.#unwatch = undefined
    this.#soon()
  }

  attributeChangedCallback(): void {
    this.#soon()
  }

  protected get followed(): Followed | undefined {
    return this.#followed
  }

  /** Why nothing can be followed. */
  protected get trouble(): string | undefined {
    return this.#trouble
  }

  /** How it stands until there is a client. */
  protected get loading(): Extract<MatchStatus, { readonly kind: 'loading' | 'unreachable' }> {
    return this.#isUnreachable ? { kind: 'unreachable', reason: 'no-answer' } : { kind: 'loading' }
  }

  /** Has a screen reader say it. What comes together, as on a board, is said together: the last would take the place of the others. */
  protected readonly announce = (text: string): void => {
    const before = this.#isSaying && text !== '' ? `${this.announcer.textContent}. ` : ''
    this.announcer.textContent = before + text
    this.#isSaying = text !== ''
    setTimeout(() => {
      this.#isSaying = false
    })
  }

  protected reflect(name: string, value: string | number | null | undefined): void {
    if (value === null || value === undefined || value === '') this.removeAttribute(name)
    else this.setAttribute(name, String(value))
  }

  /** The match or board to follow; empty for none. */
  protected abstract get watched(): string
  /** Shows what can be had before there is a client. */
  protected begin(_followed: Followed, _client: Promise<Client>): void {}
  protected abstract follow(client: Client, followed: Followed): void
  /** Ends what `follow` began. Nothing of it may stay to be seen. */
  protected abstract unfollow(): void
  /** Draws what is there. */
  protected abstract draw(): void
  /** Draws the clocks. @returns true if one of them shows tenths of a second */
  protected abstract tick(): boolean

  #soon(): void {
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => {
      this.#isDue = false
      this.#update()
    })
  }

  #update(): void {
    const key = this.isConnected ? JSON.stringify([this.watched, this.server, this.delay]) : undefined
    const { token } = this
    const { createClient } = sharedSettings()
    if (key === this.#key && token === this.#used.token && createClient === this.#used.createClient) {
      if (key !== undefined) this.draw()
      return
    }
    this.#stop()
    this.#key = key
    this.#used = { token, createClient }
    if (key !== undefined) this.#start()
  }

  #start(): void {
    try {
      if (this.watched !== '') this.#open()
    } catch (error) {
      // A page that names a bad address must see what is wrong with it, where the score would be.
      this.#trouble = `${error instanceof Error ? error.message : error} (server="${this.server}")`
    }
    this.draw()
  }

  #open(): void {
    const server = serverUrl(this.server)
    const delayMs = Math.round(this.delay * 1_000)
    const home = server.href
      .replace(/^ws/, 'http')
      .replace(/[?#].*$/, '')
      .replace(/(?:\/v1\/live)?\/?$/, '')
    const { token, createClient } = this.#used
    let now = Date.now
    const followed: Followed = {
      name: this.watched,
      delayMs,
      hasToken: token !== undefined,
      aheadMs: 0,
      linkTo: (path: string) => `${home}${path}`,
      now: (status: MatchStatus) => {
        const heardMs = now() - Date.now()
        // Nothing but what passed between the two readings: the client has yet to hear the server's time.
        const aheadMs = Math.abs(heardMs) > 1 ? heardMs : followed.aheadMs
        const asOf = 'asOf' in status ? status.asOf : undefined
        return (asOf ?? Date.now()) + aheadMs - delayMs
      },
    }
    this.#followed = followed
    const follow = (client: Client) => {
      now = () => client.now()
      this.#isUnreachable = false
      this.follow(client, followed)
      this.draw()
    }
    const client = this.#acquire({ url: server.href, delayMs, token, createClient }, followed, follow, 0)
    this.begin(followed, client)
    this.#tickSoon(TICK_MS)
  }

  /** The code of the connection may not be had at once, from a server that is away: it is loaded again until it comes. */
  #acquire(key: ClientKey, followed: Followed, follow: (client: Client) => void, failures: number): Promise<Client> {
    const { client, release } = sharedClients.acquire(key)
    this.#release = release
    client.then(
      (client) => this.#followed === followed && follow(client),
      () => {
        if (this.#followed !== followed) return
        this.#isUnreachable = true
        this.draw()
        const again = () => void this.#acquire(key, followed, follow, failures + 1)
        this.#retry = setTimeout(again, backoffMs(failures, Math.random()))
      },
    )
    return client
  }

  #stop(): void {
    clearTimeout(this.#tick)
    clearTimeout(this.#retry)
    this.#isUnreachable = false
    this.unfollow()
    this.announce('')
    this.#followed = undefined
    this.#trouble = undefined
    this.#release?.()
    this.#release = undefined
  }

  #tickSoon(ms: number): void {
    this.#tick = setTimeout(() => this.#tickSoon(this.tick() ? TENTHS_MS : TICK_MS), ms)
  }
}

/** @param seconds an attribute; one that is no number means no delay */
function delayMsOf(seconds: string | null): number {
  const ms = Math.round(Number(seconds) * 1_000)
  return Number.isNaN(ms) ? 0 : Math.min(MAX_DELAY_MS, Math.max(0, ms))
}
