import { z } from 'zod'
import { bySide, sideExamples } from '../common/by-side.ts'
import { score } from '../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'
import { SCORE_SET_EXAMPLES } from '../engines/clocked/period-scores.ts'
import { shootoutEvents } from '../engines/game/shootout.ts'

/** Australian rules's own events. */
export const australianRulesEvents = {
  score_set: shootoutEvents.score_set
    .extend({
      detail: z
        .object({ goals: score.optional(), behinds: score.optional() })
        .optional()
        .describe('goals and behinds that the points are made of'),
    })
    .meta({
      ...shootoutEvents.score_set.meta(),
      examples: [
        ...SCORE_SET_EXAMPLES,
        { score: { home: 80, away: 64 }, detail: { goals: { home: 12, away: 9 }, behinds: { home: 8, away: 10 } } },
      ],
    }),
  goal: bySide().meta({ description: 'A goal: six points.', examples: sideExamples() }),
  behind: bySide({ rushed: z.boolean().optional().describe('by the defence') }).meta({
    description: 'A behind: one point.',
    examples: sideExamples(),
  }),
  mark: bySide().meta({ description: 'A mark.', examples: sideExamples() }),
  free_kick: bySide().meta({ ...DISPLAY_ONLY, description: 'A free kick.', examples: sideExamples() }),
  tackle: bySide().meta({ ...DISPLAY_ONLY, description: 'A tackle.', examples: sideExamples() }),
}
