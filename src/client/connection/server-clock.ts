/** Only the newest samples count, because clocks drift apart. */
const SAMPLES = 16

/**
 * The server's time, estimated from the `at` of what it sends at once (hello, heartbeat, pong).
 *
 * A message is never early: `at − received` is the true offset minus the time it travelled, so the largest of the
 * recent samples is the best one.
 */
export class ServerClock {
  #samples: number[] = []

  /** @param at ms since the epoch on the server, stamped as it sent the message that has just come in */
  observe(at: number): void {
    this.#samples.push(at - Date.now())
    if (this.#samples.length > SAMPLES) this.#samples.shift()
  }

  /** Forget: another gateway, or this device's clock may have changed while it slept. */
  reset(): void {
    this.#samples = []
  }

  /** Ms to add to this device's clock. */
  get offsetMs(): number {
    return this.#samples.length === 0 ? 0 : Math.max(...this.#samples)
  }

  now(): number {
    return Date.now() + this.offsetMs
  }
}
