/** Short: a match may be created at any time, and a viewer who came too early asks again. */
const REMEMBERED_MS = 2_000
const MAX_REMEMBERED = 10_000

/** Matches that the database did not have a moment ago: asking for one again costs the database nothing. */
export class UnknownMatches {
  /** Until when by match, on the monotonic clock; the oldest first. */
  readonly #until = new Map<string, number>()

  get size(): number {
    return this.#until.size
  }

  has(match: string): boolean {
    const until = this.#until.get(match)
    return until !== undefined && performance.now() < until
  }

  remember(match: string): void {
    const now = performance.now()
    this.#until.delete(match)
    this.#until.set(match, now + REMEMBERED_MS)
    for (const [oldest, until] of this.#until) {
      if (now < until && this.#until.size <= MAX_REMEMBERED) break
      this.#until.delete(oldest)
    }
  }

  forget(match: string): void {
    this.#until.delete(match)
  }
}
