import { randomUUID } from 'node:crypto'
import type { Audience } from '../../bus/audience.ts'

export interface ViewerCountsOptions {
  readonly audience: Audience
  /** How many viewers each match has at this gateway now. */
  count(): ReadonlyMap<string, number>
}

/** Three times within `VIEWERS_TTL_MS`, so that a lost report does no harm. */
const REPORT_MS = 5_000
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
  /** Matches that had viewers in the last report. */
  #told: readonly string[] = []
  #busiest: ReadonlyMap<string, number> = new Map()
  #isReporting = false

  constructor(options: ViewerCountsOptions) {
    this.#options = options
    this.#timer = setInterval(() => void this.#report(), REPORT_MS).unref()
  }

  /**
   * Viewers at all gateways, by match, of those that most watch here; some seconds old. Empty while the bus is away: what
   * the others have is not known then.
   */
  get busiest(): ReadonlyMap<string, number> {
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
    const counts = this.#options.count()
    await this.#tell(counts)
    this.#busiest = await this.#hear(counts)
    this.#isReporting = false
  }

  async #tell(counts: ReadonlyMap<string, number>): Promise<void> {
    const watched = [...counts].filter(([, count]) => count > 0)
    const left = this.#told.map((match) => [match, 0] as const)
    this.#told = watched.map(([match]) => match)
    try {
      await this.#options.audience.reportViewers(this.#gateway, new Map([...left, ...watched]))
    } catch {
      // The health of the bus is watched elsewhere, and earlier reports expire by themselves.
    }
  }

  async #hear(counts: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
    const { audience } = this.#options
    const read = async (match: string) => [match, await audience.readViewers(match)] as const
    const watched = [...counts].filter(([, count]) => count > 0)
    const busiest = watched.sort(([, a], [, b]) => b - a).slice(0, MAX_BUSIEST)
    try {
      return new Map(await Promise.all(busiest.map(([match]) => read(match))))
    } catch {
      return new Map()
    }
  }
}
