import type { EffectiveEvent, MatchEvent } from './event.ts'
import { withListed } from './lists/listed.ts'
import {
  arrange,
  EMPTY_TAIL,
  extendTail,
  isLast,
  keyOf,
  type Place,
  type ReadPlace,
  type Tail,
  tailOf,
} from './order.ts'
import type { Fixture, MatchState, Pending } from './state.ts'

/** What a sport's reducer has made so far: the state that viewers see, and the memory that it needs for the next event. */
export interface Reduced<Detail extends object = object, Memory extends object = object> {
  readonly state: MatchState<Detail>
  /** Plain JSON, never sent to viewers; kept beside the state so that any replica can fold the next event. */
  readonly memory: Memory
}

/** The part of a sport that folding needs. Pure: no wall clock, no randomness, no mutation of what it is given. */
export interface Rules {
  start(fixture: Fixture): Reduced
  /**
   * Adds what follows from the rest: the scoreline. It changes nothing that `apply` reads, so it runs once for a state
   * that is shown, not after each event of a long fold. Running it twice gives the same.
   */
  finish(reduced: Reduced): Reduced
  /** Folds one confirmed event. Unknown types change nothing. */
  apply(reduced: Reduced, effective: EffectiveEvent): Reduced
  /** A `ReadPlace` for the format of the match: with shorter halves the same clock is another place. */
  readPlace(event: MatchEvent, last: Place, format: object): Place | undefined
}

/** A fold that can go on: what the reducer made, and the furthest place that its events reached. */
export interface Folded {
  readonly reduced: Reduced
  readonly tail: Tail
}

export function startFold(rules: Rules, fixture: Fixture): Folded {
  return { reduced: rules.finish(rules.start(fixture)), tail: EMPTY_TAIL }
}

/** Folds all effective events, given in any order. */
export function foldAll(rules: Rules, fixture: Fixture, events: readonly EffectiveEvent[]): Folded {
  let reduced = rules.start(fixture)
  const readPlace = readerOf(rules, reduced)
  for (const effective of arrange(events, readPlace)) reduced = foldOne(rules, reduced, effective)
  return { reduced: rules.finish(reduced), tail: tailOf(events, readPlace) }
}

/** Folds one more event that arrived after all others; undefined if it belongs before some of them. */
export function foldNext(rules: Rules, folded: Folded, effective: EffectiveEvent): Folded | undefined {
  const key = keyOf(effective, folded.tail, readerOf(rules, folded.reduced))
  if (!isLast(key, folded.tail)) return undefined
  return { reduced: rules.finish(foldOne(rules, folded.reduced, effective)), tail: extendTail(folded.tail, key) }
}

/** The reducer law: only confirmed events change what is counted, the others are announced in `pending`. */
export function foldOne(rules: Rules, reduced: Reduced, effective: EffectiveEvent): Reduced {
  const { event } = effective
  const { status } = event
  if (status !== 'pending' && status !== 'under_review') return rules.apply(reduced, effective)
  const pending = withListed(reduced.state.pending, pendingOf(event, status))
  return { ...reduced, state: { ...reduced.state, pending } }
}

/** Reads places by the format of the match that this state belongs to. */
export function readerOf(rules: Rules, reduced: Reduced): ReadPlace {
  const format = reduced.state.format ?? {}
  return (event, last) => rules.readPlace(event, last, format)
}

function pendingOf(event: MatchEvent, status: Pending['status']): Pending {
  const { id, type, team, player, period, clock } = event
  return {
    id,
    type,
    status,
    ...(team !== undefined && { team }),
    ...(player !== undefined && { player }),
    ...(period !== undefined && { period }),
    ...(clock !== undefined && { clock }),
  }
}
