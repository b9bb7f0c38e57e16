import { type Client, type ClientOptions, createClient } from '../client.ts'
import { HostedTab } from './hosted-tab.ts'
import type { HostMessage, TabMessage } from './messages.ts'
import type { Port } from './port.ts'
import { MAX_CONNECTIONS, SharedConnections } from './shared-connections.ts'

/** The next tabs connect by themselves. */
const MAX_TABS = 200
const PING_MS = 10_000

export interface HostOptions {
  readonly maxTabs?: number
  readonly maxConnections?: number
  /** A tab says that the device may have slept. Clients in a page notice by themselves. */
  readonly onWake?: () => void
  readonly open?: (options: ClientOptions) => Client
}

/** Follows for tabs what they ask for. It lives in a SharedWorker, or in the page if there is none. */
export class Host {
  readonly #connections: SharedConnections
  readonly #maxTabs: number
  readonly #onWake: () => void
  readonly #tabs = new Set<HostedTab>()
  #tabCount = 0
  #pinger: ReturnType<typeof setInterval> | undefined

  constructor({
    maxTabs = MAX_TABS,
    maxConnections = MAX_CONNECTIONS,
    open = createClient,
    onWake = () => {},
  }: HostOptions = {}) {
    this.#maxTabs = maxTabs
    this.#onWake = onWake
    this.#connections = new SharedConnections(open, maxConnections)
  }

  get tabCount(): number {
    return this.#tabs.size
  }

  /** A tab has come. It says itself when it leaves; one that crashed or sleeps does not, and is forgotten. */
  admit(port: Port<HostMessage, TabMessage>): void {
    if (this.#tabs.size >= this.#maxTabs) {
      port.postMessage({ op: 'full' })
      return
    }
    this.#tabCount += 1
    const tab = new HostedTab({
      id: this.#tabCount,
      port,
      connections: this.#connections,
      onGone: (gone) => this.#forget(gone),
      onWake: this.#onWake,
    })
    this.#tabs.add(tab)
    this.#pinger ??= setInterval(() => this.#ping(), PING_MS)
  }

  #ping(): void {
    for (const tab of this.#tabs) tab.ping()
  }

  #forget(tab: HostedTab): void {
    this.#tabs.delete(tab)
    if (this.#tabs.size > 0) return
    clearInterval(this.#pinger)
    this.#pinger = undefined
  }
}
