import type { MatchEvent } from '../../match/event.ts'

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
