import { z } from 'zod'
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
    .meta({
      description: 'A basket from the field: its points count.',
      examples: [
        { team: 'home', points: 3 },
        { team: 'away', player: 'Ada Lind', points: 3 },
      ],
    }),
  free_throw: z
    .object({
      team: side.describe('the side that does it'),
      made: z.boolean().describe('whether it went in'),
      points: z.int().min(0).max(20).optional().describe('left out: 1'),
      n: z.int().min(0).max(20).optional().describe('which one'),
      of: z.int().min(0).max(20).optional().describe('of how many'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'A free throw; made, its points count.',
      examples: [
        { team: 'home', made: true },
        { team: 'away', player: 'Ada Lind', made: true },
      ],
    }),
  foul: z
    .object({
      team: side.describe('the side that does it'),
      kind: z
        .enum(['personal', 'shooting', 'offensive', 'technical', 'flagrant', 'unsportsmanlike', 'disqualifying'])
        .optional()
        .describe('how'),
      countsToTeam: z.boolean().optional().describe('where the competition counts it otherwise'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'A foul; all but offensive and technical ones are team fouls.',
      examples: [
        { team: 'home', kind: 'shooting' },
        { team: 'away', player: 'Ada Lind', kind: 'shooting' },
      ],
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
  rebound: z
    .object({
      team: side.describe('the side that does it'),
      kind: z.enum(['offensive', 'defensive']).optional().describe('how'),
      player: player.optional().describe('who did it'),
    })
    .meta({ description: 'A rebound.', examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }] }),
  turnover: z
    .object({
      team: side.describe('the side that does it'),
      kind: word.optional().describe('in the feed’s words'),
      player: player.optional().describe('who did it'),
    })
    .meta({ description: 'The ball is lost.', examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }] }),
  steal: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({
      ...DISPLAY_ONLY,
      description: 'A steal.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
  block: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({
      ...DISPLAY_ONLY,
      description: 'A blocked shot.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
  missed_shot: z
    .object({
      team: side.describe('the side that does it'),
      points: z.int().min(0).max(20).optional().describe('that it would have brought'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      ...DISPLAY_ONLY,
      description: 'A shot that did not go in.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
}
