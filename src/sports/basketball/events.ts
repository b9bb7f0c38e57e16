import { z } from 'zod'
import { bySide, sideExamples } from '../common/by-side.ts'
import { player, side, word } from '../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'

/** Basketball's own events. */
export const basketballEvents = {
  field_goal: z
    .object({
      team: side.describe('the side that does it'),
      points: z.int().min(0).max(20).describe('as the competition counts it: 2 or 3, in 3x3 1 or 2'),
      player: player.optional().describe('who did it'),
      assist: player.optional().describe('who made it'),
    })
    .meta({ description: 'A basket from the field: its points count.', examples: sideExamples({ points: 3 }) }),
  free_throw: bySide({
    made: z.boolean().describe('whether it went in'),
    points: z.int().min(0).max(20).optional().describe('left out: 1'),
    n: z.int().min(0).max(20).optional().describe('which one'),
    of: z.int().min(0).max(20).optional().describe('of how many'),
  }).meta({ description: 'A free throw; made, its points count.', examples: sideExamples({ made: true }) }),
  foul: bySide({
    kind: z
      .enum(['personal', 'shooting', 'offensive', 'technical', 'flagrant', 'unsportsmanlike', 'disqualifying'])
      .optional()
      .describe('how'),
    countsToTeam: z.boolean().optional().describe('where the competition counts it otherwise'),
  }).meta({
    description: 'A foul; all but offensive and technical ones are team fouls.',
    examples: sideExamples({ kind: 'shooting' }),
  }),
  target_score: z
    .object({
      target: z.int().min(1).max(1000).describe('the leader’s score and what is added: 8 in The Basketball Tournament'),
    })
    .meta({
      description: 'The Elam ending begins: from now on the first to have that score has won.',
      examples: [{ target: 999 }],
    }),
  jump_ball: z
    .object({ team: side.optional().describe('who gets it') })
    .meta({ ...DISPLAY_ONLY, description: 'A jump ball.', examples: [{ team: 'home' }] }),
  rebound: bySide({ kind: z.enum(['offensive', 'defensive']).optional().describe('how') }).meta({
    description: 'A rebound.',
    examples: sideExamples(),
  }),
  turnover: bySide({ kind: word.optional().describe('in the feed’s words') }).meta({
    description: 'The ball is lost.',
    examples: sideExamples(),
  }),
  steal: bySide().meta({ ...DISPLAY_ONLY, description: 'A steal.', examples: sideExamples() }),
  block: bySide().meta({ ...DISPLAY_ONLY, description: 'A blocked shot.', examples: sideExamples() }),
  missed_shot: bySide({ points: z.int().min(0).max(20).optional().describe('that it would have brought') }).meta({
    ...DISPLAY_ONLY,
    description: 'A shot that did not go in.',
    examples: sideExamples(),
  }),
}
