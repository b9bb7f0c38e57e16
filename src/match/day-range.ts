const DAY_MS = 86_400_000

/** The instants from one on up to, but without, another. In the words of a filter for matches by their start. */
export interface StartRange {
  readonly startsFrom: number
  readonly startsBefore: number
}

/** A day in UTC, `YYYY-MM-DD`. @returns undefined if the calendar has no such day */
export function dayRange(day: string): StartRange | undefined {
  const startsFrom = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(startsFrom) || !new Date(startsFrom).toISOString().startsWith(day)) return undefined
  return { startsFrom, startsBefore: startsFrom + DAY_MS }
}
