import { type DepartingViewer, sendAway, spreadMs } from './drain.ts'
import type { Fleet } from './fleet.ts'

export interface RebalanceOptions {
  readonly fleet: Fleet
  /** After this many ms a viewer is asked to go where there are fewer viewers; 0 = never. */
  readonly maxAgeMs: number
  /** Reconnects of those that are sent away on command are spread over at least this many ms. */
  readonly windowMs: number
  /** Viewers a second that each gateway lets in; 0 for any number. */
  readonly connectionRate: number
  /** Told when some are sent away. */
  onSendingAway(viewers: number, spreadMs: number): void
}

/** The age varies by this share: viewers who came together must not go together. */
const JITTER = 0.2
const CHECK_MS = 1_000
/** Time for a viewer to have its new connection before the old one is closed. */
const CLOSE_GRACE_MS = 1_000
/** The time in which every gateway announces how many viewers it has now. */
const RECOUNT_MS = 3_000

/** Gives viewers to gateways that have fewer, so that a new replica fills though viewers stay for hours. */
export class Rebalance {
  readonly #options: RebalanceOptions
  /** Viewers who may still be asked to go, oldest first, with the time from which they should. */
  readonly #staying = new Map<DepartingViewer, number>()
  readonly #ended = new AbortController()
  readonly #timer: NodeJS.Timeout | undefined
  /** Before this time viewers are on their way, and the counts of all gateways are in doubt. */
  #countsHoldFrom = 0

  constructor(options: RebalanceOptions) {
    this.#options = options
    if (options.maxAgeMs > 0) this.#timer = setInterval(() => void this.#sendAged(), CHECK_MS).unref()
  }

  /** @returns to be called when the viewer is gone */
  add(viewer: DepartingViewer): () => void {
    const ageMs = this.#options.maxAgeMs * (1 - JITTER + 2 * JITTER * Math.random())
    this.#staying.set(viewer, performance.now() + ageMs)
    return () => this.#staying.delete(viewer)
  }

  /** Sends away the viewers beyond this gateway's fair share, the oldest first. @returns how many */
  async sendSurplus(): Promise<number> {
    await this.#options.fleet.meet()
    return this.#sendAway([...this.#staying.keys()].slice(0, this.#surplus ?? 0), this.#options.windowMs)
  }

  /** Sends nobody away any more; viewers who were told to go but have not gone may stay. */
  close(): void {
    clearInterval(this.#timer)
    this.#ended.abort()
  }

  /** Sends away viewers whose time is over, but no more than the other gateways lack: moving from few to many helps nobody. */
  async #sendAged(): Promise<void> {
    if (this.#aged.length === 0) return
    await this.#options.fleet.meet()
    const aged = this.#aged
    // In a fleet of one, or while nobody knows of the others, the age alone decides.
    this.#sendAway(aged.slice(0, this.#surplus ?? aged.length), CHECK_MS)
  }

  get #surplus(): number | undefined {
    const { surplus } = this.#options.fleet
    return surplus !== undefined && performance.now() < this.#countsHoldFrom ? 0 : surplus
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
    this.#countsHoldFrom = performance.now() + spread + CLOSE_GRACE_MS + RECOUNT_MS
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
