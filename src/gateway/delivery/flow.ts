/** Where a new viewer starts: enough for seconds of updates, little enough to notice soon that it is slow. */
const INITIAL_WINDOW = 16 * 1024
/** Enough for 600 KB a second over a path of 200 ms. */
const MAX_WINDOW = 128 * 1024
/** Lets one newest state through at a time. */
const MIN_WINDOW = 1_024
/** A probe for each quarter of the window, so that progress shows long before the window is full. */
const PROBES_PER_WINDOW = 4

/** What is on its way should arrive within this time; a probe that takes longer closes the window. */
const TARGET_MS = 1_500

/** Probes are numbered 0 to 255. At most half as many are on their way, so that it is clear which one a pong answers. */
const NUMBERS = 256
const MAX_PROBES = NUMBERS / 2

interface Probe {
  readonly number: number
  /** Bytes that were sent since the probe before. */
  readonly bytes: number
  readonly sentAt: number
}

/**
 * How much is on its way to one viewer, and how much may be.
 *
 * What the operating system has taken is not what the viewer has taken: the kernel holds megabytes for one that reads nothing,
 * and all of it has to pass before anything new. So pings go along with the data as probes; their pongs come back when the viewer
 * has read that far. The window of unconfirmed bytes follows how fast they do. Pings carry numbers, because a viewer may answer
 * only the latest of several (RFC 6455, section 5.5.3).
 */
export class Flow {
  // All of these stay whole numbers, which V8 keeps in the object; a fraction would be one more cache miss per viewer and update.
  #window = INITIAL_WINDOW
  #unconfirmed = 0
  #sinceProbe = 0
  #isProbeWanted = false
  /** Probes that are on their way, oldest first. */
  readonly #probes: Probe[] = []
  #nextNumber = 0
  #progressAt = 0

  sent(bytes: number): void {
    this.#unconfirmed += bytes
    this.#sinceProbe += bytes
  }

  /** A ping should follow what was sent. */
  get isProbeDue(): boolean {
    const isDue = this.#isProbeWanted || this.#sinceProbe >= this.#window / PROBES_PER_WINDOW
    return isDue && this.#probes.length < MAX_PROBES
  }

  /** Asks for a ping behind whatever is sent next. */
  wantProbe(): void {
    this.#isProbeWanted = true
  }

  /** A ping is sent after everything else. @returns its number */
  probed(at: number): number {
    const number = this.#nextNumber
    this.#nextNumber = (number + 1) % NUMBERS
    this.#probes.push({ number, bytes: this.#sinceProbe, sentAt: at })
    this.#sinceProbe = 0
    this.#isProbeWanted = false
    return number
  }

  /** A pong came: the viewer has read everything before that probe. @returns false if no such probe is on its way */
  confirmed(number: number | undefined, at: number): boolean {
    const index = this.#probes.findIndex((probe) => probe.number === number)
    const answered = this.#probes.splice(0, index + 1)
    const probe = answered.at(-1)
    if (probe === undefined) return false
    for (const { bytes } of answered) this.#unconfirmed -= bytes
    this.#progressAt = at
    const tookMs = Math.max(1, at - probe.sentAt)
    // At least these bytes have passed in that time: the viewer reads at least that fast.
    const carries = Math.floor((probe.bytes / tookMs) * TARGET_MS)
    if (tookMs > TARGET_MS) this.#window = Math.max(MIN_WINDOW, this.#window >> 1)
    else this.#window = Math.max(this.#window, Math.min(MAX_WINDOW, carries))
    return true
  }

  /** Opens the window for an answer that the viewer asked for, which may be larger than the window. */
  allow(bytes: number): void {
    this.#window = Math.max(this.#window, this.#unconfirmed + bytes + INITIAL_WINDOW)
  }

  /** How many bytes may be on their way: fewer than at first to a viewer that has shown that it reads slowly. */
  protected get window(): number {
    return this.#window
  }

  get isFull(): boolean {
    return this.#unconfirmed > this.#window
  }

  /** There is space for a newest state: what was sent before has arrived, or nearly. */
  get isOpen(): boolean {
    return this.#unconfirmed <= this.#window / 2
  }

  /** Since when nothing has been confirmed that could have been; undefined if no probe is on its way. */
  get waitingSince(): number | undefined {
    const oldest = this.#probes[0]
    return oldest && Math.max(oldest.sentAt, this.#progressAt)
  }
}
