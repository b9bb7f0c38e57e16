import type { FeedHealth } from '../protocol/messages.ts'
import type { SourceLifeStore } from '../store/source-life.ts'

export interface SilentFeedsOptions {
  readonly sources: Pick<SourceLifeStore, 'readStaleMatches'>
  /** The matches that somebody watches here. */
  matches(): Iterable<string>
  /** The database's clock. */
  now(): number
  /** Told of each match whose feed has become silent, or is heard again. */
  onChange(changes: ReadonlyMap<string, FeedHealth>): void
  onFailure(error: Error): void
}

const LOOK_MS = 2_000

/**
 * `[H7]` Which of the matches that are watched here have a silent feed. The database knows; while it cannot be asked, nothing changes.
 * Nearly always no feed is silent, and then a look is one small query.
 */
export class SilentFeeds {
  readonly #options: SilentFeedsOptions
  #stale: ReadonlyMap<string, number> = new Map()
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: SilentFeedsOptions) {
    this.#options = options
    this.#schedule()
  }

  /** Since when the feed of a match is stale; undefined while it is not. */
  staleSince(match: string): number | undefined {
    return this.#stale.get(match)
  }

  async #look(): Promise<void> {
    const found = await this.#options.sources.readStaleMatches([...this.#options.matches()])
    const before = this.#stale
    this.#stale = new Map(found.map(({ match, at }) => [match, at]))
    const changes = new Map<string, FeedHealth>()
    for (const [match, at] of this.#stale) if (before.get(match) !== at) changes.set(match, { health: 'stale', at })
    for (const match of before.keys()) {
      if (!this.#stale.has(match)) changes.set(match, { health: 'live', at: this.#options.now() })
    }
    if (changes.size > 0) this.#options.onChange(changes)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      this.#look()
        .catch((error: unknown) => {
          if (!this.#isClosed) this.#options.onFailure(error as Error)
        })
        .finally(() => {
          if (!this.#isClosed) this.#schedule()
        })
    }, LOOK_MS).unref()
  }
}
