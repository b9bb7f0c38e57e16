/** A new token is asked for this long before the present one ends; of a short one, in its last fifth. */
const RENEW_EARLY_MS = 30_000
const RENEW_SHARE = 0.2
/** After a token could not be had: while the present one is good there is time to ask again. */
const AGAIN_MS = 5_000
/** Timers know no longer time. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Has a token renewed before it ends. */
export class Renewal {
  readonly #renew: () => Promise<void>
  #timer: ReturnType<typeof setTimeout> | undefined
  #isOver = false

  /** @param renew rejects if no token can be had; then it is called again */
  constructor(renew: () => Promise<void>) {
    this.#renew = renew
  }

  in(ms: number): void {
    clearTimeout(this.#timer)
    // A page that refuses its token after the connection has ended must not be asked for ever.
    if (this.#isOver) return
    const renew = () => this.#renew().catch(() => this.in(AGAIN_MS))
    this.#timer = setTimeout(renew, Math.min(ms, LONGEST_TIMER_MS))
  }

  stop(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
  }
}

/** When to ask for another token. @param leftMs of the present one */
export function renewAfterMs(leftMs: number): number {
  return leftMs - Math.min(RENEW_EARLY_MS, leftMs * RENEW_SHARE)
}
