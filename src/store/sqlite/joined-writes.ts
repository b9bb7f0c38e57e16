import { DatabaseUnavailable } from '../../errors.ts'
import type { SqliteConnection } from './connection/connection.ts'

interface Waiting {
  write(): unknown
  resolve(result: unknown): void
  reject(error: unknown): void
}

export interface JoinedWritesOptions {
  readonly connection: SqliteConnection
  /** Told after each commit how many writes it had. */
  onCommit(writes: number): void
  /** Told of each transaction that failed for a reason outside of the process, such as a full disk. */
  onFailure(error: DatabaseUnavailable): void
}

/** A transaction takes no more writes after this long. The others go into the next turn's transaction, so that nobody waits long for the event loop. */
const LONGEST_TURN_MS = 20

/** A commit that takes longer shows a slow disk, such as a memory card. */
const SLOW_COMMIT_MS = 8
/** After a slow commit the next one waits this part of its time. Feeds that were just answered send their next event meanwhile. */
const PAUSE_SHARE = 1 / 8

/**
 * Everything that waits to be written in one turn of the event loop goes into one transaction, and so costs one fsync
 * together. On a slow disk a turn is as long as that fsync, and all that came meanwhile is the next transaction.
 *
 * A write that throws is rolled back with all others, and then each runs alone, so that it fails alone.
 */
export class JoinedWrites {
  readonly #options: JoinedWritesOptions
  #waiting: Waiting[] = []
  /** Cancels the turn that will write what waits. */
  #cancelTurn: (() => void) | undefined
  #lastCommitMs = 0
  #hold: Promise<void> | undefined

  constructor(options: JoinedWritesOptions) {
    this.#options = options
  }

  /** Runs `write` within the next transaction. @returns what it returns, once that is durable */
  run<T>(write: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ write, resolve: resolve as Waiting['resolve'], reject })
      this.#schedule()
    })
  }

  /** Begins no transaction until `until` has settled; writes wait. */
  holdUntil(until: Promise<void>): void {
    const release = () => {
      // Another hold may have followed.
      if (this.#hold !== hold) return
      this.#hold = undefined
      if (this.#waiting.length > 0) this.#schedule()
    }
    const hold: Promise<void> = until.then(release, release)
    this.#hold = hold
    this.#endTurn()
  }

  /** Writes all that waits, now. */
  flush(): void {
    this.#endTurn()
    while (this.#waiting.length > 0) this.#writeTogether()
  }

  #endTurn(): void {
    this.#cancelTurn?.()
    this.#cancelTurn = undefined
  }

  #schedule(): void {
    if (this.#hold !== undefined) return
    if (this.#cancelTurn !== undefined) return
    const write = () => {
      this.#cancelTurn = undefined
      this.#writeTogether()
      if (this.#waiting.length > 0) this.#schedule()
    }
    if (this.#lastCommitMs > SLOW_COMMIT_MS) {
      const turn = setTimeout(write, Math.ceil(this.#lastCommitMs * PAUSE_SHARE))
      this.#cancelTurn = () => clearTimeout(turn)
    } else {
      const turn = setImmediate(write)
      this.#cancelTurn = () => clearImmediate(turn)
    }
  }

  #writeTogether(): void {
    const started: Waiting[] = []
    // A turn full of work says nothing about the disk.
    let commitFrom = 0
    try {
      const results = this.#options.connection.transact(() => {
        const all = this.#start(started)
        commitFrom = performance.now()
        return all
      })
      this.#lastCommitMs = performance.now() - commitFrom
      this.#answer(started, results)
    } catch (error) {
      // The transaction could not begin, so none of those that wait can be written.
      if (started.length === 0) started.push(...this.#waiting.splice(0))
      if (error instanceof DatabaseUnavailable || started.length === 1) this.#refuse(started, error)
      else for (const alone of started) this.#writeAlone(alone)
    }
  }

  /** Takes writes from the queue and runs them, until the turn is over. @param started gets them, also the one that throws */
  #start(started: Waiting[]): unknown[] {
    const results: unknown[] = []
    const deadline = performance.now() + LONGEST_TURN_MS
    do {
      const next = this.#waiting.shift()
      if (next === undefined) break
      started.push(next)
      results.push(next.write())
    } while (performance.now() < deadline)
    return results
  }

  #writeAlone(alone: Waiting): void {
    try {
      this.#answer([alone], [this.#options.connection.transact(alone.write)])
    } catch (error) {
      this.#refuse([alone], error)
    }
  }

  #answer(group: readonly Waiting[], results: readonly unknown[]): void {
    this.#options.onCommit(group.length)
    for (const [index, { resolve }] of group.entries()) resolve(results[index])
  }

  #refuse(group: readonly Waiting[], error: unknown): void {
    if (error instanceof DatabaseUnavailable) this.#options.onFailure(error)
    for (const { reject } of group) reject(error)
  }
}
