import { backoffMs } from '../connection/backoff.ts'
import type { HostMessage, TabMessage } from './messages.ts'
import type { Port } from './port.ts'

export type HostPort = Port<TabMessage, HostMessage>

/** How long a worker may take to start. */
const PATIENCE_MS = 10_000
const TICK_MS = 5_000
/** The host pings every 10 s. Ticks are counted, not time: they stand still while the device sleeps. */
const MAX_SILENT_TICKS = 5
/** What is left of them after a wake-up, to which a host answers at once. */
const TICKS_AFTER_WAKE = 2

export interface HostLineOptions {
  /** @returns undefined where there are no SharedWorkers, or not for this page */
  openWorker(onError: () => void): HostPort | undefined
  openInPage(): Promise<HostPort>
  /** A host is there that knows nothing: ask it for everything. */
  onOpen(): void
  onMessage(message: HostMessage): void
  /** Nobody vouches any more for what was told. */
  onLost(): void
  random(): number
}

/**
 * The line to the host of the connections.
 *
 *     closed ──► worker, joining ──► worker, joined        forgotten, or silent: joins again
 *                      │                 │                 (onLost, onOpen)
 *                      │ no answer       │ full
 *                      └───────┬─────────┘
 *                              ▼
 *                        page: a host in this page, for good
 *     any ── close() ──► closed
 */
export class HostLine {
  readonly #options: HostLineOptions
  #port: HostPort | undefined
  #isInPage = false
  #isOpen = false
  #failures = 0
  #silentTicks = 0
  #patience: ReturnType<typeof setTimeout> | undefined
  #ticker: ReturnType<typeof setInterval> | undefined

  constructor(options: HostLineOptions) {
    this.#options = options
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Does nothing while it is open. */
  open(): void {
    if (this.#isOpen) return
    this.#isOpen = true
    this.#connect()
  }

  /** Reaches nobody while there is no host: what it asks for is asked for by `onOpen`. */
  send(message: TabMessage): void {
    this.#port?.postMessage(message)
  }

  /** The device or the page may have slept. */
  wake(): void {
    this.#silentTicks = Math.max(this.#silentTicks, MAX_SILENT_TICKS - TICKS_AFTER_WAKE)
    this.send({ op: 'wake' })
  }

  close(): void {
    this.#isOpen = false
    this.#disconnect()
  }

  #connect(): void {
    const isCurrent = (port: HostPort | undefined) => this.#isOpen && port === this.#port
    if (!this.#isInPage) {
      const port = this.#options.openWorker(() => isCurrent(port) && this.#moveIntoPage())
      if (port) {
        this.#patience = setTimeout(() => this.#moveIntoPage(), PATIENCE_MS)
        this.#ticker = setInterval(() => this.#tick(), TICK_MS)
        this.#use(port)
        return
      }
      this.#isInPage = true
    }
    this.#options.openInPage().then(
      (port) => {
        if (isCurrent(undefined)) this.#use(port)
        else port.close()
      },
      () => {
        // The code for it did not come; perhaps the network is away.
        this.#failures += 1
        const retry = () => isCurrent(undefined) && this.#connect()
        this.#patience = setTimeout(retry, backoffMs(this.#failures, this.#options.random()))
      },
    )
  }

  #use(port: HostPort): void {
    this.#port = port
    this.#silentTicks = 0
    port.onmessage = ({ data }) => this.#take(data)
    this.#options.onOpen()
  }

  #take(message: HostMessage): void {
    this.#silentTicks = 0
    switch (message.op) {
      case 'joined':
        clearTimeout(this.#patience)
        break
      case 'ping':
        this.send({ op: 'pong' })
        break
      case 'full':
        this.#moveIntoPage()
        return
      case 'forgotten':
        this.#reconnect()
        return
    }
    this.#options.onMessage(message)
  }

  #tick(): void {
    this.#silentTicks += 1
    if (this.#silentTicks >= MAX_SILENT_TICKS) this.#reconnect()
  }

  #moveIntoPage(): void {
    this.#isInPage = true
    this.#reconnect()
  }

  #reconnect(): void {
    this.#disconnect()
    this.#options.onLost()
    this.#connect()
  }

  #disconnect(): void {
    clearTimeout(this.#patience)
    clearInterval(this.#ticker)
    const port = this.#port
    this.#port = undefined
    if (!port) return
    port.onmessage = null
    // A worker that was only slow must not follow for nobody.
    port.postMessage({ op: 'leave' })
    // A closed port delivers what was sent before.
    port.close()
  }
}
