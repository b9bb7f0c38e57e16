import { type DepartingViewer, sendAway, spreadMs } from './drain.ts'
import type { Fleet } from './fleet.ts'

export interface RebalanceOptions {
  readonly fleet: Fleet
  /** After so long a viewer is asked to go where there is more room; 0 = never. */
  readonly maxAgeMs: number
  /** Over how long those that are sent away on command come back at least. */
  readonly windowMs: number
  /** Viewers a second that each gateway lets in; 0 for any number. */
  readonly connectionRate: number
  /** Told when some are sent away. */
  onSendingAway(viewers: number, spreadMs: number): void
}

/** Those who came together must not go together. */
const JITTER = 0.2
const CHECK_MS = 1_000
/** Time for a viewer to have its new connection before the old one is closed. */
const CLOSE_GRACE_MS = 1_000
/** For every gateway to announce whom it has now. */
const SETTLE_MS = 3_000

/** Gives viewers to gateways that have fewer, so that a new replica fills though viewers stay for hours. */
export class Rebalance {
  readonly #options: RebalanceOptions
  /** Who may still be asked to go, oldest first, and since when it should. */
  readonly #staying = new Map<DepartingViewer, number>()
  readonly #ended = new AbortController()
  readonly #timer: NodeJS.Timeout | undefined
  /** Until then some are on their way, and every gateway's count is in doubt. */
  #settledAt = 0

  constructor(options: RebalanceOptions) {
    this.#options = options
    if (options.maxAgeMs > 0) this.#timer = setInterval(() => void this.#sendAged(), CHECK_MS).unref()
  }

  /** @returns call it when the viewer is gone */
  add(viewer: DepartingViewer): () => void {
    const ageMs = this.#options.maxAgeMs * (1 - JITTER + 2 * JITTER * Math.random())
    this.#staying.set(viewer, performance.now() + ageMs)
    return () => this.#staying.delete(viewer)
  }

  /** Sends away whom this gateway has beyond its fair share, the oldest first. @returns how many */
  async sendSurplus(): Promise<number> {
    await this.#options.fleet.meet()
    return this.#sendAway([...this.#staying.keys()].slice(0, this.#surplus ?? 0), this.#options.windowMs)
  }

  /** Nobody is sent away any more; who was told to go but has not may stay. */
  close(): void {
    clearInterval(this.#timer)
    this.#ended.abort()
  }

  /** Viewers whose time is over, but no more than the others lack: going from few to many helps nobody. */
  async #sendAged(): Promise<void> {
    if (this.#aged.length === 0) return
    await this.#options.fleet.meet()
    const aged = this.#aged
    // In a fleet of one, or while nobody knows of the others, the age alone decides.
    this.#sendAway(aged.slice(0, this.#surplus ?? aged.length), CHECK_MS)
  }

  get #surplus(): number | undefined {
    const { surplus } = this.#options.fleet
    return surplus !== undefined && performance.now() < this.#settledAt ? 0 : surplus
  }

  get #aged(): DepartingViewer[] {
    const now = performance.now()
    return [...this.#staying].filter(([, leavesAt]) => leavesAt <= now).map(([viewer]) => viewer)
  }

  #sendAway(viewers: readonly DepartingViewer[], windowMs: number): number {
    if (viewers.length === 0 || this.#ended.signal.aborted) return 0
    const { fleet, connectionRate, onSendingAway } = this.#options
    for (const viewer of viewers) this.#staying.delete(viewer)
    const spread = spreadMs({ viewers: viewers.length, windowMs, takers: Math.max(1, fleet.others), connectionRate })
    onSendingAway(viewers.length, spread)
    this.#settledAt = performance.now() + spread + CLOSE_GRACE_MS + SETTLE_MS
    void sendAway(viewers, {
      reason: 'rebalancing',
      spreadMs: spread,
      keepMs: spread,
      graceMs: CLOSE_GRACE_MS,
      signal: this.#ended.signal,
    })
    return viewers.length
  }
}
