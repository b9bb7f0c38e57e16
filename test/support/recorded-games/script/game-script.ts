import { formatClock } from '../../../../src/match/clock.ts'
import type { Side } from '../../../../src/match/state.ts'
import type { SeededRandom } from '../../seeded-random.ts'

/** A line of `fixtures/*.ndjson` behind the first. */
export type Line = Readonly<Record<string, unknown>>

export interface Clocked {
  /** Length of each period in seconds. */
  readonly seconds: number
  /** What the clock shows: what is left, what has passed in the period, or what has passed in the match before it too. */
  readonly shows: 'left' | 'passed' | { readonly before: number }
}

/** Writes a match as a feed would send it: ids, periods and what the clock shows. */
export class GameScript {
  readonly lines: Line[] = []
  readonly score: Record<Side, number> = { home: 0, away: 0 }
  readonly random: SeededRandom
  #period = 0
  #second = 0
  #clocked: Clocked = { seconds: 0, shows: 'left' }

  constructor(random: SeededRandom) {
    this.random = random
  }

  /** One line that happens now; within a period it says period and clock. */
  say(type: string, fields: object = {}): void {
    const when = this.#period === 0 ? {} : { period: this.#period, clock: this.#clock() }
    this.lines.push({ id: `e${this.lines.length + 1}`, type, ...when, ...fields })
  }

  /** A line without a clock: what opens or closes a match or a break. */
  note(type: string, fields: object = {}): void {
    this.lines.push({ id: `e${this.lines.length + 1}`, type, ...fields })
  }

  /** Takes the line back a little later: a goal after a review. */
  takeBack(id: string, reason: string): void {
    this.lines.push({ op: 'delete', id, reason, period: this.#period, clock: this.#clock() })
  }

  get lastId(): string {
    return String(this.lines.at(-1)?.['id'])
  }

  /** Plays a period: `happen` is called about every so many seconds until it is over, or says that the match is. */
  period(n: number, clocked: Clocked, everySeconds: number, happen: (second: number) => boolean): void {
    this.#period = n
    this.#clocked = clocked
    this.#second = 0
    this.say('period_start')
    for (;;) {
      this.#second += 2 + this.random.int(2 * everySeconds - 3)
      if (this.#second >= clocked.seconds) break
      if (happen(this.#second)) {
        this.#period = 0
        return
      }
    }
    this.#second = clocked.seconds
    this.say('period_end')
    this.#period = 0
  }

  /** Lets the clock of this period go on within what happens. */
  pass(seconds: number): void {
    this.#second = Math.min(this.#clocked.seconds - 1, this.#second + seconds)
  }

  #clock(): string {
    const { seconds, shows } = this.#clocked
    const shown =
      shows === 'left' ? seconds - this.#second : shows === 'passed' ? this.#second : shows.before + this.#second
    return formatClock(shown * 1000)
  }
}

/** The side, with the first this much more likely than the other. */
export function sideOf(random: SeededRandom, homeShare = 0.5): Side {
  return random.chance(homeShare) ? 'home' : 'away'
}

export function other(side: Side): Side {
  return side === 'home' ? 'away' : 'home'
}
