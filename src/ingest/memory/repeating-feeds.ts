const MAX_MATCHES = 1_000

/**
 * Matches of which a feed lately sent an event again. What comes for them is looked up before it is written. Of all others it is written as new,
 * which saves a read; and if it was not new after all, nothing was written, and it is looked up then.
 */
export class RepeatingFeeds {
  /** The oldest is first. */
  readonly #matches = new Set<string>()

  has(match: string): boolean {
    return this.#matches.has(match)
  }

  /** Something that was taken for new was refused. */
  add(match: string): void {
    this.#matches.delete(match)
    this.#matches.add(match)
    if (this.#matches.size > MAX_MATCHES) this.#matches.delete(this.#matches.values().next().value as string)
  }

  /** All that came was new. */
  remove(match: string): void {
    this.#matches.delete(match)
  }
}
