import type { MatchState } from '../../match/state.ts'
import type { EventOf } from '../contract/sport.ts'
import type { Warning } from '../contract/warnings/warning.ts'
import { setsWarnings, surprisesOfSets } from '../engines/sets/surprises.ts'
import { isOn, nextVisit } from './balls.ts'
import type { snookerEvents } from './events.ts'
import { closeFrame, type SnookerMemory } from './play.ts'

export const snookerWarnings = {
  ...setsWarnings,
  'ball-not-on': {
    when: 'a ball is potted that was not on, so one before it is missing, or it was a foul; it counts all the same',
    example: '`{"type":"pot","team":"home","ball":"pink"}` before a red',
  },
} as const

/** The event types that move the score. */
export const SCORING: ReadonlySet<string> = new Set(['pot', 'foul', 'frame_won', 'frame_conceded'])

export function surprisesOfSnooker(
  state: MatchState,
  event: EventOf<typeof snookerEvents>,
  memory: SnookerMemory,
): readonly Warning<keyof typeof snookerWarnings>[] {
  const { bestOf } = memory.format
  const warnings = surprisesOfSets(state, event, memory, { scoring: SCORING, bestOf, closeNow: closeFrame })
  if (event.type !== 'pot' || event.freeBall || warnings.length > 0) return warnings
  const table = memory.atTable === event.team ? memory.table : nextVisit(memory.table)
  if (isOn(table, event.ball)) return warnings
  return [...warnings, { code: 'ball-not-on', detail: `${event.ball} is not on` }]
}
