const BURST = 100
const PER_SECOND = 20

/** How many messages a viewer may send: a token bucket, so a page may ask for much at once, but not for long. */
export class MessageBudget {
  #tokens = BURST
  // Of a clock that nobody sets: an hour back would cost every viewer the connection.
  #filledAt = performance.now()

  /** @returns false if there is not enough left */
  take(cost: number): boolean {
    const now = performance.now()
    this.#tokens = Math.min(BURST, this.#tokens + ((now - this.#filledAt) / 1_000) * PER_SECOND)
    this.#filledAt = now
    this.#tokens -= cost
    return this.#tokens >= 0
  }
}
