import type { MatchState } from '../../../match/state.ts'
import { commonWarnings, contradiction, surprisesOfCommon } from '../../common/surprises.ts'
import type { Warning } from '../../contract/warnings/warning.ts'
import { setNumberOf } from './place.ts'
import { isDecided, type SetsMemory } from './score.ts'

export const setsWarnings = {
  ...commonWarnings,
  'match-decided': {
    when: 'a point, a penalty or a retirement after the match was won; it does not count',
    example: '`{"type":"default","team":"away"}` after the last set',
  },
  'contradicts-period': {
    when: 'a point names another set than the board shows where it stands; it counts in that of the board',
    example: '`{"type":"point","team":"home","period":1}` in the second set',
  },
} as const

type SetsWarning = Warning<keyof typeof setsWarnings>

/** Why a match ended before it was won. */
const ENDINGS: ReadonlySet<string> = new Set(['retired', 'walkover', 'default'])

/** What a sport of sets says of itself, so that its surprises can be found. */
interface SetsSport {
  /** The event types that move the score. */
  readonly scoring: ReadonlySet<string>
  readonly bestOf: number
  /** Whether nothing that is played can count; left out, once a side has won or given up. */
  readonly isOver?: boolean
}

/** What is surprising in a sport of sets. */
export function surprisesOfSets(
  state: MatchState,
  event: { readonly type: string; readonly period?: number | string },
  memory: SetsMemory,
  { scoring, bestOf, isOver = isDecided(memory, bestOf) }: SetsSport,
): readonly SetsWarning[] {
  const warnings: SetsWarning[] = surprisesOfCommon(state, event, scoring)
  if (isDecided(memory, bestOf) && (ENDINGS.has(event.type) || (isOver && scoring.has(event.type)))) {
    return [...warnings, { code: 'match-decided', detail: `${event.type} after the match was decided does not count` }]
  }
  if (!scoring.has(event.type)) return warnings
  return [...warnings, ...contradiction(event, setNumberOf(event.period), state.period?.n ?? 0)]
}
