import type { EffectiveEvent, MatchEvent } from './event.ts'

/** Where an event belongs in play. `clockMs` grows in playing direction, whichever way the sport's clock counts. */
export interface Place {
  readonly period: number
  readonly clockMs: number
}

// Finite stand-ins for ±Infinity, because places are kept as JSON.
export const PERIOD_START_MS = Number.MIN_SAFE_INTEGER
export const PERIOD_END_MS = Number.MAX_SAFE_INTEGER

export const BEFORE_PLAY: Place = { period: 0, clockMs: PERIOD_START_MS }

/**
 * Reads an event's place from what it says.
 *
 * @param last the furthest place reached by the events that arrived before it
 * @returns undefined when the event says nothing about its place: then it happened when it arrived
 */
export type ReadPlace = (event: MatchEvent, last: Place) => Place | undefined

/** The key by which effective events sort. Compare with `compareKeys`. */
export interface OrderKey extends Place {
  readonly order: number
  readonly arrival: number
}

/** The order of events in a match whose feed gives none; below every `order` that the envelope admits. */
const UNORDERED = Number.MIN_SAFE_INTEGER

/** The furthest place reached so far, which an event without a place of its own gets. Kept beside the state between appends. */
export interface Tail {
  readonly order: number
  /** Kept under this name in the database. */
  readonly position: Place
}

export const EMPTY_TAIL: Tail = { order: UNORDERED, position: BEFORE_PLAY }

/**
 * The place of one more event after those that made `tail`: the feed's `order` if it gives one; else period and
 * clock; else where it arrived. One without `order` in a match whose feed orders its events comes last on arrival.
 */
export function keyOf(effective: EffectiveEvent, tail: Tail, readPlace: ReadPlace): OrderKey {
  const { event, arrival } = effective
  const { period, clockMs } = readPlace(event, tail.position) ?? tail.position
  return { order: event.order ?? tail.order, period, clockMs, arrival }
}

export function extendTail(tail: Tail, key: OrderKey): Tail {
  const order = Math.max(tail.order, key.order)
  const position = comparePlaces(key, tail.position) > 0 ? { period: key.period, clockMs: key.clockMs } : tail.position
  return order === tail.order && position === tail.position ? tail : { order, position }
}

/** The tail after these events, given in any order. */
export function tailOf(events: readonly EffectiveEvent[], readPlace: ReadPlace): Tail {
  let tail = EMPTY_TAIL
  for (const effective of events.toSorted((a, b) => a.arrival - b.arrival)) {
    tail = extendTail(tail, keyOf(effective, tail, readPlace))
  }
  return tail
}

/** True if an event with this key can be folded onto the state without folding anything again. */
export function isLast(key: OrderKey, tail: Tail): boolean {
  if (key.order !== tail.order) return key.order > tail.order
  return key.order !== UNORDERED || comparePlaces(key, tail.position) >= 0
}

/** Sorts events into the order in which they count. Input in any order; the result depends on `arrival` for ties only. */
export function arrange<T extends EffectiveEvent>(events: readonly T[], readPlace: ReadPlace): T[] {
  let tail = EMPTY_TAIL
  const keyed = events
    .toSorted((a, b) => a.arrival - b.arrival)
    .map((item) => {
      const key = keyOf(item, tail, readPlace)
      tail = extendTail(tail, key)
      return { item, key }
    })
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ item }) => item)
}

/** If the feed orders its events, only that order counts: sorting by place would tear apart what the feed has ordered. */
export function compareKeys(a: OrderKey, b: OrderKey): number {
  if (a.order !== b.order) return a.order - b.order
  if (a.order === UNORDERED) {
    const byPosition = comparePlaces(a, b)
    if (byPosition !== 0) return byPosition
  }
  return a.arrival - b.arrival
}

function comparePlaces(a: Place, b: Place): number {
  if (a.period !== b.period) return a.period - b.period
  return a.clockMs === b.clockMs ? 0 : a.clockMs < b.clockMs ? -1 : 1
}
