import type { Clock } from './state.ts'

/** What a match clock says, read from the text that a feed sends. */
export interface ClockReading {
  /** What the clock shows, in ms; a minute label is the beginning of its minute (`23'` = 22:00, `45+2` = 46:00). */
  readonly ms: number
  /** The minute before the plus: 45 of `45+2`. With it the reading tells its period. */
  readonly stoppageOf?: number
  /** True for `23` and `45+2`, which name a minute that has begun; false for `22:14`. */
  readonly isLabel: boolean
}

const MINUTE_MS = 60_000
const SECONDS = /^(\d{1,3}):([0-5]\d)(?:\.(\d{1,3}))?$/
const LABEL = /^(\d{1,3})(?:\+(\d{1,3}))?'?$/
const OVERRUN = /^(\d{1,3})(?::00)?\+(\d{1,3}):([0-5]\d)$/
const QUOTED_STOPPAGE = /^(\d{1,3})'\+(\d{1,3})'?$/

/** Matches exactly the texts that `parseClock` reads. */
export const CLOCK = new RegExp([SECONDS, LABEL, OVERRUN, QUOTED_STOPPAGE].map(({ source }) => source).join('|'))

/** Reads `22:14`, `0:04.3`, `23`, `23'`, `45+2`, `45+2'`, `45'+2'`, `45+2:10`, `45:00+2:10`; undefined for anything else. */
export function parseClock(text: string): ClockReading | undefined {
  const [, minutes, seconds, fraction = ''] = SECONDS.exec(text) ?? []
  if (minutes !== undefined) {
    const ms = Number(minutes) * MINUTE_MS + Number(seconds) * 1000 + Number(fraction.padEnd(3, '0'))
    return { ms, isLabel: false }
  }
  const [, base, overMinutes, overSeconds] = OVERRUN.exec(text) ?? []
  if (base !== undefined) {
    const ms = (Number(base) + Number(overMinutes)) * MINUTE_MS + Number(overSeconds) * 1000
    return { ms, stoppageOf: Number(base), isLabel: false }
  }
  const [, minute, stoppage] = LABEL.exec(text) ?? QUOTED_STOPPAGE.exec(text) ?? []
  if (minute === undefined) return undefined
  const ms = Math.max(0, Number(minute) + Number(stoppage ?? 0) - 1) * MINUTE_MS
  return { ms, isLabel: true, ...(stoppage !== undefined && { stoppageOf: Number(minute) }) }
}

/**
 * The minute that has begun, as scoreboards write it: `23'`, and `45+2'` past the end of its period.
 *
 * @param endMs where the period ends; undefined if nobody knows
 */
export function minuteLabel(ms: number, endMs?: number): string {
  const minute = Math.floor(ms / MINUTE_MS) + 1
  const last = endMs === undefined ? minute : endMs / MINUTE_MS
  return minute <= last ? `${minute}'` : `${last}+${minute - last}'`
}

/** `4:05`. A clock that runs down shows each second until that second is over. */
export function countLabel(ms: number, dir: Clock['dir']): string {
  const seconds = dir === 'down' ? Math.ceil(ms / 1000) : Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`
}

/** `0:04.3` in the last minute of a clock that runs down, so that 0:00.4 is not over; before it as `countLabel`. */
export function tenthsLabel(ms: number): string {
  const tenths = Math.ceil(ms / 100)
  return tenths >= 600 ? countLabel(ms, 'down') : `0:${pad(Math.floor(tenths / 10))}.${tenths % 10}`
}

/** What a clock shows at an instant, written as the clock itself says. */
export function clockText(clock: Clock, at: number): string {
  const ms = clockMsAt(clock, at)
  if (clock.show === 'minute') return minuteLabel(ms, clock.limitMs)
  return clock.show === 'm:ss.t' && clock.dir === 'down' ? tenthsLabel(ms) : countLabel(ms, clock.dir)
}

/** The label of the minute that a reading names or falls into. */
export function minuteOfReading({ ms, stoppageOf }: ClockReading): string {
  return minuteLabel(ms, stoppageOf === undefined ? undefined : stoppageOf * MINUTE_MS)
}

/** A clock time as `MM:SS`; minutes go on past 59. */
export function formatClock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`
}

/** What a clock shows at an instant. Never negative, and never behind its own base. */
export function clockMsAt(clock: Clock, at: number): number {
  const ran = clock.running ? Math.max(0, at - clock.at) : 0
  return clock.dir === 'up' ? clock.baseMs + ran : Math.max(0, clock.baseMs - ran)
}

export function stopClock(clock: Clock, at: number): Clock {
  return clock.running ? { ...clock, running: false, baseMs: clockMsAt(clock, at), at } : clock
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
