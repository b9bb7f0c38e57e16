import { z } from 'zod'
import { player, side } from '../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'

/** Handball's own events. */
export const handballEvents = {
  goal: z
    .object({
      team: side.describe('the side that does it'),
      kind: z.enum(['field', 'seven_metre', 'fast_break', 'empty_net']).optional().describe('how'),
      player: player.optional().describe('who did it'),
    })
    .meta({ description: 'A goal.', examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }] }),
  seven_metre_missed: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({
      ...DISPLAY_ONLY,
      description: 'A seven-metre throw that was no goal.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
  suspension: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({
      description: 'Two minutes off: the side is one fewer.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
  card: z
    .object({
      team: side.describe('the side that does it'),
      card: z.enum(['yellow', 'red', 'blue']).describe('its colour'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description:
        'A card: yellow warns, red leaves the side one fewer for two minutes, blue follows a red one and means a report.',
      examples: [
        { team: 'home', card: 'yellow' },
        { team: 'away', player: 'Ada Lind', card: 'yellow' },
      ],
    }),
  save: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({ description: 'The goalkeeper saves.', examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }] }),
  turnover: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({
      ...DISPLAY_ONLY,
      description: 'The ball is lost.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
}
