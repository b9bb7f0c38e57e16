import type { MatchEvent } from '../../match/event.ts'

/** What an event brings to its team's score. */
export function basketballWorth(event: MatchEvent): number {
  if (event.type === 'field_goal') return Number(event['points'])
  return event.type === 'free_throw' && event['made'] === true ? Number(event['points'] ?? 1) : 0
}
