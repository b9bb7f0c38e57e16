import type { EffectiveEvent } from './event.ts'
import { type Board, type Folded, foldOne, type Rules, readerOf } from './fold.ts'
import { arrange, type ReadPosition, tailOf } from './order.ts'
import type { Fixture } from './state.ts'

/**
 * All effective events of one match with the board after each, for changes that cannot be folded onto the end.
 *
 * Setting or removing an event folds again only from its place on. Boards share structure, so keeping one per event is
 * cheap; a history lives for one request.
 */
export class History {
  readonly #rules: Rules
  readonly #start: Board
  readonly #readPosition: ReadPosition
  readonly #events = new Map<number, EffectiveEvent>()
  #arranged: EffectiveEvent[] = []
  /** `#boards[i]` is the board after `#arranged[i]`. */
  #boards: Board[] = []

  constructor(rules: Rules, fixture: Fixture, events: Iterable<EffectiveEvent>) {
    this.#rules = rules
    this.#start = rules.start(fixture)
    this.#readPosition = readerOf(rules, this.#start)
    for (const effective of events) this.#events.set(effective.arrival, effective)
  }

  /** Puts an event in, or in the place of the one with the same arrival. */
  set(effective: EffectiveEvent): void {
    this.#events.set(effective.arrival, effective)
  }

  remove(arrival: number): void {
    this.#events.delete(arrival)
  }

  fold(): Folded {
    const events = [...this.#events.values()]
    const arranged = arrange(events, this.#readPosition)
    let same = 0
    while (same < this.#boards.length && this.#arranged[same] === arranged[same]) same += 1
    this.#boards.length = same
    let board = this.#boards[same - 1] ?? this.#start
    for (const effective of arranged.slice(same)) {
      board = foldOne(this.#rules, board, effective)
      this.#boards.push(board)
    }
    this.#arranged = arranged
    return { board, tail: tailOf(events, this.#readPosition) }
  }
}
