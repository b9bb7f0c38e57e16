import type { Reader } from './reader.ts'

const DAY_MS = 86_400_000

/** `2026-11-28`: a day of the calendar, of no time zone. */
export type Day = string

/** Nobody plays before or after. Farther from now a calendar of four digits comes to its end. */
const [FIRST_DAY, LAST_DAY] = ['1850-01-01', '2149-12-31'] as const

export function isDay(text: string): text is Day {
  if (text < FIRST_DAY || text > LAST_DAY) return false
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text
}

/** The day that the reader's calendar shows at an instant. */
export function dayOf(at: number, { zone }: Pick<Reader, 'zone'>): Day {
  if (zone === 'UTC') return new Date(at).toISOString().slice(0, 10)
  // A list asks this of each of its matches, and making a format takes a tenth of a millisecond: the reader's own clock needs none.
  if (zone === undefined) return new Date(at + offsetMs(at, { zone })).toISOString().slice(0, 10)
  // A calendar of Sweden happens to write days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone }).format(at)
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** How many days later the second one is. */
export function daysBetween(first: Day, second: Day): number {
  return Math.round((Date.parse(second) - Date.parse(first)) / DAY_MS)
}

/** Noon of that day in UTC: to write its name, in UTC. */
export function noonOf(day: Day): number {
  return Date.parse(day) + DAY_MS / 2
}

/** When the day begins and ends for the reader, as instants: half-open. Days that change the clocks have 23 or 25 hours. */
export function dayRange(day: Day, reader: Pick<Reader, 'zone'>): { readonly from: number; readonly before: number } {
  return { from: startOf(day, reader), before: startOf(addDays(day, 1), reader) }
}

function startOf(day: Day, reader: Pick<Reader, 'zone'>): number {
  const midnight = Date.parse(day)
  // Where the clocks change at midnight it comes twice, or not at all: the day begins with the first instant that is in it.
  const [first = 0, second = 0] = [midnight - DAY_MS, midnight + DAY_MS]
    .map((near) => midnight - offsetMs(near, reader))
    .sort((left, right) => left - right)
  return dayOf(first, reader) === day ? first : second
}

/** How far the reader's clocks are ahead of UTC at an instant. */
export function offsetMs(at: number, { zone }: Pick<Reader, 'zone'>): number {
  if (zone === 'UTC') return 0
  if (zone === undefined) return -new Date(at).getTimezoneOffset() * 60_000
  const parts = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone }).format(at)
  return Date.parse(`${parts.replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000
}
