import { z } from 'zod'
import { bySide, sideExamples } from '../common/by-side.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'

/** Handball's own events. */
export const handballEvents = {
  goal: bySide({ kind: z.enum(['field', 'seven_metre', 'fast_break', 'empty_net']).optional().describe('how') }).meta({
    description: 'A goal.',
    examples: sideExamples(),
  }),
  seven_metre_missed: bySide().meta({
    ...DISPLAY_ONLY,
    description: 'A seven-metre throw that was no goal.',
    examples: sideExamples(),
  }),
  suspension: bySide().meta({ description: 'Two minutes off: the side is one fewer.', examples: sideExamples() }),
  card: bySide({ card: z.enum(['yellow', 'red', 'blue']).describe('its colour') }).meta({
    description:
      'A card: yellow warns, red leaves the side one fewer for two minutes, blue follows a red one and means a report.',
    examples: sideExamples({ card: 'yellow' }),
  }),
  save: bySide().meta({ description: 'The goalkeeper saves.', examples: sideExamples() }),
  turnover: bySide().meta({ ...DISPLAY_ONLY, description: 'The ball is lost.', examples: sideExamples() }),
}
