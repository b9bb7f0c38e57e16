import { z } from 'zod'
import { player, side } from '../../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../../contract/warnings/display-only.ts'

/** The events that both codes of rugby have. */
export const rugbyEvents = {
  try: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({ description: 'A try.', examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }] }),
  conversion: z
    .object({
      team: side.describe('the side that does it'),
      made: z.boolean().describe('whether it went in'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'A kick after a try; made, its points count.',
      examples: [
        { team: 'home', made: true },
        { team: 'away', player: 'Ada Lind', made: true },
      ],
    }),
  penalty_goal: z
    .object({
      team: side.describe('the side that does it'),
      made: z.boolean().describe('whether it went in'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'A kick at goal from a penalty; made, its points count.',
      examples: [
        { team: 'home', made: true },
        { team: 'away', player: 'Ada Lind', made: true },
      ],
    }),
  drop_goal: z
    .object({
      team: side.describe('the side that does it'),
      made: z.boolean().describe('whether it went in'),
      points: z.int().min(0).max(9).optional().describe('where the competition counts it otherwise'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'A drop at goal; made, its points count.',
      examples: [
        { team: 'home', made: true },
        { team: 'away', player: 'Ada Lind', made: true },
      ],
    }),
  card: z
    .object({
      team: side.describe('the side that does it'),
      card: z.enum(['yellow', 'red', 'red_20']).describe('its colour'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description:
        'A card: yellow leaves the side one fewer for the minutes of the format, red for good, `red_20` for twenty minutes.',
      examples: [
        { team: 'home', card: 'yellow' },
        { team: 'away', player: 'Ada Lind', card: 'yellow' },
      ],
    }),
  sin_bin_end: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({
      ...DISPLAY_ONLY,
      description: 'A player is back from the bin.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
  denied_try: z
    .object({ team: side.describe('the side that does it'), player: player.optional().describe('who did it') })
    .meta({
      ...DISPLAY_ONLY,
      description: 'A try that was not given.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
  scrum: z
    .object({ team: side.describe('the side that does it') })
    .meta({ ...DISPLAY_ONLY, description: 'A scrum.', examples: [{ team: 'home' }] }),
  line_out: z
    .object({ team: side.describe('the side that does it') })
    .meta({ ...DISPLAY_ONLY, description: 'A line-out.', examples: [{ team: 'home' }] }),
  penalty: z
    .object({ team: side.describe('the side that does it') })
    .meta({ description: 'A penalty is given to a side.', examples: [{ team: 'home' }] }),
}
