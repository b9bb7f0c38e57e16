import { z } from 'zod'
import type { PeriodScore, Score } from '../../../match/state.ts'
import { score } from '../../contract/reading/fields.ts'
import type { ClockedRules } from './rules.ts'

/** More than any format has. */
const MAX_PERIODS = 30

/** What `score_set` also takes, beside the score, in sports with periods. @param each the score of one period */
export function periodScores<Each extends z.ZodType<Score>>(each: Each) {
  return {
    periods: z
      .array(each)
      .min(1)
      .max(MAX_PERIODS)
      .optional()
      .describe('what each period had, from the first; what the score has beyond them is of the one after'),
  }
}

/** Of sports that count whole points. */
export const periodsOfScore = periodScores(score)

export const SCORE_SET_EXAMPLES = [
  { score: { home: 2, away: 1 }, reason: 'checked with the referee' },
  {
    score: { home: 2, away: 1 },
    periods: [
      { home: 1, away: 0 },
      { home: 1, away: 1 },
    ],
  },
]

/** The line score as it was told. */
export function linesOf(rules: ClockedRules, told: readonly Score[]): PeriodScore[] {
  return told.flatMap(({ home, away }, index) => {
    const plan = rules.plan(index + 1)
    return plan?.isPlayed ? [{ label: plan.label, home, away }] : []
  })
}
