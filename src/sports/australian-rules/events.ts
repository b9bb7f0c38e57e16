import { z } from 'zod'
import { player, side } from '../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'

/** Australian rules's own events. */
export const australianRulesEvents = {
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
