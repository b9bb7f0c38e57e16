import { otherSide } from '../../match/sides.ts'
import type { MatchState } from '../../match/state.ts'
import type { EventOf } from '../contract/sport.ts'
import type { Warning } from '../contract/warnings/warning.ts'
import { setsWarnings, surprisesOfSets } from '../engines/sets/surprises.ts'
import { isOn, nextVisit } from './balls.ts'
import type { snookerEvents } from './events.ts'
import { closeFrame, type SnookerMemory } from './play.ts'

export const snookerWarnings = {
  ...setsWarnings,
  'beyond-limit': {
    when: 'a foul of other points than 4 to 7, or more frames than the match has; it counts',
    example: '`{"type":"foul","team":"home","points":70}`',
  },
  'ball-not-on': {
    when: 'a ball is potted that was not on, so one before it is missing, or it was a foul; it counts all the same',
    example: '`{"type":"pot","team":"home","ball":"pink"}` before a red',
  },
} as const

/** The event types that move the score. */
export const SCORING: ReadonlySet<string> = new Set(['pot', 'foul', 'frame_won', 'frame_conceded'])

/** What a foul is worth (section 3, rule 11). */
const LEAST = 4
const MOST = 7

export function surprisesOfSnooker(
  state: MatchState,
  event: EventOf<typeof snookerEvents>,
  memory: SnookerMemory,
): readonly Warning<keyof typeof snookerWarnings>[] {
  const { bestOf } = memory.format
  const warnings = surprisesOfSets(state, event, memory, { scoring: SCORING, bestOf, closeNow: closeFrame })
  if (event.type === 'foul' && event.points !== undefined && (event.points < LEAST || event.points > MOST)) {
    return [...warnings, { code: 'beyond-limit', detail: `a foul of ${event.points} points; it is worth 4 to 7` }]
  }
  if (event.type === 'frame_won' && memory.points[event.team] < memory.points[otherSide(event.team)]) {
    const { home, away } = memory.points
    return [
      ...warnings,
      { code: 'set-ended-early', detail: `${event.team} wins frame ${state.period?.n ?? 1} at ${home}–${away}` },
    ]
  }
  if (event.type !== 'pot' || event.freeBall || warnings.length > 0) return warnings
  const table = memory.atTable === event.team ? memory.table : nextVisit(memory.table)
  if (isOn(table, event.ball)) return warnings
  return [...warnings, { code: 'ball-not-on', detail: `${event.ball} is not on` }]
}
