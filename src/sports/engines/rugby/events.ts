import { z } from 'zod'
import { bySide, sideExamples } from '../../common/by-side.ts'
import { side } from '../../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../../contract/warnings/display-only.ts'

/** The events that both codes of rugby have. */
export const rugbyEvents = {
  try: bySide().meta({ description: 'A try.', examples: sideExamples() }),
  conversion: bySide({ made: z.boolean().describe('whether it went in') }).meta({
    description: 'A kick after a try; made, its points count.',
    examples: sideExamples({ made: true }),
  }),
  penalty_goal: bySide({ made: z.boolean().describe('whether it went in') }).meta({
    description: 'A kick at goal from a penalty; made, its points count.',
    examples: sideExamples({ made: true }),
  }),
  drop_goal: bySide({
    made: z.boolean().describe('whether it went in'),
    points: z.int().min(0).max(9).optional().describe('where the competition counts it otherwise'),
  }).meta({ description: 'A drop at goal; made, its points count.', examples: sideExamples({ made: true }) }),
  card: bySide({ card: z.enum(['yellow', 'red', 'red_20']).describe('its colour') }).meta({
    description:
      'A card: yellow leaves the side one fewer for the minutes of the format, red for good, `red_20` for twenty minutes.',
    examples: sideExamples({ card: 'yellow' }),
  }),
  sin_bin_end: bySide().meta({
    ...DISPLAY_ONLY,
    description: 'A player is back from the bin.',
    examples: sideExamples(),
  }),
  denied_try: bySide().meta({ ...DISPLAY_ONLY, description: 'A try that was not given.', examples: sideExamples() }),
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
