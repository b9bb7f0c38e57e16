import { z } from 'zod'
import { bySide, sideExamples } from '../common/by-side.ts'
import { side } from '../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'

/** Hockey (field)'s own events. */
export const fieldHockeyEvents = {
  goal: bySide({ kind: z.enum(['field', 'penalty_corner', 'penalty_stroke']).optional().describe('how') }).meta({
    description: 'A goal.',
    examples: sideExamples({ kind: 'penalty_corner' }),
  }),
  penalty_corner: z
    .object({ team: side.describe('the side that does it') })
    .meta({ description: 'A penalty corner.', examples: [{ team: 'home' }] }),
  penalty_stroke: z
    .object({ team: side.describe('the side that does it') })
    .meta({ ...DISPLAY_ONLY, description: 'A penalty stroke is given.', examples: [{ team: 'home' }] }),
  card: bySide({
    card: z.enum(['green', 'yellow', 'red']).describe('its colour'),
    minutes: z.int().min(1).max(20).optional().describe('that it lasts; left out, 2 for green and 5 for yellow'),
  }).meta({
    description: 'A card: the side is one fewer until its minutes are over, after a red one for good.',
    examples: sideExamples({ card: 'green' }),
  }),
  shot: bySide().meta({ description: 'A shot.', examples: sideExamples() }),
  save: bySide().meta({ ...DISPLAY_ONLY, description: 'The goalkeeper saves.', examples: sideExamples() }),
}
