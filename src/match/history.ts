import type { EffectiveEvent } from './event.ts'
import { type Board, type Folded, foldOne, type Rules, readerOf } from './fold.ts'
import { isEqual } from './merge-patch.ts'
import { compareKeys, EMPTY_TAIL, extendTail, keyOf, type OrderKey, type ReadPosition, type Tail } from './order.ts'
import type { Fixture } from './state.ts'

interface Entry {
  readonly effective: EffectiveEvent
  readonly key: OrderKey
  /** What it and all that arrived before it leave. */
  readonly tail: Tail
}

/**
 * All effective events of one match with the board after each, for changes that cannot be folded onto the end.
 *
 * Setting or removing an event folds again only from its place on, and only until the boards are what they were: many
 * corrections change nothing that comes after. Boards share structure, so keeping one per event is cheap; a history lives for
 * one request.
 */
export class History {
  readonly #rules: Rules
  readonly #start: Board
  readonly #readPosition: ReadPosition
  /** By arrival. */
  readonly #entries: Entry[] = []
  #arranged: readonly EffectiveEvent[] = []
  /** `#boards[i]` is the board after `#arranged[i]`. */
  #boards: Board[] = []

  constructor(rules: Rules, fixture: Fixture, events: Iterable<EffectiveEvent>) {
    this.#rules = rules
    this.#start = rules.start(fixture)
    this.#readPosition = readerOf(rules, this.#start)
    for (const effective of events) this.set(effective)
  }

  /** Puts an event in, or in the place of the one with the same arrival. */
  set(effective: EffectiveEvent): void {
    const index = this.#indexOf(effective.arrival)
    const before = this.#tailBefore(index)
    const known = this.#entries[index]
    const isThere = known?.effective.arrival === effective.arrival
    const entry = this.#place(effective, before)
    this.#entries.splice(index, isThere ? 1 : 0, entry)
    this.#placeAgain(index + 1, isThere ? known.tail : before)
  }

  remove(arrival: number): void {
    const index = this.#indexOf(arrival)
    const known = this.#entries[index]
    if (known?.effective.arrival !== arrival) return
    this.#entries.splice(index, 1)
    this.#placeAgain(index, known.tail)
  }

  fold(): Folded {
    const arranged = this.#entries.toSorted((a, b) => compareKeys(a.key, b.key)).map(({ effective }) => effective)
    this.#boards = this.#foldInto(arranged)
    this.#arranged = arranged
    return { board: this.#boards.at(-1) ?? this.#start, tail: this.#tailBefore(this.#entries.length) }
  }

  #foldInto(arranged: readonly EffectiveEvent[]): Board[] {
    const [old, oldBoards] = [this.#arranged, this.#boards]
    const most = Math.min(arranged.length, old.length)
    let same = 0
    while (same < most && arranged[same] === old[same]) same += 1
    let sameAtEnd = 0
    while (sameAtEnd < most - same && arranged.at(-1 - sameAtEnd) === old.at(-1 - sameAtEnd)) sameAtEnd += 1

    const boards = oldBoards.slice(0, same)
    let board = boards.at(-1) ?? this.#start
    const moved = old.length - arranged.length
    for (let index = same; index < arranged.length; index += 1) {
      const again = index - (arranged.length - sameAtEnd)
      if (isWorthALook(again) && isEqual(board, oldBoards[index + moved - 1] ?? this.#start)) {
        return boards.concat(oldBoards.slice(index + moved))
      }
      board = foldOne(this.#rules, board, arranged[index] as EffectiveEvent)
      boards.push(board)
    }
    return boards
  }

  /** Where an arrival is among the entries, or would be. */
  #indexOf(arrival: number): number {
    let [from, to] = [0, this.#entries.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      if ((this.#entries[middle] as Entry).effective.arrival < arrival) from = middle + 1
      else to = middle
    }
    return from
  }

  #tailBefore(index: number): Tail {
    return this.#entries[index - 1]?.tail ?? EMPTY_TAIL
  }

  #place(effective: EffectiveEvent, before: Tail): Entry {
    const key = keyOf(effective, before, this.#readPosition)
    return { effective, key, tail: extendTail(before, key) }
  }

  /** An event's place may depend on how far those that arrived before it reached: once that is as it was, so is the rest. */
  #placeAgain(from: number, oldTail: Tail): void {
    let was = oldTail
    for (let index = from; index < this.#entries.length; index += 1) {
      const before = this.#tailBefore(index)
      if (isEqual(before, was)) return
      const { effective, tail } = this.#entries[index] as Entry
      was = tail
      this.#entries[index] = this.#place(effective, before)
    }
  }
}

/** Boards that become the same again mostly do so at once. Comparing after each event would cost more than it saves. */
function isWorthALook(again: number): boolean {
  return again >= 0 && (again & (again + 1)) === 0
}
