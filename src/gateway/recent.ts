/** A rate over less time than this says little. */
const MIN_SAMPLE_MS = 1_000
const WINDOW_MS = 15_000

/** How fast totals grow now, for people who look: since the sample before, a second or more ago. */
export class RecentRates<Name extends string> {
  readonly #read: () => Readonly<Record<Name, number>>
  #before: { readonly totals: Readonly<Record<Name, number>>; readonly at: number }
  #rates: Readonly<Record<Name, number>>

  /** @param read the totals, which only grow */
  constructor(read: () => Readonly<Record<Name, number>>) {
    this.#read = read
    this.#before = { totals: read(), at: performance.now() }
    this.#rates = this.#since(this.#before.totals, 1)
  }

  /** A second. */
  get perSecond(): Readonly<Record<Name, number>> {
    const now = performance.now()
    const seconds = (now - this.#before.at) / 1_000
    if (seconds * 1_000 >= MIN_SAMPLE_MS) {
      const totals = this.#read()
      this.#rates = this.#since(totals, seconds)
      this.#before = { totals, at: now }
    }
    return this.#rates
  }

  #since(totals: Readonly<Record<Name, number>>, seconds: number): Record<Name, number> {
    const rate = (name: Name) => (totals[name] - this.#before.totals[name]) / seconds
    const names = Object.keys(totals) as Name[]
    return Object.fromEntries(names.map((name) => [name, rate(name)])) as Record<Name, number>
  }
}

/** The greatest value that was noted in the last 15 to 30 s. */
export class RecentWorst {
  #began = performance.now()
  #current = 0
  #last = 0

  note(value: number): void {
    this.#turn()
    if (value > this.#current) this.#current = value
  }

  get worst(): number {
    this.#turn()
    return Math.max(this.#current, this.#last)
  }

  #turn(): void {
    const windows = Math.floor((performance.now() - this.#began) / WINDOW_MS)
    if (windows === 0) return
    this.#last = windows === 1 ? this.#current : 0
    this.#current = 0
    this.#began += windows * WINDOW_MS
  }
}
