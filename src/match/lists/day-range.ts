const DAY_MS = 86_400_000

/** A filter for matches by their start: from the first instant on, and before the second. */
export interface StartRange {
  readonly startsFrom: number
  readonly startsBefore: number
}

/**
 * A day, `YYYY-MM-DD`, in UTC or where clocks are ahead of it.
 *
 * @param offsetMs by how much they are ahead
 * @returns undefined if the calendar has no such day
 */
export function dayRange(day: string, offsetMs = 0): StartRange | undefined {
  const startsFrom = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  // Date.parse reads 30 February as 2 March.
  if (Number.isNaN(startsFrom) || !new Date(startsFrom).toISOString().startsWith(day)) return undefined
  return { startsFrom: startsFrom - offsetMs, startsBefore: startsFrom - offsetMs + DAY_MS }
}
