/**
 * Runs a bounded number of jobs at once. Owners take turns, however many jobs one of them has waiting. Every other turn is that of whoever has
 * the fewest waiting: one client with many connections is many owners.
 */
export class FairQueue {
  readonly #atOnce: number
  /** Waiting jobs by owner; the owner whose turn it is comes first. */
  readonly #waiting = new Map<object, (() => void)[]>()
  #underWay = 0
  #isTurnOfFewest = false

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  async run<T>(owner: object, work: () => Promise<T>): Promise<T> {
    if (this.#underWay < this.#atOnce) this.#underWay += 1
    else await this.#turn(owner)
    try {
      return await work()
    } finally {
      this.#next()
    }
  }

  #turn(owner: object): Promise<void> {
    return new Promise((resolve) => {
      const lane = this.#waiting.get(owner)
      if (lane === undefined) this.#waiting.set(owner, [resolve])
      else lane.push(resolve)
    })
  }

  /** Gives the place of one that is done to the next owner, who goes to the end if more of it waits. */
  #next(): void {
    const [first] = this.#waiting
    if (first === undefined) {
      this.#underWay -= 1
      return
    }
    this.#isTurnOfFewest = !this.#isTurnOfFewest
    const [owner, lane] = this.#isTurnOfFewest ? this.#fewest(first) : first
    const goOn = lane.shift()
    this.#waiting.delete(owner)
    if (lane.length > 0) this.#waiting.set(owner, lane)
    goOn?.()
  }

  /** The owner with the fewest jobs; of those the one whose turn comes first. */
  #fewest(first: [object, (() => void)[]]): [object, (() => void)[]] {
    let fewest = first
    for (const each of this.#waiting) if (each[1].length < fewest[1].length) fewest = each
    return fewest
  }
}
