export interface LoadGuardOptions {
  /** 0 = never closes. */
  readonly limit: number
  /** The guard opens below this part of the limit, so that one viewer more or less does not flap it. */
  readonly reopenShare: number
  /** The observations in a row that it takes to close or open. */
  readonly samples: number
}

/** Closes while a measure stays above its limit, and opens when it stays well below it again. */
export class LoadGuard {
  readonly #options: LoadGuardOptions
  #isClosed = false
  /** Observations in a row that ask for the other state. */
  #against = 0

  constructor(options: LoadGuardOptions) {
    this.#options = options
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  observe(value: number): void {
    const { limit, reopenShare, samples } = this.#options
    if (limit === 0) return
    const isAgainst = this.#isClosed ? value < limit * reopenShare : value > limit
    this.#against = isAgainst ? this.#against + 1 : 0
    if (this.#against < samples) return
    this.#isClosed = !this.#isClosed
    this.#against = 0
  }
}
