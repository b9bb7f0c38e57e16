import type { MatchEvent } from '../../../match/event.ts'

/**
 * What an event brings to its team's score. A `drop_goal` may say its own points.
 *
 * @param points by type of event; one that is missed brings none
 */
export function rugbyWorth(points: Readonly<Record<string, number>>): (event: MatchEvent) => number {
  return (event) => {
    const value = points[event.type]
    if (value === undefined || event['made'] === false) return 0
    return event.type === 'drop_goal' ? Number(event['points'] ?? value) : value
  }
}
