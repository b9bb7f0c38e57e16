/** Opens a few at once; the others wait in the order they came. */
export class OpeningQueue {
  readonly #atOnce: number
  /** Each tells one opening that waits whether it has a slot now. */
  readonly #waiting = new Set<(hasSlot: boolean) => void>()
  #underWay = 0

  /** @param atOnce how many may be under way; more would only queue in the database's pool */
  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  /**
   * Runs `open` as soon as there is a slot for it.
   *
   * @param patienceMs how long it may wait for that
   * @returns 'unavailable' if there was no slot in time, or the queue was closed meanwhile; `open` is not called then
   */
  async run<T>(patienceMs: number, open: () => Promise<T>): Promise<T | 'unavailable'> {
    const hasSlot = this.#enter(patienceMs)
    if (hasSlot !== true && !(await hasSlot)) return 'unavailable'
    try {
      return await open()
    } finally {
      this.#leave()
    }
  }

  /** Answers 'unavailable' to all that wait. */
  close(): void {
    for (const answer of this.#waiting) answer(false)
  }

  #enter(patienceMs: number): true | Promise<boolean> {
    if (this.#underWay < this.#atOnce) {
      this.#underWay += 1
      return true
    }
    return new Promise((resolve) => {
      const answer = (hasSlot: boolean) => {
        clearTimeout(timer)
        this.#waiting.delete(answer)
        resolve(hasSlot)
      }
      const timer = setTimeout(answer, patienceMs, false)
      this.#waiting.add(answer)
    })
  }

  /** Gives its slot to the next that waits. */
  #leave(): void {
    const [next] = this.#waiting
    if (next === undefined) this.#underWay -= 1
    else next(true)
  }
}
