const MAX_MATCHES = 1_000

/**
 * Matches of which a feed lately sent an event again. Their events are looked up before they are written. Events of all other matches are written
 * as new, which saves a read; if one was not new after all, nothing was written, and all are looked up then.
 */
export class RepeatingFeeds {
  /** The oldest is first. */
  readonly #matches = new Set<string>()

  has(match: string): boolean {
    return this.#matches.has(match)
  }

  /** An event that was taken for new was not. */
  add(match: string): void {
    this.#matches.delete(match)
    this.#matches.add(match)
    if (this.#matches.size > MAX_MATCHES) this.#matches.delete(this.#matches.values().next().value as string)
  }

  /** All events that came were new. */
  remove(match: string): void {
    this.#matches.delete(match)
  }
}
