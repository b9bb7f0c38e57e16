import { randomUUID } from 'node:crypto'
import type { Bus } from '../bus/bus.ts'

export interface ViewerCountsOptions {
  readonly bus: Pick<Bus, 'reportViewers'>
  /** How many viewers each match has at this gateway now. */
  count(): ReadonlyMap<string, number>
}

/** Three times within `VIEWERS_TTL_MS`, so that one that is lost does no harm. */
const REPORT_MS = 5_000

/** Tells the bus how many viewers each match has at this gateway. The number is for show: nothing waits for it, nothing depends on it. */
export class ViewerCounts {
  readonly #gateway = randomUUID()
  readonly #options: ViewerCountsOptions
  readonly #timer: NodeJS.Timeout
  /** Matches of which the last report said that they have viewers. */
  #told: readonly string[] = []
  #isReporting = false

  constructor(options: ViewerCountsOptions) {
    this.#options = options
    this.#timer = setInterval(() => void this.#report(), REPORT_MS).unref()
  }

  /** Takes everything back that was told. Never fails. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#tell(new Map())
  }

  async #report(): Promise<void> {
    // A bus that cannot keep up is not helped by more.
    if (this.#isReporting) return
    this.#isReporting = true
    await this.#tell(this.#options.count())
    this.#isReporting = false
  }

  async #tell(counts: ReadonlyMap<string, number>): Promise<void> {
    const watched = [...counts].filter(([, count]) => count > 0)
    const left = this.#told.map((match) => [match, 0] as const)
    this.#told = watched.map(([match]) => match)
    try {
      await this.#options.bus.reportViewers(this.#gateway, new Map([...left, ...watched]))
    } catch {
      // Whether the bus is well is watched elsewhere; what was told before expires by itself.
    }
  }
}
