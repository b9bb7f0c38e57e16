import { bytesOf } from '../../match/json-text.ts'
import type { ShadowUpdate } from '../../store/match-store.ts'
import type { DraftFold } from './draft-fold.ts'
import { type Logged, toLoggedUpdate } from './logged-update.ts'

/** An update before it has its place in the log. It leads to the state of the fold. */
export type NewUpdate = Omit<Logged, 'match' | 'seq' | 'at' | 'after'>

/** The updates that a draft has made, by seq: what viewers will be told. */
export class DraftLog {
  readonly updates: ShadowUpdate[] = []
  readonly #fold: DraftFold
  readonly #at: number
  #seq: number
  #mostStateBytes: number
  /** Makes the last update once more. Defined while the state after that update has not been folded. */
  #makeAgain: (() => NewUpdate) | undefined

  /** @param at of all its updates */
  constructor(fold: DraftFold, seq: number, at: number) {
    this.#fold = fold
    this.#seq = seq
    this.#at = at
    this.#mostStateBytes = bytesOf(fold.reduced.state)
  }

  /** Of the last update. */
  get seq(): number {
    return this.#seq
  }

  /** A bound on every state of the draft, in bytes of JSON: the state it began with and all patches since, so that no state is looked at. */
  get mostStateBytes(): number {
    return this.#mostStateBytes
  }

  /** @param isFolded false if the state after the update will be folded later: then `finish` makes the update once more */
  add(make: () => NewUpdate, isFolded = true): void {
    this.#append(make())
    this.#makeAgain = isFolded ? undefined : make
  }

  /** The last update leads to the state after everything that was changed. */
  async finish(): Promise<void> {
    const make = this.#makeAgain
    if (make === undefined) return
    this.#makeAgain = undefined
    await this.#fold.foldChanged()
    this.updates.pop()
    this.#seq -= 1
    this.#append(make())
  }

  /** Call after the state has changed without an update. */
  measureState(): void {
    this.#mostStateBytes = bytesOf(this.#fold.reduced.state)
  }

  #append(update: NewUpdate): void {
    const after = this.#fold.amend({ updatedAt: this.#at })
    this.#seq += 1
    const logged = toLoggedUpdate({ ...update, match: after.match, seq: this.#seq, at: this.#at, after })
    this.updates.push({ ...logged, score: after.score })
    // The patch has every part of the state that is new.
    this.#mostStateBytes += Buffer.byteLength(logged.wire)
  }
}
