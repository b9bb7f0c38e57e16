/** How much a clock may gain or lose against another, beyond what is normal for the quartz of a computer. */
const DRIFT = 200e-6
/** A clock that is set back by no more than this stands still instead, until it has caught up. */
const HELD_BACK_MS = 2_000

/** The time that is stored and sent. */
export interface StoreClock {
  now(): number
  /** How far this machine's clock is ahead of it, in ms. */
  readonly skewMs: number
}

export interface DatabaseClockOptions {
  /** Told of a step back that is too large to be waited for. */
  onStepBack?(ms: number): void
}

/**
 * The time by the database's clock. What is stored is stamped with it, and ages are measured with it, so that the clocks of servers need
 * neither be right nor agree.
 *
 * Ordinary queries bring a timestamp along. The database made it between question and answer, which bounds the offset of its clock to the
 * monotonic clock of this process: the shorter the round trip, the better. Between queries the monotonic clock goes on. Where a new
 * bound contradicts the old one, a clock was set, and only the new one counts.
 */
export class DatabaseClock implements StoreClock {
  readonly #options: DatabaseClockOptions
  /** Between these is the offset, as known at that time. */
  #bounds: { readonly low: number; readonly high: number; readonly at: number } | undefined
  #last = Number.NEGATIVE_INFINITY

  constructor(options: DatabaseClockOptions = {}) {
    this.#options = options
  }

  /**
   * @param databaseMs what the database's clock showed, in whole ms
   * @param sentAt when it was asked, and when it had answered, by `performance.now()`
   */
  learn(databaseMs: number, sentAt: number, receivedAt: number): void {
    const low = databaseMs - receivedAt
    // The whole ms that it showed may have been almost over.
    const high = databaseMs + 1 - sentAt
    const before = this.#bounds
    const driftMs = before === undefined ? 0 : (receivedAt - before.at) * DRIFT
    const lowNow = Math.max(low, before === undefined ? low : before.low - driftMs)
    const highNow = Math.min(high, before === undefined ? high : before.high + driftMs)
    this.#bounds = lowNow <= highNow ? { low: lowNow, high: highNow, at: receivedAt } : { low, high, at: receivedAt }
  }

  /** In whole ms. Never less than before, unless the clock was set back by more than two seconds. */
  now(): number {
    const now = Math.floor(performance.now() + this.#offset)
    if (now < this.#last) {
      if (this.#last - now <= HELD_BACK_MS) return this.#last
      this.#options.onStepBack?.(this.#last - now)
    }
    this.#last = now
    return now
  }

  get skewMs(): number {
    return Math.round(Date.now() - (performance.now() + this.#offset))
  }

  /** While the database has told nothing, this machine's clock has to do. */
  get #offset(): number {
    return this.#bounds === undefined ? Date.now() - performance.now() : (this.#bounds.low + this.#bounds.high) / 2
  }
}

/** The same for a database within this process: it has no other clock than this machine. */
export function createLocalClock(options?: DatabaseClockOptions): StoreClock {
  const clock = new DatabaseClock(options)
  return {
    now() {
      const at = performance.now()
      clock.learn(Date.now(), at, at)
      return clock.now()
    },
    skewMs: 0,
  }
}
