import { randomUUID } from 'node:crypto'
import type { Audience } from '../../bus/audience.ts'

export interface ViewerCountsOptions {
  readonly audience: Audience
  /** How many viewers each match has at this gateway now. */
  count(): ReadonlyMap<string, number>
}

/** Three times within `VIEWERS_TTL_MS`, so that a lost report does no harm. */
const REPORT_MS = 5_000
/** Once nobody has looked at the busiest for this long, they are not read any more. */
const WANTED_MS = 60_000
/** The audience of the whole fleet is read for this many matches: each is a time series for every gateway that shows it. */
const MAX_BUSIEST = 20

/**
 * Tells the bus how many viewers each match has at this gateway, and hears how many the busiest have at all of them. The
 * numbers are for show: nothing waits for them, nothing depends on them.
 */
export class ViewerCounts {
  readonly #gateway = randomUUID()
  readonly #options: ViewerCountsOptions
  readonly #timer: NodeJS.Timeout
  /** When somebody has looked at the busiest last, on the monotonic clock. */
  #wantedAt = Number.NEGATIVE_INFINITY
  #busiest: ReadonlyMap<string, number> = new Map()
  #isReporting = false

  constructor(options: ViewerCountsOptions) {
    this.#options = options
    this.#timer = setInterval(() => void this.#report(), REPORT_MS).unref()
  }

  /**
   * Viewers at all gateways, by match, of those that most watch here; some seconds old. Empty while the bus is away: what
   * the others have is not known then. They are read for those who look, so the first look after a while finds nothing.
   */
  get busiest(): ReadonlyMap<string, number> {
    this.#wantedAt = performance.now()
    return this.#busiest
  }

  /** Takes back everything that was reported. Never fails. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#tell(new Map())
  }

  async #report(): Promise<void> {
    // More reports do not help a bus that cannot keep up.
    if (this.#isReporting) return
    this.#isReporting = true
    const counts = new Map([...this.#options.count()].filter(([, count]) => count > 0))
    await this.#tell(counts)
    this.#busiest = performance.now() - this.#wantedAt > WANTED_MS ? new Map() : await this.#hear(counts)
    this.#isReporting = false
  }

  async #tell(counts: ReadonlyMap<string, number>): Promise<void> {
    try {
      await this.#options.audience.reportViewers(this.#gateway, counts)
    } catch {
      // The health of the bus is watched elsewhere, and earlier reports expire by themselves.
    }
  }

  async #hear(counts: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
    const busiest = [...counts].sort(([, a], [, b]) => b - a).slice(0, MAX_BUSIEST)
    const matches = busiest.map(([match]) => match)
    try {
      const viewers = await this.#options.audience.readViewers(matches)
      return new Map(matches.map((match, index) => [match, viewers[index] ?? 0]))
    } catch {
      return new Map()
    }
  }
}
