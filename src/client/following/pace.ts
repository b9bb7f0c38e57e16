/** What is asked for within this time after the last messages goes out together, or cancels out. */
const FLUSH_INTERVAL_MS = 150
/** What one message costs. The server gives one back every 50 ms; it closes for good when a viewer has used up its 100. */
const MESSAGE_MS = 75
/** How far sending may be ahead of that: 40 messages. */
const CREDIT_MS = 3_000

/** Says when it is time to send: at once after a pause, and never so often that the server takes it for an attack. */
export class Pace {
  readonly #send: () => void
  #isDue = false
  #timer: ReturnType<typeof setTimeout> | undefined
  // Of a clock that nobody sets: an hour back would be an hour of waiting.
  #sentAt = Number.NEGATIVE_INFINITY
  /** When everything that was sent will have been earned. */
  #evenAt = Number.NEGATIVE_INFINITY

  /** @param send tells of each message by `sent` */
  constructor(send: () => void) {
    this.#send = send
  }

  /** There is something to send. All of one turn of the page goes together. */
  soon(): void {
    if (this.#isDue) return
    this.#isDue = true
    const waitMs = this.#waitMs
    if (waitMs > 0) this.#timer = setTimeout(this.#fire, waitMs)
    else queueMicrotask(this.#fire)
  }

  sent(): void {
    this.#sentAt = performance.now()
    this.charge(1)
  }

  /** What the server counts as so many messages. */
  charge(messages: number): void {
    this.#evenAt = Math.max(this.#evenAt, performance.now()) + messages * MESSAGE_MS
  }

  /** A new connection owes nothing. */
  reset(): void {
    this.#evenAt = Number.NEGATIVE_INFINITY
  }

  /** For good: as if something were due for ever. */
  end(): void {
    this.#isDue = true
    clearTimeout(this.#timer)
  }

  get #waitMs(): number {
    return Math.max(this.#sentAt + FLUSH_INTERVAL_MS, this.#evenAt - CREDIT_MS) - performance.now()
  }

  readonly #fire = (): void => {
    this.#isDue = false
    // Something may have been charged meanwhile.
    if (this.#waitMs > 0) this.soon()
    else this.#send()
  }
}
