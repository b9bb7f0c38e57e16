/** Where a new viewer starts: enough for seconds of updates, little enough to notice soon that it is slow. */
const INITIAL_WINDOW = 16 * 1024
/** Enough for 600 KB a second over a path of 200 ms. */
const MAX_WINDOW = 128 * 1024
/** One state at a time. */
const MIN_WINDOW = 1_024
/** A probe every so many parts of the window, so that progress shows long before the window is full. */
const PROBES_PER_WINDOW = 4

/** What is on its way should arrive within this time; a probe that takes longer closes the window. */
const TARGET_MS = 1_500

/**
 * How much is on its way to one viewer, and how much may be.
 *
 * What the operating system has taken is not what the viewer has taken: the kernel holds megabytes for one that reads nothing,
 * and all of it has to pass before anything new. So pings go along with the data as probes; their pongs come back when the viewer
 * has read that far. The window of unconfirmed bytes follows how fast they do.
 */
export class Flow {
  #window = INITIAL_WINDOW
  #unconfirmed = 0
  #sinceProbe = 0
  /** Probes on their way, oldest first: how much went before each, and when it was sent. */
  #probes: { readonly bytes: number; readonly sentAt: number }[] = []

  /** @returns true if a ping should follow now */
  sent(bytes: number): boolean {
    this.#unconfirmed += bytes
    this.#sinceProbe += bytes
    return this.#sinceProbe >= this.#window / PROBES_PER_WINDOW
  }

  /** A ping was sent after everything else. */
  probed(at: number): void {
    this.#probes.push({ bytes: this.#sinceProbe, sentAt: at })
    this.#sinceProbe = 0
  }

  /** A pong came: the viewer has read everything before the oldest probe. */
  confirmed(at: number): void {
    const probe = this.#probes.shift()
    if (probe === undefined) return // a pong that nobody asked for is allowed, and says nothing
    this.#unconfirmed -= probe.bytes
    const tookMs = Math.max(1, at - probe.sentAt)
    // At least so much has passed in that time, so at least that fast the viewer reads.
    const carries = (probe.bytes / tookMs) * TARGET_MS
    if (tookMs > TARGET_MS) this.#window = Math.max(MIN_WINDOW, this.#window / 2)
    else this.#window = Math.max(this.#window, Math.min(MAX_WINDOW, carries))
  }

  /** An answer that the viewer asked for may be larger than the window; it opens the window for itself. */
  allow(bytes: number): void {
    this.#window = Math.max(this.#window, this.#unconfirmed + bytes + INITIAL_WINDOW)
  }

  get isFull(): boolean {
    return this.#unconfirmed > this.#window
  }

  /** Room for a newest state: what was sent before has arrived, or nearly. */
  get isOpen(): boolean {
    return this.#unconfirmed <= this.#window / 2
  }

  /** When the oldest unanswered probe was sent; undefined if none is on its way. */
  get waitingSince(): number | undefined {
    return this.#probes[0]?.sentAt
  }
}
