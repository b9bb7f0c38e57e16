import type { EffectiveEvent } from './event.ts'
import { type Folded, foldOne, type Reduced, type Rules, readerOf } from './fold.ts'
import { isEqual } from './merge-patch.ts'
import { compareKeys, EMPTY_TAIL, extendTail, keyOf, type OrderKey, type ReadPlace, type Tail } from './order.ts'
import type { Fixture } from './state.ts'

interface Placed {
  readonly effective: EffectiveEvent
  readonly key: OrderKey
}

interface Arrived {
  readonly placed: Placed
  /** The tail after this event and all that arrived before it. */
  readonly tail: Tail
}

/**
 * All effective events of one match with the state and memory after each, for changes that cannot be folded onto the end.
 *
 * Setting or removing an event folds again only from its place on, and only until state and memory are as they were: many
 * corrections change nothing that comes after. States share structure, so keeping one per event is cheap.
 *
 * A history that is given the fold of all events folds nothing until it must: a correction that changes nothing after it needs only the
 * events before it. Call `learnAround` before such a correction, or everything after it is folded.
 */
export class History {
  readonly #rules: Rules
  readonly #start: Reduced
  readonly #readPlace: ReadPlace
  /** By arrival. */
  readonly #arrived: Arrived[] = []
  /** In the order in which they count. */
  readonly #arranged: Placed[]
  /** `#reduced[i]` is what there was after `#arranged[i]`; undefined after an event that was put in, or that nobody asked about yet. */
  readonly #reduced: (Reduced | undefined)[]
  /** Index of the first event that must be folded again; the number of events if there is none. */
  #changedFrom = 0
  /** One past the last event that has changed, or whose predecessor has, since it was reduced; 0 if there is none. */
  #changedTo = 0

  /** @param known the fold of all these events under this fixture, if somebody has made it */
  constructor(rules: Rules, fixture: Fixture, events: Iterable<EffectiveEvent>, known?: Reduced) {
    this.#rules = rules
    this.#start = rules.start(fixture)
    this.#readPlace = readerOf(rules, this.#start)
    let tail = EMPTY_TAIL
    for (const effective of [...events].sort((a, b) => a.arrival - b.arrival)) {
      const arrived = this.#place(effective, tail)
      this.#arrived.push(arrived)
      tail = arrived.tail
    }
    this.#arranged = this.#arrived.map(({ placed }) => placed).sort((a, b) => compareKeys(a.key, b.key))
    this.#reduced = new Array(this.#arranged.length).fill(undefined)
    const { length } = this.#arranged
    if (known !== undefined && length > 0) {
      this.#reduced[length - 1] = known
      this.#changedFrom = length
    } else {
      this.#changedTo = length
    }
  }

  /** How many events stand. */
  get size(): number {
    return this.#arrived.length
  }

  /** Adds an event, or replaces the one with the same arrival. */
  set(effective: EffectiveEvent): void {
    const index = this.#indexOf(effective.arrival)
    const before = this.#tailBefore(index)
    const known = this.#arrived[index]
    const arrived = this.#place(effective, before)
    if (known?.placed.effective.arrival === effective.arrival) {
      this.#arrived[index] = arrived
      this.#move(known.placed, arrived.placed)
      this.#placeAgain(index + 1, known.tail)
    } else {
      this.#arrived.splice(index, 0, arrived)
      this.#putIn(arrived.placed)
      this.#placeAgain(index + 1, before)
    }
  }

  remove(arrival: number): void {
    const index = this.#indexOf(arrival)
    const known = this.#arrived[index]
    if (known?.placed.effective.arrival !== arrival) return
    this.#arrived.splice(index, 1)
    this.#takeOut(known.placed)
    this.#placeAgain(index, known.tail)
  }

  /** What there was before an event and after it, where it stands in play; undefined if it does not stand. Call `fold` first. */
  around(arrival: number): { readonly before: Reduced; readonly after: Reduced } | undefined {
    const placed = this.#arrived[this.#indexOf(arrival)]?.placed
    if (placed?.effective.arrival !== arrival) return undefined
    const index = this.#arrangedIndexOf(placed.key)
    this.#learnTo(index, Number.POSITIVE_INFINITY)
    return { before: this.#reduced[index - 1] ?? this.#start, after: this.#reduced[index] ?? this.#start }
  }

  /**
   * Call before an event is set or removed: folds the match as it still is, up to the event that follows the change. Only then can
   * `fold` see that everything after it is as it was.
   *
   * @param effective the event as it will be; undefined if it will be removed
   * @param limit the most events to fold
   * @returns how many it folded; fewer than the limit means done
   */
  learnAround(arrival: number, effective: EffectiveEvent | undefined, limit: number): number {
    const index = this.#indexOf(arrival)
    const placed = this.#arrived[index]?.placed
    const from = placed?.effective.arrival === arrival ? this.#arrangedIndexOf(placed.key) + 1 : 0
    const to = effective && this.#arrangedIndexOf(this.#place(effective, this.#tailBefore(index)).placed.key)
    return this.#learnTo(Math.min(Math.max(from, to ?? 0), this.#changedFrom - 1), limit)
  }

  /** Folds what has to be folded again. */
  fold(): Folded {
    this.foldSome(Number.POSITIVE_INFINITY)
    const reduced = this.#rules.finish(this.#reduced.at(-1) ?? this.#start)
    return { reduced, tail: this.#tailBefore(this.#arrived.length) }
  }

  /** Folds at most this many of the events that have to be folded again. @returns how many it folded; fewer than asked means done */
  foldSome(limit: number): number {
    let count = this.#learnTo(this.#changedFrom - 1, limit)
    if (count === limit) return count
    let reduced = this.#reduced[this.#changedFrom - 1] ?? this.#start
    while (count < limit && this.#changedFrom < this.#arranged.length) {
      const index = this.#changedFrom
      reduced = foldOne(this.#rules, reduced, (this.#arranged[index] as Placed).effective)
      count += 1
      const was = this.#reduced[index]
      if (was !== undefined && isWorthALook(index + 1 - this.#changedTo) && isEqual(reduced, was)) {
        this.#changedFrom = this.#arranged.length
        break
      }
      this.#reduced[index] = reduced
      this.#changedFrom = index + 1
    }
    // Nothing between these two was folded again yet, so folding may not stop early before the second.
    const isDone = this.#changedFrom === this.#arranged.length
    this.#changedTo = isDone ? 0 : Math.max(this.#changedTo, this.#changedFrom + 1)
    return count
  }

  /** Folds what is not known yet of the events up to an index, none of which may have changed. @returns how many it folded, the limit at most */
  #learnTo(index: number, limit: number): number {
    let from = index
    while (from >= 0 && this.#reduced[from] === undefined) from -= 1
    const to = Math.min(index, from + limit)
    let reduced = this.#reduced[from] ?? this.#start
    for (let next = from + 1; next <= to; next += 1) {
      reduced = foldOne(this.#rules, reduced, (this.#arranged[next] as Placed).effective)
      this.#reduced[next] = reduced
    }
    return to - from
  }

  /** The index of an arrival, or where it would be inserted. */
  #indexOf(arrival: number): number {
    return firstIndex(this.#arrived, ({ placed }) => placed.effective.arrival >= arrival)
  }

  #tailBefore(index: number): Tail {
    return this.#arrived[index - 1]?.tail ?? EMPTY_TAIL
  }

  #place(effective: EffectiveEvent, before: Tail): Arrived {
    const key = keyOf(effective, before, this.#readPlace)
    return { placed: { effective, key }, tail: extendTail(before, key) }
  }

  /** An event's place may depend on how far earlier arrivals reached. Once the tail is as it was, so are all later places. */
  #placeAgain(from: number, oldTail: Tail): void {
    let was = oldTail
    for (let index = from; index < this.#arrived.length; index += 1) {
      const before = this.#tailBefore(index)
      if (isEqual(before, was)) return
      const { placed, tail } = this.#arrived[index] as Arrived
      was = tail
      const again = this.#place(placed.effective, before)
      const isSamePlace = compareKeys(again.placed.key, placed.key) === 0
      this.#arrived[index] = isSamePlace ? { placed, tail: again.tail } : again
      if (!isSamePlace) this.#move(placed, again.placed)
    }
  }

  #move(from: Placed, to: Placed): void {
    const index = this.#arrangedIndexOf(from.key)
    if (this.#staysAt(index, to.key)) {
      this.#arranged[index] = to
      this.#markChanged(index, index + 1)
      return
    }
    this.#takeOut(from)
    this.#putIn(to)
  }

  #staysAt(index: number, key: OrderKey): boolean {
    const [before, after] = [this.#arranged[index - 1], this.#arranged[index + 1]]
    return (
      (before === undefined || compareKeys(before.key, key) < 0) &&
      (after === undefined || compareKeys(key, after.key) < 0)
    )
  }

  #putIn(placed: Placed): void {
    const index = this.#arrangedIndexOf(placed.key)
    this.#arranged.splice(index, 0, placed)
    this.#reduced.splice(index, 0, undefined)
    if (index < this.#changedTo) this.#changedTo += 1
    this.#markChanged(index, index + 1)
  }

  #takeOut({ key }: Placed): void {
    const index = this.#arrangedIndexOf(key)
    this.#arranged.splice(index, 1)
    this.#reduced.splice(index, 1)
    if (index < this.#changedTo) this.#changedTo -= 1
    // The event at this index now follows a different one.
    this.#markChanged(index, Math.min(index + 1, this.#arranged.length))
  }

  #markChanged(from: number, to: number): void {
    this.#changedFrom = Math.min(this.#changedFrom, from)
    this.#changedTo = Math.max(this.#changedTo, to)
  }

  #arrangedIndexOf(key: OrderKey): number {
    return firstIndex(this.#arranged, (placed) => compareKeys(placed.key, key) >= 0)
  }
}

/** Binary search: the index of the first item that passes a test which all items after it pass too. */
function firstIndex<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [from, to] = [0, items.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (holds(items[middle] as T)) to = middle
    else from = middle + 1
  }
  return from
}

/** If a state becomes the same as before, it mostly does so at once. Comparing after every event would cost more than it saves. */
function isWorthALook(again: number): boolean {
  return again >= 0 && (again & (again + 1)) === 0
}
