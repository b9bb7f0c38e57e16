import { otherSide } from '../../match/sides.ts'
import type { MatchState, Result, Score, Side } from '../../match/state.ts'
import { leaderOf } from '../common/sides.ts'
import { resultInWords } from '../common/text/result-text.ts'
import { scoreText } from '../common/text/score-text.ts'
import type { GenericCounts } from './counts.ts'
import type { GenericFormat } from './format.ts'
import { type GenericMemory, wentToOvertime } from './periods.ts'

/** The result that follows from the score. Its words are added when it is shown. */
export function genericResult(format: GenericFormat, state: MatchState, memory: GenericMemory): Result {
  const winner = leaderByRank(format, state.score)
  const { shootout } = (memory.counts ?? {}) as GenericCounts
  const byShootout = shootout && (shootout.decided ?? leaderOf(shootout))
  if (winner === 'draw' && byShootout && byShootout !== 'draw') return { winner: byShootout, method: 'shootout' }
  return {
    winner,
    method: winner !== 'draw' && wentToOvertime(format, state, memory) ? format.overtimeMethod : 'regulation',
  }
}

/** The winner's number first, also where the lowest wins: `Reds won 69–71`. A score that says otherwise is left out. */
export function genericResultText(result: Result, state: MatchState): string {
  const { home, away } = state.score
  const { shootout } = state.detail as GenericCounts
  if (result.method === 'shootout' && shootout) {
    return `${resultInWords(result, state)}, ${scoreText(state.score)} (${shootout.home}–${shootout.away})`
  }
  const numbers = scoreText(result.winner === 'away' ? { home: away, away: home } : { home, away })
  const isTold = result.winner === leaderByRank(state.format as GenericFormat, state.score)
  return resultInWords(result, state, isTold ? numbers : undefined)
}

function leaderByRank({ rank }: GenericFormat, score: Score): Side | 'draw' {
  const leader = leaderOf(score)
  return rank === 'highest' || leader === 'draw' ? leader : otherSide(leader)
}
