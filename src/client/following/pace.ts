/** Requests that become due within this time after the last one go out together, or cancel each other out. */
const FLUSH_INTERVAL_MS = 150
/**
 * What one message costs. A viewer may send 100 messages ahead and then one every 50 ms; the server closes for good on a
 * viewer that sends more.
 */
const MESSAGE_MS = 75
/** The client sends at most 40 messages ahead of that. */
const CREDIT_MS = 3_000

const LONG_AGO = -1e9

/** Decides when to send: at once after a pause, and never so often that the server takes the client for an attacker. */
export class Pace {
  readonly #send: () => void
  #isDue = false
  #timer: ReturnType<typeof setTimeout> | undefined
  // Both are times of the monotonic clock: if the wall clock were put back by an hour, the client would wait for an hour.
  #sentAt = LONG_AGO
  /** When all messages that were sent are paid for. */
  #evenAt = LONG_AGO

  /** @param send reports each message that it sends by `sent` */
  constructor(send: () => void) {
    this.#send = send
  }

  /** There is something to send. What a page asks for in one turn of the event loop goes together. */
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

  /** The server counts something as this many messages. */
  charge(messages: number): void {
    this.#evenAt = Math.max(this.#evenAt, performance.now()) + messages * MESSAGE_MS
  }

  /** A new connection owes nothing, and does not wait for what the last one owed. */
  reset(): void {
    this.#isDue = false
    clearTimeout(this.#timer)
    this.#evenAt = LONG_AGO
  }

  /** Sends nothing any more. */
  end(): void {
    // `soon` does nothing while something is due.
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
