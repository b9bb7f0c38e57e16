import { Batch } from './batch.ts'

/** Something that frames are owed to; it keeps its own place. */
export interface Debtor {
  owed: Batch | undefined
  /** False if what it is owed cannot be written any more. */
  readonly isReachable: boolean
  /** Writes what is owed. Must not throw. */
  settle(): void
}

/** Writes per turn: at some 10 µs each, pings, joins and other matches wait some 1.5 ms at most. */
const SLICE = 128
/**
 * Who is there is asked of so many in a row: the memory of a big crowd is in no cache, and the processor fetches it for several at
 * once, but for one at a time between system calls. Some 0.2 µs of the 10 that a delivery takes.
 */
const LOOKED_AT_ONCE = 32

/**
 * Joins everything that viewers are owed in one turn of the event loop into one write each. `setImmediate`, because a timer of
 * 0 waits a millisecond and runs before the next reads; a big crowd is served in slices, so nothing else has to wait for it.
 */
export class Outbox {
  /** The tree of what is owed now; it holds every frame in it, so it lives no longer than until its debtors are served. */
  #start = new Batch()
  #debtors: Debtor[] = []
  /** Of the tree before, being served; who is owed more meanwhile, is owed it in the next. */
  #serving: Debtor[] = []
  #next = 0
  #isScheduled = false

  owe(debtor: Debtor, frame: Buffer): void {
    if (debtor.owed === undefined) {
      debtor.owed = this.#start.with(frame)
      this.#debtors.push(debtor)
      if (!this.#isScheduled) this.#schedule()
    } else {
      debtor.owed = debtor.owed.with(frame)
    }
  }

  #schedule(): void {
    this.#isScheduled = true
    setImmediate(this.#settle)
  }

  #settle = (): void => {
    this.#isScheduled = false
    if (this.#serving.length === 0) {
      this.#serving = this.#debtors
      this.#debtors = []
      this.#start = new Batch()
    }
    const end = this.#next + SLICE
    for (; this.#next < end; this.#next += LOOKED_AT_ONCE) {
      const reachable = this.#serving
        .slice(this.#next, this.#next + LOOKED_AT_ONCE)
        .filter(({ isReachable }) => isReachable)
      for (const debtor of reachable) debtor.settle()
    }
    if (this.#next >= this.#serving.length) {
      this.#serving = []
      this.#next = 0
    }
    if (this.#serving.length > 0 || this.#debtors.length > 0) this.#schedule()
  }
}
