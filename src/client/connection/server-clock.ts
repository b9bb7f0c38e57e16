/** Only the newest samples count, because clocks drift apart. */
const SAMPLES = 16

/**
 * The server's time, estimated from the `at` of the messages that it sends without delay (hello, heartbeat, pong).
 *
 * A message is never early: `at − received` is the true offset minus the time it travelled, so the largest of the
 * recent samples is the best one.
 */
export class ServerClock {
  #samples: number[] = []
  /** This device's clock may have been set: the next sample replaces all that came before. */
  #isSuspect = false

  /** @param at ms since the epoch on the server, stamped as it sent the message that has just come in */
  observe(at: number): void {
    if (this.#isSuspect) this.reset()
    this.#samples.push(at - Date.now())
    if (this.#samples.length > SAMPLES) this.#samples.shift()
  }

  /** Forget: another gateway answers now. */
  reset(): void {
    this.#samples = []
    this.#isSuspect = false
  }

  /**
   * This device's clock jumped by `stepMs`. It went back because somebody set it, so the offset follows exactly. Perhaps the device only
   * slept while it went forward, and the offset stands; the next sample tells.
   */
  follow(stepMs: number): void {
    this.#isSuspect = true
    if (stepMs < 0) this.#samples = this.#samples.map((offset) => offset - stepMs)
  }

  /** Ms to add to this device's clock. */
  get offsetMs(): number {
    return this.#samples.length === 0 ? 0 : Math.max(...this.#samples)
  }

  now(): number {
    return Date.now() + this.offsetMs
  }
}
