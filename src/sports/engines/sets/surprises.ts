import type { MatchState } from '../../../match/state.ts'
import { isOver } from '../../common/status.ts'
import { commonWarnings, surprisesOfCommon } from '../../common/surprises.ts'
import type { Warning } from '../../contract/sport.ts'

export const setsWarnings = {
  ...commonWarnings,
  'match-decided': 'a point after the match was won; it does not count',
} as const

/** What is surprising in a sport of sets. */
export function surprisesOfSets(
  state: MatchState,
  event: { readonly type: string },
  scoring: ReadonlySet<string>,
): readonly Warning<keyof typeof setsWarnings>[] {
  const warnings = surprisesOfCommon(state, event, scoring)
  if (!scoring.has(event.type) || !isOver(state.status) || state.result === undefined) return warnings
  return [...warnings, { code: 'match-decided', detail: `${event.type} after the match was decided does not count` }]
}
