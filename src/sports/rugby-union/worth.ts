import type { MatchEvent } from '../../match/event.ts'

const POINTS: Readonly<Record<string, number>> = {
  try: 5,
  penalty_try: 7,
  conversion: 2,
  penalty_goal: 3,
  drop_goal: 3,
}

/** What an event brings to its team's score. */
export function rugbyUnionWorth(event: MatchEvent): number {
  const value = POINTS[event.type]
  if (value === undefined || event['made'] === false) return 0
  return event.type === 'drop_goal' ? Number(event['points'] ?? value) : value
}
