/** The server remembers for 2 s that a match does not exist, so asking sooner brings nothing new. */
const FIRST_WAIT_MS = 2_000
/** A page may stand open for hours before its match is created. */
const LONGEST_WAIT_MS = 15_000

export interface MissingMatchesOptions {
  /** Spreads the viewers who wait for one match. A number from 0 up to 1. */
  readonly random: () => number
  /** It may exist by now: ask for it. */
  readonly onDue: (match: string) => void
}

interface Missing {
  readonly times: number
  readonly timer: ReturnType<typeof setTimeout>
}

/** Matches that did not exist when they were asked for. Each is asked for again after a while, ever more seldom. */
export class MissingMatches {
  readonly #options: MissingMatchesOptions
  readonly #byName = new Map<string, Missing>()

  constructor(options: MissingMatchesOptions) {
    this.#options = options
  }

  has(match: string): boolean {
    return this.#byName.has(match)
  }

  /** The server says that it does not exist. */
  add(match: string): void {
    const before = this.#byName.get(match)
    clearTimeout(before?.timer)
    const times = (before?.times ?? 0) + 1
    const timer = setTimeout(() => this.#options.onDue(match), missingWaitMs(times, this.#options.random()))
    this.#byName.set(match, { times, timer })
  }

  /** It exists, or nobody needs it any more. */
  delete(match: string): void {
    clearTimeout(this.#byName.get(match)?.timer)
    this.#byName.delete(match)
  }

  close(): void {
    for (const match of this.#byName.keys()) this.delete(match)
  }
}

/**
 * How long to wait after the server has said `times` times in a row that a match does not exist, in ms: at least half of a limit that
 * doubles, because viewers who come together must not come back together, nor at once.
 *
 * @param random a number from 0 up to 1
 */
export function missingWaitMs(times: number, random: number): number {
  const limit = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (times - 1))
  return (limit * (1 + random)) / 2
}
