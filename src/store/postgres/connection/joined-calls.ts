import { DatabaseUnavailable } from '../../../errors.ts'
import { Contended } from '../../database.ts'

export interface JoinedCallsOptions<Item, Result> {
  /** Runs a group as one statement. @returns a result for each, in their order; all of it happened, or nothing */
  runTogether(items: readonly Item[]): Promise<readonly Result[]>
  /** Two calls of one key never run together. */
  keyOf(item: Item): string
  /** How much work it is, in rows. Default: 1. */
  sizeOf?(item: Item): number
}

interface Waiting<Item, Result> {
  readonly item: Item
  resolve(result: Result): void
  reject(error: unknown): void
}

const MAX_GROUP = 64
/** The most rows of a group. A call with more, such as a part of a long timeline, runs alone, and no group waits for it. */
const MAX_ROWS = 900
/** A group that takes longer, for instance because another process has locked a row of it, no longer holds up the next. */
const LONGEST_WAIT_MS = 15

/**
 * Calls that come in one turn of the event loop, or while others run, are one statement together: fewer and larger groups cost less. A
 * group that the database refuses (a violated constraint, a deadlock, a lock of others) is run again one by one, so that each fails alone.
 */
export class JoinedCalls<Item, Result> {
  readonly #options: JoinedCallsOptions<Item, Result>
  #waiting: Waiting<Item, Result>[] = []
  /** The next group waits for one that runs. */
  #isBusy = false
  #start: NodeJS.Immediate | undefined

  constructor(options: JoinedCallsOptions<Item, Result>) {
    this.#options = options
  }

  run(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#isBusy) return
    this.#start ??= setImmediate(() => {
      this.#start = undefined
      void this.#runGroup(this.#takeGroup())
    })
  }

  #takeGroup(): Waiting<Item, Result>[] {
    const group = new Map<string, Waiting<Item, Result>>()
    const later: Waiting<Item, Result>[] = []
    let rows = 0
    for (const call of this.#waiting) {
      const key = this.#options.keyOf(call.item)
      const size = this.#sizeOf(call)
      const fits = group.size === 0 || (group.size < MAX_GROUP && rows + size <= MAX_ROWS)
      if (!fits || group.has(key)) {
        later.push(call)
      } else {
        group.set(key, call)
        rows += size
      }
    }
    this.#waiting = later
    return [...group.values()]
  }

  #sizeOf({ item }: Waiting<Item, Result>): number {
    return this.#options.sizeOf?.(item) ?? 1
  }

  async #runGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    this.#isBusy = true
    let isWaitedFor = true
    const release = () => {
      if (!isWaitedFor) return
      isWaitedFor = false
      this.#isBusy = false
      if (this.#waiting.length > 0) this.#schedule()
    }
    const isLarge = group.some((call) => this.#sizeOf(call) > MAX_ROWS)
    const patience = setTimeout(release, isLarge ? 0 : LONGEST_WAIT_MS)
    try {
      await this.#answer(group)
    } catch (error) {
      const isAway = error instanceof DatabaseUnavailable && !(error instanceof Contended)
      if (isAway || group.length === 1) for (const { reject } of group) reject(error)
      else for (const alone of group) await this.#answer([alone]).catch(alone.reject)
    } finally {
      clearTimeout(patience)
      release()
    }
  }

  async #answer(group: readonly Waiting<Item, Result>[]): Promise<void> {
    const results = await this.#options.runTogether(group.map(({ item }) => item))
    for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result)
  }
}
