import { z } from 'zod'
import { player, side } from '../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'

/** Futsal's own events. */
export const futsalEvents = {
  goal: z
    .object({
      team: side.describe('the side that gets the goal'),
      kind: z.enum(['regular', 'penalty', 'ten_metre', 'own_goal', 'free_kick']).optional().describe('how'),
      player: player.optional().describe('who scored'),
      assist: player.optional().describe('who made it'),
    })
    .meta({
      description: 'A goal. `ten_metre` is the kick without a wall that the sixth foul brings.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind', kind: 'ten_metre' }],
    }),
  foul: z
    .object({
      team: side.describe('the side that commits it'),
      isAccumulated: z
        .boolean()
        .optional()
        .describe('false for one that brings an indirect free kick; left out: it counts'),
      player: player.optional().describe('who commits it'),
    })
    .meta({
      description: 'A foul: those that bring a direct free kick or a penalty are accumulated in each half.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
  card: z
    .object({
      team: side.describe('the side that gets it'),
      card: z.enum(['yellow', 'second_yellow', 'red']).describe('its colour'),
      player: player.optional().describe('who gets it'),
    })
    .meta({
      description:
        'A card: red, or a second yellow one, leaves the side one fewer for two minutes, or until the other side scores.',
      examples: [
        { team: 'home', card: 'yellow' },
        { team: 'away', player: 'Ada Lind', card: 'yellow' },
      ],
    }),
  kick_missed: z
    .object({
      team: side.describe('the side that kicks'),
      kind: z.enum(['penalty', 'ten_metre']).describe('which kick'),
      player: player.optional().describe('who kicks'),
    })
    .meta({
      ...DISPLAY_ONLY,
      description: 'A penalty or a kick from ten metres that was no goal.',
      examples: [{ team: 'home', kind: 'ten_metre' }],
    }),
  shot: z
    .object({ team: side.describe('the side that shoots'), player: player.optional().describe('who shoots') })
    .meta({
      description: 'A shot that was no goal.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
  save: z.object({ team: side.describe('the side that saves'), player: player.optional().describe('who saves') }).meta({
    ...DISPLAY_ONLY,
    description: 'The goalkeeper saves.',
    examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
  }),
  flying_goalkeeper: z
    .object({ team: side.describe('whose'), isOn: z.boolean().describe('false once the goalkeeper is back') })
    .meta({
      ...DISPLAY_ONLY,
      description: 'A fifth player in the field in place of the goalkeeper, or no more.',
      examples: [{ team: 'home', isOn: true }],
    }),
}
