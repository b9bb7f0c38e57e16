const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const TIME_WITH_SECONDS = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const SHORT_DAY = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' })

const DAY_MS = 86_400_000

/** `20:45`, in the reader's time zone and language, as all of these. */
export function timeOfDay(at: number): string {
  return TIME.format(at)
}

/** `20:41:07` */
export function timeWithSeconds(at: number): string {
  return TIME_WITH_SECONDS.format(at)
}

/** `Saturday 22 November` */
export function longDay(at: number): string {
  return DAY.format(at)
}

/** `Sat 22 Nov`; `Today`, `Tomorrow`, `Yesterday` */
export function shortDay(at: number, now: number): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS)
  return { '-1': 'Yesterday', '0': 'Today', '1': 'Tomorrow' }[String(days)] ?? SHORT_DAY.format(at)
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
