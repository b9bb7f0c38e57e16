const KEY = 'touchline.tv-delay-ms'

/** The delays that a viewer may choose, in seconds. */
export const TV_DELAYS_S: readonly number[] = [0, 15, 30, 60]

/** How much later this viewer wants to see everything, because their television is late. The browser keeps it for the next visit. */
export class TvDelay {
  #ms = readKept()

  get ms(): number {
    return this.#ms
  }

  set ms(ms: number) {
    this.#ms = ms
    try {
      localStorage.setItem(KEY, String(ms))
    } catch {
      // The browser forbids storage: the delay is lost when the page closes.
    }
  }
}

function readKept(): number {
  try {
    const ms = Number(localStorage.getItem(KEY))
    return TV_DELAYS_S.includes(ms / 1_000) ? ms : 0
  } catch {
    return 0
  }
}
