import { type ListOf, UNDER_WAY } from '../page-data.ts'
import { type Day, dayOf, dayRange } from '../view/shared/days.ts'

const HERE = { zone: undefined }

/** The day that a list shows, in the reader's calendar; undefined for lists of no day. */
export function dayOfList(of: ListOf, now: number): Day | undefined {
  if (of.kind === 'competition' || of.kind === 'search') return undefined
  return of.kind === 'day' ? of.day : dayOf(now, HERE)
}

/** Names of the boards that have a list's matches; none of what was found. The server's days are UTC, and the reader's day may overlap two of them. */
export function boardNames(of: ListOf, now: number): string[] {
  if (of.kind === 'search') return []
  if (of.kind === 'competition') return [`competition:${of.competition}`]
  const { from, before } = dayRange(dayOfList(of, now) as Day, HERE)
  const days = new Set([from, before - 1].map((at) => new Date(at).toISOString().slice(0, 10)))
  const names = [...days].map((day) => `date:${day}`)
  return of.kind === 'today' ? [...names, `status:${UNDER_WAY.join(',')}`] : names
}

/** Whether a match that starts then is on the reader's day: the boards of two UTC days have others, too. */
export function isOnDay(startsAt: number | undefined, day: Day): boolean {
  if (startsAt === undefined) return true
  const { from, before } = dayRange(day, HERE)
  return startsAt >= from && startsAt < before
}
