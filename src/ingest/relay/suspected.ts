import type { Suspect } from '../../bus/suspects.ts'
import { sideBySide } from '../side-by-side.ts'
import { Histories, type HistoriesOptions } from './histories.ts'

/** Matches that are mended at once. */
const MENDED_AT_ONCE = 8

/** Matches that may have another history on the bus, or at a gateway, than in the database. */
export class Suspected {
  /** With a place if a gateway has seen the match there. */
  readonly #matches = new Map<string, Suspect | undefined>()
  readonly #histories: Histories

  constructor(options: HistoriesOptions) {
    this.#histories = new Histories(options)
  }

  add(match: string, seen?: Suspect): void {
    this.#matches.set(match, seen)
  }

  /** Mends them. Those that could not be mended are tried again the next time. */
  async mend(isOver: () => boolean): Promise<void> {
    const mend = async ([match, seen]: readonly [string, Suspect | undefined]) => {
      this.#matches.delete(match)
      try {
        if (!(await this.#histories.mend(match, seen))) this.add(match, seen)
      } catch (error) {
        this.add(match, seen)
        throw error
      }
    }
    await sideBySide([...this.#matches], MENDED_AT_ONCE, mend, isOver)
  }
}
