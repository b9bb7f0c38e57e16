/** The most feeds that are shown one by one, each as a time series. The feed that was silent for longest is forgotten first. */
const MAX_FEEDS = 500

/** When each feed last sent an event that was recorded here, since this replica runs. */
export class FeedAges {
  /** Silent for longest first; by the monotonic clock, in ms. */
  readonly #heardAt = new Map<string, number>()

  heard(feed: string): void {
    this.#heardAt.delete(feed)
    this.#heardAt.set(feed, performance.now())
    if (this.#heardAt.size <= MAX_FEEDS) return
    const [oldest] = this.#heardAt.keys()
    this.#heardAt.delete(oldest as string)
  }

  /** How long ago, in seconds, by feed. */
  *seconds(): Generator<readonly [string, number]> {
    const now = performance.now()
    for (const [feed, at] of this.#heardAt) yield [feed, (now - at) / 1_000]
  }
}
