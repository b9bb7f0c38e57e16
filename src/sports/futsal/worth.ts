import type { MatchEvent } from '../../match/event.ts'

/** What an event brings to its team's score. */
export function futsalWorth(event: MatchEvent): number {
  return event.type === 'goal' ? 1 : 0
}
