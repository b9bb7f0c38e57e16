import { z } from 'zod'
import { bySide, sideExamples } from '../common/by-side.ts'
import { player, side, word } from '../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'

/** Ice hockey's own events. */
export const iceHockeyEvents = {
  goal: z
    .object({
      team: side.describe('the side that does it'),
      strength: z
        .enum(['ev', 'pp', 'sh', 'en', 'ps', 'awarded'])
        .optional()
        .describe('even, power play, short-handed, empty net, penalty shot'),
      player: player.optional().describe('who did it'),
      assist: player.optional().describe('who made it'),
      secondAssist: player.optional().describe('who made the pass before'),
    })
    .meta({
      description: 'A goal.',
      examples: sideExamples({ strength: 'pp' }),
    }),
  penalty: bySide({
    minutes: z.int().min(0).max(60).describe('2 minor, 4 double minor, 5 major, 10 and 20 misconducts'),
    kind: word.optional().describe('`hooking`'),
    coincidental: z.boolean().optional().describe('both sides are punished alike: nobody is missing on the ice'),
  }).meta({
    description:
      'A penalty. A minor or a major leaves the side a skater short until its time is over, a minor also until the other side scores.',
    examples: sideExamples({ minutes: 2, kind: 'hooking' }),
  }),
  penalty_end: bySide().meta({ ...DISPLAY_ONLY, description: 'A penalty is over.', examples: sideExamples() }),
  shot: bySide().meta({ description: 'A shot on goal that was saved.', examples: sideExamples() }),
  goalie_pulled: z
    .object({ team: side.describe('the side that does it') })
    .meta({ ...DISPLAY_ONLY, description: 'The net is empty: one more skater.', examples: [{ team: 'home' }] }),
  goalie_returned: z
    .object({ team: side.describe('the side that does it') })
    .meta({ ...DISPLAY_ONLY, description: 'The goalkeeper is back.', examples: [{ team: 'home' }] }),
  faceoff: z
    .object({ team: side.optional().describe('who won it') })
    .meta({ ...DISPLAY_ONLY, description: 'A face-off.', examples: [{ team: 'home' }] }),
}
