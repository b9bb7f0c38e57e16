import { z } from 'zod'
import { bySide, sideExamples } from '../common/by-side.ts'
import { player, side, word } from '../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'

const yards = z.int().min(-120).max(120).optional()

/** American football's own events. */
export const americanFootballEvents = {
  touchdown: bySide({
    kind: z.enum(['rush', 'pass', 'return', 'fumble']).optional().describe('how'),
    yards: yards.describe('from how far'),
  }).meta({
    description: 'A touchdown: six points. Its try is an event of its own.',
    examples: [
      { team: 'home', kind: 'pass' },
      { team: 'away', player: 'Ada Lind', kind: 'pass', yards: 32 },
    ],
  }),
  extra_point: bySide({ made: z.boolean().describe('whether it went in') }).meta({
    description: 'A kick after a touchdown; made, one point.',
    examples: sideExamples({ made: true }),
  }),
  two_point_conversion: bySide({ made: z.boolean().describe('whether it went in') }).meta({
    description: 'A try for two; made, two points.',
    examples: sideExamples({ made: false }),
  }),
  field_goal: bySide({ made: z.boolean().describe('whether it went in'), yards: yards.describe('from how far') }).meta({
    description: 'A field goal; made, three points.',
    examples: sideExamples({ made: true, yards: 43 }),
  }),
  safety: z
    .object({ team: side.describe('the side that gets the points') })
    .meta({ description: 'A safety: two points for the defence.', examples: [{ team: 'away' }] }),
  defensive_conversion: z
    .object({ team: side.describe('the side that gets the points'), player: player.optional().describe('who did it') })
    .meta({
      description: 'A try returned by the defence: two points.',
      examples: [{ team: 'away' }, { team: 'away', player: 'Ada Lind' }],
    }),
  one_point_safety: z
    .object({ team: side.describe('the side that gets the point') })
    .meta({ description: 'A safety on a try: one point.', examples: [{ team: 'home' }] }),
  kickoff: z.object({ team: side.describe('the side that does it') }).meta({
    description: 'A kick-off: the other side has the ball. One that is taken again is shown, and no more.',
    examples: [{ team: 'home' }],
  }),
  punt: bySide({ yards: yards.describe('how far') }).meta({
    description: 'A punt: the other side has the ball.',
    examples: sideExamples(),
  }),
  play: bySide({
    down: z.int().min(0).max(9).optional().describe('which: 1 to 4'),
    distance: z.int().min(0).max(120).optional().describe('yards to go'),
    spot: word.optional().describe('where the ball is: `KC 35`'),
    yards: yards.describe('gained, or lost if below zero'),
  }).meta({
    description:
      'A play from scrimmage: who has the ball, and the down before it. One that tells no more than whose it is may be shown, and no more.',
    examples: sideExamples({ down: 3, distance: 4, spot: 'KC 35' }),
  }),
  penalty: bySide({
    decision: z.enum(['accepted', 'declined', 'offset']).optional().describe('what became of it'),
    kind: word.optional().describe('in the feed’s words'),
    yards: yards.describe('by which the ball is moved'),
  }).meta({ description: 'A flag.', examples: sideExamples({ decision: 'accepted', kind: 'holding' }) }),
  turnover: bySide({ kind: z.enum(['interception', 'fumble', 'downs']).optional().describe('how') }).meta({
    description: 'The ball is lost.',
    examples: sideExamples({ kind: 'interception' }),
  }),
  sack: bySide({ yards: yards.describe('gained by the offence: below zero') }).meta({
    ...DISPLAY_ONLY,
    description: 'The quarterback is sacked.',
    examples: sideExamples(),
  }),
  two_minute_warning: z.object({}).meta({ ...DISPLAY_ONLY, description: 'The two-minute warning.', examples: [{}] }),
}
