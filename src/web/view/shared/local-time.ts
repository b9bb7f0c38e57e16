import { words } from '../../words.ts'
import { dayOf, daysBetween } from './days.ts'
import type { Reader } from './reader.ts'

type Zoned = Pick<Reader, 'locale' | 'zone'>

const FORMATS = {
  time: { hour: '2-digit', minute: '2-digit' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  moment: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** Making a formatter takes some 50 µs, a list has hundreds of times. */
const made = new Map<string, Intl.DateTimeFormat>()

function format(at: number, look: keyof typeof FORMATS, { locale, zone }: Zoned): string {
  const key = `${look} ${locale} ${zone}`
  const formatter =
    made.get(key) ??
    new Intl.DateTimeFormat(locale, { ...FORMATS[look], ...(zone !== undefined && { timeZone: zone }) })
  made.set(key, formatter)
  return formatter.format(at)
}

/** `20:45`, in the reader's time zone and language, as all of these. */
export function timeOfDay(at: number, reader: Zoned): string {
  return format(at, 'time', reader)
}

/** `20:41:07` */
export function timeWithSeconds(at: number, reader: Zoned): string {
  return format(at, 'seconds', reader)
}

/** `Saturday 22 November` */
export function longDay(at: number, reader: Zoned): string {
  return format(at, 'long', reader)
}

/** `Sat, 22 Nov, 20:45` */
export function moment(at: number, reader: Zoned): string {
  return format(at, 'moment', reader)
}

const HALF_A_DAY_MS = 43_200_000

/** `20:41:07`; `Sat, 22 Nov, 20:45` once it was half a day ago: the time alone would look new. */
export function pastTime(at: number, now: number, reader: Zoned): string {
  return now - at < HALF_A_DAY_MS ? timeWithSeconds(at, reader) : moment(at, reader)
}

/** `Sat 22 Nov`; `Today`, `Tomorrow`, `Yesterday` */
export function shortDay(at: number, now: number, reader: Zoned): string {
  const days = daysBetween(dayOf(now, reader), dayOf(at, reader))
  return { '-1': words.yesterday, '0': words.today, '1': words.tomorrow }[String(days)] ?? format(at, 'short', reader)
}
