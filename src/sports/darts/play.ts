import { otherSide } from '../../match/sides.ts'
import type { Score, Side } from '../../match/state.ts'
import { withNothingOwed } from '../common/owed.ts'
import { plainScore } from '../common/sides.ts'
import { isDecidingSet, NIL, plainSet, plusOne, type SetsMemory, withSet, wonBy } from '../engines/sets/score.ts'
import type { DartsFormat } from './format.ts'

/** What a side has thrown so far. */
export interface Thrown {
  readonly points: number
  readonly darts: number
  readonly maximums: number
  readonly highestCheckout: number
}

/** The whole truth of a match of darts. In a match of legs `won` counts legs, and `sets` stays empty. */
export interface DartsMemory extends SetsMemory {
  readonly format: DartsFormat
  readonly legs: Score
  readonly remaining: Score
  readonly throws?: Side
  readonly openedLeg?: Side
  readonly openedSet?: Side
  readonly lastVisit?: { readonly team: Side; readonly points: number; readonly bust?: true }
  readonly thrown: Readonly<Record<Side, Thrown>>
}

export const NOTHING_THROWN: Thrown = { points: 0, darts: 0, maximums: 0, highestCheckout: 0 }

export interface Visit {
  readonly team: Side
  readonly points: number
  readonly darts?: number | undefined
  readonly bust?: boolean | undefined
}

export function hasSets({ bestOf }: DartsFormat): boolean {
  return bestOf > 1
}

export function fullLeg({ startScore }: DartsFormat): Score {
  return { home: startScore, away: startScore }
}

/** So many legs win the set, or the match of legs, as it stands. */
export function legsToWin({ format, won, legs }: DartsMemory): number {
  const { bestOf, bestOfLegs, winBy, cap = Number.POSITIVE_INFINITY } = format
  const target = Math.floor(bestOfLegs / 2) + 1
  if (winBy === 1 || (hasSets(format) && !isDecidingSet(won, bestOf))) return target
  const shown = hasSets(format) ? legs : won
  return Math.min(cap, Math.max(target, Math.min(shown.home, shown.away) + winBy))
}

/** The match is the best of this many sets, or legs; where two clear legs decide, of as many as that takes so far. */
export function bestOfNow(memory: DartsMemory): number {
  const { format } = memory
  if (hasSets(format)) return format.bestOf
  return format.winBy === 1 ? format.bestOfLegs : 2 * legsToWin(memory) - 1
}

/** What is left after the visit; undefined if it counts nothing. */
export function leftAfter({ remaining, format }: DartsMemory, { team, points, bust }: Visit): number | undefined {
  const left = remaining[team] - points
  const least = format.out === 'straight' ? 1 : 2
  return bust || left < 0 || (left > 0 && left < least) ? undefined : left
}

export function playVisit(memory: DartsMemory, visit: Visit): DartsMemory {
  const { team, darts = 3 } = visit
  const left = leftAfter(memory, visit)
  const isBust = left === undefined
  const counted = isBust ? 0 : visit.points
  const before = memory.thrown[team]
  const thrown = {
    ...memory.thrown,
    [team]: {
      points: before.points + counted,
      darts: before.darts + darts,
      maximums: before.maximums + (counted === 180 ? 1 : 0),
      highestCheckout: left === 0 ? Math.max(before.highestCheckout, counted) : before.highestCheckout,
    },
  }
  const after = { ...opened(memory, team), thrown }
  if (left === 0) return winLeg(after, team)
  const remaining = isBust ? memory.remaining : { ...memory.remaining, [team]: left }
  const lastVisit = { team, points: visit.points, ...(isBust && { bust: true as const }) }
  return { ...after, remaining, lastVisit, throws: otherSide(team) }
}

/** The side wins the leg, with it perhaps the set; the next leg is opened by the side that did not open this one. */
export function winLeg(memory: DartsMemory, team: Side): DartsMemory {
  const { format } = memory
  const { lastVisit: _, ...rest } = memory
  const legs = plusOne(memory.legs, team)
  const isSetOver = legs[team] >= legsToWin(memory)
  const next = nextToOpen(memory, hasSets(format) && isSetOver)
  const fresh = { ...rest, legs, remaining: fullLeg(format), ...next }
  if (!hasSets(format)) return { ...withSet(fresh, NIL_WON_BY[team]), sets: [], stage: 'play' }
  return isSetOver ? { ...withSet(fresh, legs), legs: NIL } : fresh
}

/** A leg as the set engine counts it. */
const NIL_WON_BY: Readonly<Record<Side, Score>> = { home: { home: 1, away: 0 }, away: { home: 0, away: 1 } }

function nextToOpen({ openedLeg, openedSet }: DartsMemory, isNewSet: boolean): Partial<DartsMemory> {
  const last = isNewSet ? openedSet : openedLeg
  if (last === undefined) return {}
  const next = otherSide(last)
  return { throws: next, openedLeg: next, ...(isNewSet && { openedSet: next }) }
}

/** `side` throws now; who throws first in a leg opened it. */
export function throwNow(memory: DartsMemory, side: Side | undefined): DartsMemory {
  if (side === undefined) return memory
  return opened({ ...memory, throws: side }, side)
}

function opened(memory: DartsMemory, side: Side): DartsMemory {
  const { remaining, format, legs, lastVisit } = memory
  const isFresh = remaining.home === format.startScore && remaining.away === format.startScore && !lastVisit
  if (!isFresh) return memory
  const isFirstLeg = legs.home + legs.away === 0
  return { ...memory, openedLeg: side, ...(isFirstLeg && { openedSet: side }) }
}

interface Checkpoint {
  readonly sets?: readonly Score[] | undefined
  readonly legs?: Score | undefined
  readonly remaining?: Score | undefined
  readonly score?: Score | undefined
  readonly server?: Side | undefined
}

/** Sets everything that the checkpoint says; a part that it leaves out begins anew. */
export function setStanding(memory: DartsMemory, to: Checkpoint): DartsMemory {
  const { lastVisit: _, ...before } = withNothingOwed(memory)
  const { format } = memory
  const withSets = hasSets(format)
  const given = withSets ? to.score : (to.score ?? to.legs)
  const counted = withSets && to.sets ? wonBy(to.sets) : memory.won
  const won = given ? plainScore(given) : counted
  const isSetGiven = to.sets !== undefined || to.score !== undefined
  const legsOfSet = to.legs ? plainScore(to.legs) : isSetGiven ? NIL : memory.legs
  const legs = withSets ? legsOfSet : won
  const isLegGiven = isSetGiven || to.legs !== undefined
  const remaining = to.remaining ? plainScore(to.remaining) : isLegGiven ? fullLeg(format) : memory.remaining
  const sets = withSets ? (to.sets?.map(plainSet) ?? memory.sets.slice(0, won.home + won.away)) : []
  const isBegun = [won, legs].some(({ home, away: others }) => home + others > 0) || to.remaining !== undefined
  const placed = { ...before, won, sets, legs, remaining, ...(isBegun && { stage: 'play' as const }) }
  return throwNow(completed(placed), to.server)
}

/** Legs that win a set close it: a feed may send 3–1 in legs before 1–0 in sets. */
function completed(memory: DartsMemory): DartsMemory {
  const { legs, format } = memory
  if (!hasSets(format) || Math.max(legs.home, legs.away) < legsToWin(memory)) return memory
  return { ...withSet(memory, legs), legs: NIL }
}

/** Closes the set at the legs shown; one that is level stays open, and who won a leg nobody can tell. */
export function closeSetNow(memory: DartsMemory): DartsMemory {
  const { legs, format } = memory
  if (!hasSets(format) || legs.home === legs.away) return memory
  const { lastVisit: _, ...rest } = memory
  return { ...withSet({ ...rest, remaining: fullLeg(format), ...nextToOpen(memory, true) }, legs), legs: NIL }
}
