import { z } from 'zod'
import { player, side } from '../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'

/** Hockey (field)'s own events. */
export const fieldHockeyEvents = {
  goal: z
    .object({
      team: side.describe('the side that does it'),
      kind: z.enum(['field', 'penalty_corner', 'penalty_stroke']).optional().describe('how'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'A goal.',
      examples: [
        { team: 'home', kind: 'penalty_corner' },
        { team: 'away', player: 'Ada Lind', kind: 'penalty_corner' },
      ],
    }),
  penalty_corner: z
    .object({ team: side.describe('the side that does it') })
    .meta({ description: 'A penalty corner.', examples: [{ team: 'home' }] }),
  penalty_stroke: z
    .object({ team: side.describe('the side that does it') })
    .meta({ ...DISPLAY_ONLY, description: 'A penalty stroke is given.', examples: [{ team: 'home' }] }),
  card: z
    .object({
      team: side.describe('the side that does it'),
      card: z.enum(['green', 'yellow', 'red']).describe('its colour'),
      minutes: z.int().min(1).max(20).optional().describe('that it lasts; left out, 2 for green and 5 for yellow'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'A card: the side is one fewer until its minutes are over, after a red one for good.',
      examples: [
        { team: 'home', card: 'green' },
        { team: 'away', player: 'Ada Lind', card: 'green' },
      ],
    }),
  shot: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({ description: 'A shot.', examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }] }),
  save: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({
      ...DISPLAY_ONLY,
      description: 'The goalkeeper saves.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
}
