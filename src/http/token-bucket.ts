export interface TokenRate {
  /** Tokens that come back each second. */
  readonly perSecond: number
  /** The most there may be: what may be taken at once after a pause. */
  readonly burst: number
}

/** A token bucket: much may be taken at once, but over time no more than the rate. Starts full. */
export class TokenBucket {
  // One object for all buckets of a kind: there is one bucket for each viewer.
  readonly #rate: TokenRate
  #tokens: number
  // The monotonic clock: if the wall clock was set back an hour, every bucket would stay empty for that hour.
  #filledAt = performance.now()

  constructor(rate: TokenRate) {
    this.#rate = rate
    this.#tokens = rate.burst
  }

  /** Takes one token. @returns false if there is none; then nothing is taken */
  take(): boolean {
    this.#fill()
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }

  /** Takes what something has cost already, if need be as a debt. */
  charge(tokens: number): void {
    this.#fill()
    this.#tokens -= tokens
  }

  #fill(): void {
    const now = performance.now()
    const { perSecond, burst } = this.#rate
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) / 1_000) * perSecond)
    this.#filledAt = now
  }
}
