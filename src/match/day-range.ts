const DAY_MS = 86_400_000

/** A filter for matches by their start: from the first instant on, and before the second. */
export interface StartRange {
  readonly startsFrom: number
  readonly startsBefore: number
}

/** A day in UTC, `YYYY-MM-DD`. @returns undefined if the calendar has no such day */
export function dayRange(day: string): StartRange | undefined {
  const startsFrom = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  // Date.parse reads 30 February as 2 March.
  if (Number.isNaN(startsFrom) || !new Date(startsFrom).toISOString().startsWith(day)) return undefined
  return { startsFrom, startsBefore: startsFrom + DAY_MS }
}
