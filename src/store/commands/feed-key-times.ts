const MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const
/** Ten years: what is longer is a typing error. */
const MAX_MS = 3_660 * MS.d

/** `90d`, `12h`, `30m`. @returns ms, or undefined if it is not one */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? []
  if (digits === undefined) return undefined
  const ms = Number(digits) * MS[unit as keyof typeof MS]
  return ms <= MAX_MS ? ms : undefined
}

/**
 * When something ends: after a duration, or at a moment with its zone, such as `2027-06-30T22:00:00Z`. A day, `2027-06-30`, is its end in
 * UTC.
 *
 * @returns ms since the epoch, or undefined if it is none of these, or over
 */
export function parseEnd(text: string, now: number): number | undefined {
  const after = parseDuration(text)
  const at = after === undefined ? parseMoment(text) : now + after
  return at !== undefined && at > now && at <= now + MAX_MS ? at : undefined
}

function parseMoment(text: string): number | undefined {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text)
  if (!isDay && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined
  const at = Date.parse(text)
  if (Number.isNaN(at)) return undefined
  // 31 February would be taken for 3 March.
  if (isDay && new Date(at).toISOString().slice(0, 10) !== text) return undefined
  return isDay ? at + MS.d : at
}
