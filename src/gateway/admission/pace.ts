import { TokenBucket } from '../../http/token-bucket.ts'

/** Of viewers beyond the rate, this many times the rate are let in to be told when to come back; a plain 503 costs less still. */
const TOLD_FACTOR = 3
/** Nobody is asked to come back sooner: by then there are a few places to spare, for viewers who come early. */
const SOONEST_MS = 200
/** Nobody is asked to come back later. */
const LATEST_MS = 60_000

/**
 * Gives viewers beyond the rate a time to come back, one after another at that rate. So a crowd is in as soon as the rate allows, where
 * guesses of each viewer alone leave places empty.
 */
export class Pace {
  readonly #stepMs: number
  readonly #told: TokenBucket
  /** The last time that was given, on the monotonic clock. */
  #lastAt = 0

  /** @param perSecond viewers that are let in */
  constructor(perSecond: number) {
    this.#stepMs = 1_000 / perSecond
    this.#told = new TokenBucket({ perSecond: TOLD_FACTOR * perSecond, burst: TOLD_FACTOR * perSecond })
  }

  /** After how many ms there is a place; undefined if too many ask. */
  next(): number | undefined {
    const now = performance.now()
    const at = Math.max(this.#lastAt, now + SOONEST_MS) + this.#stepMs
    if (at - now > LATEST_MS || !this.#told.take()) return undefined
    this.#lastAt = at
    return Math.ceil(at - now)
  }
}
