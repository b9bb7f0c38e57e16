import type { Clock, MatchState } from '../match/state.ts'

const MINUTE_MS = 60_000

/** What a clock shows at `now`, server time, in ms. Never negative, and never behind its own base. */
export function clockMs({ running, baseMs, at, dir }: Clock, now: number): number {
  const ran = running ? Math.max(0, now - at) : 0
  return dir === 'up' ? baseMs + ran : Math.max(0, baseMs - ran)
}

/**
 * The match clock as boards of that sport write it: `67'` and `45+2'` in football, `4:05` elsewhere. Undefined for a
 * match without a clock.
 *
 * @param now server time: `client.now()`
 */
export function clockLabel(state: MatchState, now: number): string | undefined {
  if (!state.clock) return undefined
  const ms = clockMs(state.clock, now)
  return state.sport === 'football' ? minuteLabel(ms, periodEndMinute(state)) : countLabel(ms, state.clock.dir)
}

function minuteLabel(ms: number, endMinute: number | undefined): string {
  const minute = Math.floor(ms / MINUTE_MS) + 1
  return endMinute !== undefined && minute > endMinute ? `${endMinute}+${minute - endMinute}'` : `${minute}'`
}

/** A clock that runs down shows a second until it is over. */
function countLabel(ms: number, dir: Clock['dir']): string {
  const seconds = dir === 'down' ? Math.ceil(ms / 1000) : Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** The minute in which the period being played ends, as far as the format says. */
function periodEndMinute({ format, period }: MatchState): number | undefined {
  const { periods = 2, periodMin = 45, extraTimeMin = 15 } = (format ?? {}) as Readonly<Record<string, number>>
  if (!period) return undefined
  const extra = Math.max(0, period.n - periods)
  return Math.min(period.n, periods) * periodMin + extra * extraTimeMin
}
