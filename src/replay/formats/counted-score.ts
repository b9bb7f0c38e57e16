import type { Score, Side } from '../../match/state.ts'

/** The score as the events told so far make it, beside what the provider says it is. */
export class CountedScore {
  #score: Score = { home: 0, away: 0 }

  add(side: Side, points: number): void {
    this.#score = { ...this.#score, [side]: this.#score[side] + points }
  }

  /** The provider's score, if it is another one: it then counts from here on. */
  correct(official: Score): Score | undefined {
    if (official.home === this.#score.home && official.away === this.#score.away) return undefined
    this.#score = official
    return official
  }
}
