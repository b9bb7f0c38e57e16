import type { MatchState } from '../../match/state.ts'
import { type ListOf, ON_ANY_DAY } from '../page-data.ts'
import { type Day, dayOf, dayRange, offsetMs } from '../view/shared/days.ts'

const HERE = { zone: undefined }

/** The day that a list shows, in the reader's calendar; undefined for lists of no day. */
export function dayOfList(of: ListOf, now: number): Day | undefined {
  if (of.kind === 'competition' || of.kind === 'search') return undefined
  return of.kind === 'day' ? of.day : dayOf(now, HERE)
}

export interface BoardNames {
  /** Boards whose matches come in pages. */
  readonly paged: readonly string[]
  readonly whole: readonly string[]
}

/**
 * Names of the boards that have a list's matches; none of what was found. A season has more matches than anybody looks at: of a competition they are
 * those that matter now. Of the reader's day they are all, by pages; a day on which the clocks change has two offsets, and is in both.
 */
export function boardNames(of: ListOf, now: number): BoardNames {
  if (of.kind === 'search') return { paged: [], whole: [] }
  if (of.kind === 'competition') return { paged: [], whole: [`competition:${of.competition}`] }
  const day = dayOfList(of, now) as Day
  const { from, before } = dayRange(day, HERE)
  const offsets = new Set([from, before - 1].map((at) => offsetMs(at, HERE) / 60_000))
  const paged = [...offsets].map((minutes) => `date:${day}${minutes === 0 ? '' : `;offset:${signed(minutes)}`}`)
  return { paged, whole: of.kind === 'today' ? [`status:${ON_ANY_DAY.join(',')}`] : [] }
}

function signed(minutes: number): string {
  return minutes < 0 ? `${minutes}` : `+${minutes}`
}

/**
 * Whether a list has a match: those of its day, and of today also what is being played, whatever day it began. What was played while
 * the page was open stays until the day ends.
 */
export function hasMatch(of: ListOf, state: MatchState, now: number, wasOnAnyDay: boolean): boolean {
  const day = dayOfList(of, now)
  if (day === undefined || isOnDay(state.startsAt, day)) return true
  return of.kind === 'today' && (wasOnAnyDay || isOnAnyDay(state))
}

export function isOnAnyDay({ status }: MatchState): boolean {
  return ON_ANY_DAY.includes(status)
}

function isOnDay(startsAt: number | undefined, day: Day): boolean {
  if (startsAt === undefined) return true
  const { from, before } = dayRange(day, HERE)
  return startsAt >= from && startsAt < before
}
