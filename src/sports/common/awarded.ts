import type { MatchState, Score } from '../../match/state.ts'
import type { Block } from '../contract/blocks.ts'
import { plainScore } from './sides.ts'
import { scoreText } from './text/score-text.ts'

/** The score that was awarded, and the one that was played; in the detail of sports where both are told. */
export interface Award {
  readonly playedScore?: Score
  readonly awardedScore?: Score
}

/** An award replaces the score that was played, if any. After a second award the score from before the first is kept. */
export function awardOf(before: Award, state: Pick<MatchState, 'score' | 'period'>, awarded: Score): Award {
  const playedScore = before.awardedScore === undefined ? playedIn(state) : before.playedScore
  return { ...(playedScore && { playedScore }), awardedScore: plainScore(awarded) }
}

function playedIn({ score, period }: Pick<MatchState, 'score' | 'period'>): Score | undefined {
  return period !== undefined || score.home + score.away > 0 ? score : undefined
}

/** `Awarded; 2–1 on the pitch`; nothing where nothing was played. */
export function awardFact({ detail }: Pick<MatchState<Award>, 'detail'>, where: string): string | undefined {
  const { awardedScore, playedScore } = detail
  if (awardedScore === undefined || playedScore === undefined) return undefined
  return `Awarded; ${scoreText(playedScore)} ${where}`
}

/** The same in a line of its own. */
export function awardBlock(state: MatchState): Block[] {
  const fact = awardFact(state as MatchState<Award>, 'as played')
  return fact === undefined ? [] : [{ kind: 'facts', key: 'award', facts: [fact] }]
}
