import { z } from 'zod'
import { player, score, side } from '../contract/reading/fields.ts'
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
  goal: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({ description: 'A goal: six points.', examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }] }),
  behind: z
    .object({
      team: side.describe('the side that does it'),
      rushed: z.boolean().optional().describe('by the defence'),
      player: player.optional().describe('who did it'),
    })
    .meta({ description: 'A behind: one point.', examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }] }),
  mark: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({ description: 'A mark.', examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }] }),
  free_kick: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({
      ...DISPLAY_ONLY,
      description: 'A free kick.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
  tackle: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({
      ...DISPLAY_ONLY,
      description: 'A tackle.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
}
