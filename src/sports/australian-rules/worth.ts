import type { MatchEvent } from '../../match/event.ts'

/** What an event brings to its team's score. */
export function australianRulesWorth(event: MatchEvent): number {
  return event.type === 'goal' ? 6 : event.type === 'behind' ? 1 : 0
}
