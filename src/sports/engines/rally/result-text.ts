import type { MatchState, Result } from '../../../match/state.ts'
import { leaderOf } from '../../common/sides.ts'
import { setsResultText } from '../sets/result-text.ts'
import type { RallyDetail } from './detail.ts'

/** `Kites won 3–0 (25–20, 25–18, 25–22)`, and who won the golden set, if there was one. */
export function rallyResultText(result: Result, state: MatchState<RallyDetail>): string {
  const text = setsResultText(result, state, { hasTotal: true })
  const { goldenSet } = state.detail
  const winner = goldenSet ? leaderOf(goldenSet) : 'draw'
  if (goldenSet === undefined || winner === 'draw') return text
  const { home, away } = goldenSet
  return `${text}; ${state[winner].name} won the golden set ${Math.max(home, away)}–${Math.min(home, away)}`
}
