import type { Client } from '../../client/client.ts'
import type { PageTime } from '../view/shared/page-time.ts'

const TICK_MS = 1_000

/**
 * The page's time: the server's, less the viewer's delay. Until the connection has told it, it goes on from when the server drew the
 * page, because devices are minutes off.
 */
export class PageClock {
  readonly #client: Client
  readonly #drawnAt: number
  readonly #listeners = new Set<() => void>()
  readonly #openedAt = performance.now()
  #isSynced = false

  /** @param drawnAt the server's time when it drew the page */
  constructor(client: Client, drawnAt: number) {
    this.#client = client
    this.#drawnAt = drawnAt
    client.on('status', ({ kind }) => {
      if (kind === 'live') this.#isSynced = true
    })
    setInterval(() => this.tick(), TICK_MS)
  }

  /** The server's time. */
  now(): number {
    return this.#isSynced ? this.#client.now() : this.#drawnAt + performance.now() - this.#openedAt
  }

  /** How far the server's time is ahead of this device's. */
  get offsetMs(): number {
    return this.now() - Date.now()
  }

  tick(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  /** As the page shows it. */
  shown(delayMs: number): PageTime {
    return {
      now: () => this.now() - delayMs,
      watch: (listener) => {
        this.#listeners.add(listener)
        return () => this.#listeners.delete(listener)
      },
    }
  }
}
