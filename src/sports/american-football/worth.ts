import type { MatchEvent } from '../../match/event.ts'
import type { MatchState } from '../../match/state.ts'
import type { GameFormat } from '../engines/game/format.ts'

const POINTS: Readonly<Record<string, number>> = {
  touchdown: 6,
  extra_point: 1,
  two_point_conversion: 2,
  field_goal: 3,
  safety: 2,
  defensive_conversion: 2,
  one_point_safety: 1,
}

/** What an event brings to its team's score. */
export function americanFootballWorth(event: MatchEvent): number {
  const value = POINTS[event.type]
  return value === undefined || event['made'] === false ? 0 : value
}

/** Tries after a touchdown; what the other side makes of one. */
export const americanFootballFollows = {
  extra_point: { types: ['touchdown'], of: 'same' },
  two_point_conversion: { types: ['touchdown'], of: 'same' },
  defensive_conversion: { types: ['touchdown', 'extra_point', 'two_point_conversion'], of: 'other' },
} as const

/** From the third overtime without a clock on, the sides play tries for two alone (NCAA Football Rules 3-1-3). */
export function isOvertimeTry({ type }: MatchEvent, { format, period }: MatchState): boolean {
  const { periods, overtimeMin } = format as GameFormat
  return type === 'two_point_conversion' && overtimeMin === 0 && (period?.n ?? 0) >= periods + 3
}
