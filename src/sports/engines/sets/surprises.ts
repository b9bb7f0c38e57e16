import type { MatchState, Side } from '../../../match/state.ts'
import { commonWarnings, contradiction, surprisesOfCommon } from '../../common/surprises.ts'
import type { Warning } from '../../contract/warnings/warning.ts'
import { setNumberOf } from './place.ts'
import { closeEarly, isBothOut, type SetBound } from './play.ts'
import { isComplete, isDecided, type SetsMemory } from './score.ts'

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
  'set-ended-early': {
    when: 'a `period_end`, or the `period_start` of a later set, closes a set at a score that wins none; its last points are missing, or a clock ended it',
    example: '`{"type":"period_end","period":1}` at 24–20 in volleyball',
  },
} as const

type SetsWarning = Warning<keyof typeof setsWarnings>

/** Why a match ended before it was won. */
const ENDINGS: ReadonlySet<string> = new Set(['retired', 'walkover', 'default'])

/** What a sport of sets says of itself, so that its surprises can be found. */
interface SetsSport<Memory extends SetsMemory> {
  /** The event types that move the score. */
  readonly scoring: ReadonlySet<string>
  readonly bestOf: number
  /** Whether nothing that is played can count; left out, once a side has won or given up. */
  readonly isOver?: boolean
  /** Closes the set being played at the score shown; the memory itself if it is level. */
  closeNow(memory: Memory): Memory
}

/** What is surprising in a sport of sets. */
export function surprisesOfSets<Memory extends SetsMemory>(
  state: MatchState,
  event: { readonly type: string; readonly period?: number | string; readonly team?: Side },
  memory: Memory,
  { scoring, bestOf, isOver = isDecided(memory, bestOf), closeNow }: SetsSport<Memory>,
): readonly SetsWarning[] {
  const warnings: SetsWarning[] = surprisesOfCommon(state, event, scoring)
  const isSecondOut = isBothOut(memory.ending, event) && !isComplete(memory.won, bestOf)
  if (isDecided(memory, bestOf) && !isSecondOut && (ENDINGS.has(event.type) || (isOver && scoring.has(event.type)))) {
    return [...warnings, { code: 'match-decided', detail: `${event.type} after the match was decided does not count` }]
  }
  if (event.type === 'period_end' || event.type === 'period_start') {
    return [...warnings, ...endedEarly(state, event as SetBound, memory, { bestOf, closeNow })]
  }
  if (!scoring.has(event.type)) return warnings
  return [...warnings, ...contradiction(event, setNumberOf(event.period), state.period?.n ?? 0)]
}

function endedEarly<Memory extends SetsMemory>(
  { period, periods }: MatchState,
  event: SetBound,
  memory: Memory,
  sport: Pick<SetsSport<Memory>, 'bestOf' | 'closeNow'>,
): SetsWarning[] {
  if (closeEarly(memory, event, sport) === memory) return []
  const shown = periods.at(-1)
  const detail = `${event.type} closes set ${period?.n ?? 1} at ${shown?.home ?? 0}–${shown?.away ?? 0}`
  return [{ code: 'set-ended-early', detail }]
}
