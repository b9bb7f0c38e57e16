/** A token bucket of one second: so many viewers a second, and as many at once after a quiet second. */
export class AdmissionRate {
  readonly #perSecond: number
  #tokens: number
  #filledAt = performance.now()

  /** @param perSecond 0 for any number */
  constructor(perSecond: number) {
    this.#perSecond = perSecond
    this.#tokens = perSecond
  }

  /** @returns false if one more would be too many now */
  take(): boolean {
    if (this.#perSecond === 0) return true
    const now = performance.now()
    const filled = ((now - this.#filledAt) / 1_000) * this.#perSecond
    this.#tokens = Math.min(this.#perSecond, this.#tokens + filled)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
