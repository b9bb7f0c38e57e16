import { Batch } from './batch.ts'

/** A viewer that frames are owed to. It holds its own place in the tree of owed frames. */
export interface Recipient {
  owed: Batch | undefined
  /** False if what it is owed cannot be written any more. */
  readonly isReachable: boolean
  /** Writes what is owed. Must not throw. */
  flush(): void
}

/** What one turn came to, told when all of it is written. */
export interface Served {
  readonly deliveries: number
  /** From the first frame that was owed until the last write. */
  readonly tookMs: number
  /** The `at` of each update in it, up to `MAX_TIMES`. */
  readonly times: readonly number[]
  /** Those of them that somebody follows. Absent if there are none. */
  readonly traces?: readonly TracedUpdate[]
}

/** An update that came with a trace. */
export interface TracedUpdate {
  /** W3C `traceparent` */
  readonly trace: string
  readonly match: string
  readonly seq: number
  /** When this gateway heard of it, by its own clock. */
  readonly heardAt: number
}

/** The most updates of one turn whose delay is measured. */
const MAX_TIMES = 256

interface Turn {
  startedAt: number
  readonly times: number[]
  traces: readonly TracedUpdate[] | undefined
}

function newTurn(): Turn {
  return { startedAt: 0, times: [], traces: undefined }
}

/** Writes per turn: at some 10 µs each, pings, joins and other matches wait some 1.5 ms at most. */
const SLICE = 128
/**
 * Check `isReachable` for this many recipients before writing to any of them: the memory of a big crowd is in no cache, and the
 * processor fetches it for several at once in a plain loop, but for one at a time between system calls. Saves some 0.2 µs of the 10
 * that a delivery takes.
 */
const CHECKED_AT_ONCE = 32

/**
 * Joins everything that viewers are owed in one turn of the event loop into one write each. `setImmediate`, because a timer of
 * 0 waits a millisecond and runs before the next reads; a big crowd is served in slices, so nothing else has to wait for it.
 */
export class Outbox {
  /** The tree of frames owed now. It holds them all in memory, so it lives only until its recipients are served. */
  #start = new Batch()
  #recipients: Recipient[] = []
  /** Recipients of the tree before, who are being served. What they are owed meanwhile goes into the next tree. */
  #serving: Recipient[] = []
  #next = 0
  #isScheduled = false
  readonly #onServed: ((served: Served) => void) | undefined
  /** Recipients of the tree that is being built, and of the one that is being served. */
  #building = newTurn()
  #beingServed = this.#building
  #deliveries = 0

  /** @param onServed told once a turn, however many viewers it had */
  constructor(onServed?: (served: Served) => void) {
    this.#onServed = onServed
  }

  /** Notes when an update that is owed in this turn was accepted; nothing if nobody is owed anything. */
  mark(at: number, traced?: TracedUpdate): void {
    const { times } = this.#building
    if (this.#recipients.length === 0 || times.length >= MAX_TIMES) return
    times.push(at)
    if (traced !== undefined) this.#building.traces = [...(this.#building.traces ?? []), traced]
  }

  owe(recipient: Recipient, frame: Buffer): void {
    if (recipient.owed === undefined) {
      recipient.owed = this.#start.with(frame)
      if (this.#recipients.length === 0) this.#building.startedAt = performance.now()
      this.#recipients.push(recipient)
      if (!this.#isScheduled) this.#schedule()
    } else {
      recipient.owed = recipient.owed.with(frame)
    }
  }

  #schedule(): void {
    this.#isScheduled = true
    setImmediate(this.#flush)
  }

  #flush = (): void => {
    this.#isScheduled = false
    if (this.#serving.length === 0) {
      this.#serving = this.#recipients
      this.#recipients = []
      this.#start = new Batch()
      this.#beingServed = this.#building
      this.#building = newTurn()
    }
    const end = this.#next + SLICE
    for (; this.#next < end; this.#next += CHECKED_AT_ONCE) {
      const reachable = this.#serving
        .slice(this.#next, this.#next + CHECKED_AT_ONCE)
        .filter(({ isReachable }) => isReachable)
      for (const recipient of reachable) recipient.flush()
      this.#deliveries += reachable.length
    }
    if (this.#next >= this.#serving.length) {
      this.#serving = []
      this.#next = 0
      this.#tell()
    }
    if (this.#serving.length > 0 || this.#recipients.length > 0) this.#schedule()
  }

  #tell(): void {
    const { startedAt, times, traces } = this.#beingServed
    this.#onServed?.({
      deliveries: this.#deliveries,
      tookMs: performance.now() - startedAt,
      times,
      ...(traces && { traces }),
    })
    this.#deliveries = 0
  }
}
