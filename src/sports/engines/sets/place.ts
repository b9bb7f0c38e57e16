import { parseClock } from '../../../match/clock.ts'
import type { MatchEvent } from '../../../match/event.ts'
import { BEFORE_PLAY, PERIOD_END_MS, PERIOD_START_MS, type Place } from '../../../match/order.ts'

const SET_NAME = /^(?:set|game|map|leg|frame)_(\d{1,2})$/

/**
 * Where an event of a sport without a game clock belongs. Most say nothing: they happened when they arrived. One that
 * names its set belongs there, before its end if it comes late; a clock, if the feed shows the time played, sorts within
 * the set. `match_start` comes first however late it arrives, or nobody would know who serves.
 */
export function readSetPlace(event: MatchEvent, last: Place): Place | undefined {
  if (event.type === 'match_start' || event.type === 'warm_up') return BEFORE_PLAY
  const set = setNumberOf(event.period)
  if (set !== undefined && event.type === 'period_start') return { period: set, clockMs: PERIOD_START_MS }
  if (set !== undefined && event.type === 'period_end') return { period: set, clockMs: PERIOD_END_MS }
  if (set === undefined) return last.period === 0 && PLAYED.has(event.type) ? FIRST_SET : undefined
  const clockMs = event.clock === undefined ? undefined : parseClock(event.clock)?.ms
  if (clockMs !== undefined) return { period: set, clockMs }
  if (set > last.period) return { period: set, clockMs: PERIOD_START_MS }
  return set === last.period && last.clockMs < LATE_MS ? last : { period: set, clockMs: LATE_MS }
}

/** Behind what was played in the set, before its end. */
const LATE_MS = PERIOD_END_MS - 1

const FIRST_SET: Place = { period: 1, clockMs: PERIOD_START_MS }

/** What is played in a set even if the event does not say so: `match_start` must not come behind it. */
const PLAYED: ReadonlySet<string> = new Set([
  'point',
  'point_penalty',
  'game_penalty',
  'card',
  'service',
  'score_set',
  'visit',
  'leg_won',
  'pot',
  'foul',
  'frame_won',
  'frame_conceded',
  'round',
  'goal',
  'kill',
  'map_won',
  'map_drawn',
  'map_forfeit',
])

/** @returns undefined for what names no set */
export function setNumberOf(period: MatchEvent['period']): number | undefined {
  if (typeof period === 'number') return period > 0 ? period : undefined
  const [, digits] = SET_NAME.exec(period ?? '') ?? []
  return digits === undefined ? undefined : Number(digits)
}
