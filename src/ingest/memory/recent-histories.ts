import type { History } from '../../match/history.ts'
import type { StoredMatch } from '../../store/match-store.ts'

/** The most events of all remembered histories together. An event takes up to 3 KB, in cricket, where each has its own state. */
const MAX_EVENTS_REMEMBERED = 20_000

interface Remembered {
  readonly epoch: string
  readonly version: number
  readonly history: History
}

/**
 * Histories of the matches that were corrected last, so that the next correction need not read and fold the match again. A
 * history is valid only for the version of the match it was made of. Whoever takes one owns it, because changes are tried on
 * it; it is remembered again, for the new version, only once those changes are written.
 */
export class RecentHistories {
  /** The oldest is first. */
  readonly #histories = new Map<string, Remembered>()
  #events = 0

  take({ match, epoch, version }: StoredMatch): History | undefined {
    const remembered = this.#histories.get(match)
    if (remembered === undefined) return undefined
    this.#forget(match, remembered)
    return remembered.epoch === epoch && remembered.version === version ? remembered.history : undefined
  }

  remember({ match, epoch, version }: StoredMatch, history: History): void {
    const before = this.#histories.get(match)
    if (before !== undefined) this.#forget(match, before)
    this.#histories.set(match, { epoch, version, history })
    this.#events += history.size
    for (const [oldest, remembered] of this.#histories) {
      if (this.#events <= MAX_EVENTS_REMEMBERED) return
      this.#forget(oldest, remembered)
    }
  }

  #forget(match: string, { history }: Remembered): void {
    this.#histories.delete(match)
    this.#events -= history.size
  }
}
