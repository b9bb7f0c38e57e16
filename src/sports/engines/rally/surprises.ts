import type { MatchState } from '../../../match/state.ts'
import type { EventOf } from '../../contract/sport.ts'
import type { Warning } from '../../contract/warnings/warning.ts'
import { setsWarnings, surprisesOfSets } from '../sets/surprises.ts'
import type { rallyEvents } from './events.ts'
import { closeSetNow, isPlayOver, type RallyMemory } from './play.ts'

export const rallyWarnings = {
  ...setsWarnings,
  'beyond-limit': {
    when: 'more timeouts than the format gives a side, or more sets than the match has; shown all the same',
    example: 'a third `timeout` of a side in one set of volleyball; 4–4 in a match of five sets',
  },
} as const

/** The event types that move the score. */
export const SCORING: ReadonlySet<string> = new Set(['point', 'point_penalty'])

/** What is surprising where every rally is a point. */
export function surprisesOfRally(
  state: MatchState,
  event: EventOf<typeof rallyEvents>,
  memory: RallyMemory,
  pointCard: 'red' | 'yellow_red' | undefined,
  moving: ReadonlySet<string> = SCORING,
): readonly Warning<keyof typeof rallyWarnings>[] {
  const { bestOf, timeouts } = memory.format
  const isPoint = event.type === 'card' && event.card === pointCard
  const scoring = isPoint ? new Set([...moving, 'card']) : moving
  const warnings = surprisesOfSets(state, event, memory, {
    scoring,
    bestOf,
    isOver: isPlayOver(memory),
    closeNow: closeSetNow,
  })
  // Where the format gives none, those that are taken are not its own: somebody is hurt.
  if (event.type !== 'timeout' || timeouts === 0 || event.team === undefined) return warnings
  if (memory.timeoutsLeft[event.team] > 0) return warnings
  return [...warnings, { code: 'beyond-limit', detail: `${event.team} has taken its ${timeouts} timeouts` }]
}
