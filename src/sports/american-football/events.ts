import { z } from 'zod'
import { player, side, word } from '../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'

const yards = z.int().min(-120).max(120).optional()

/** American football's own events. */
export const americanFootballEvents = {
  touchdown: z
    .object({
      team: side.describe('the side that does it'),
      kind: z.enum(['rush', 'pass', 'return', 'fumble']).optional().describe('how'),
      yards: yards.describe('from how far'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'A touchdown: six points. Its try is an event of its own.',
      examples: [
        { team: 'home', kind: 'pass' },
        { team: 'away', player: 'Ada Lind', kind: 'pass', yards: 32 },
      ],
    }),
  extra_point: z
    .object({
      team: side.describe('the side that does it'),
      made: z.boolean().describe('whether it went in'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'A kick after a touchdown; made, one point.',
      examples: [
        { team: 'home', made: true },
        { team: 'away', player: 'Ada Lind', made: true },
      ],
    }),
  two_point_conversion: z
    .object({
      team: side.describe('the side that does it'),
      made: z.boolean().describe('whether it went in'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'A try for two; made, two points.',
      examples: [
        { team: 'home', made: false },
        { team: 'away', player: 'Ada Lind', made: false },
      ],
    }),
  field_goal: z
    .object({
      team: side.describe('the side that does it'),
      made: z.boolean().describe('whether it went in'),
      yards: yards.describe('from how far'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'A field goal; made, three points.',
      examples: [
        { team: 'home', made: true, yards: 43 },
        { team: 'away', player: 'Ada Lind', made: true, yards: 43 },
      ],
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
  punt: z
    .object({
      team: side.describe('the side that does it'),
      yards: yards.describe('how far'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'A punt: the other side has the ball.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
  play: z
    .object({
      team: side.describe('the side that does it'),
      down: z.int().min(0).max(9).optional().describe('which: 1 to 4'),
      distance: z.int().min(0).max(120).optional().describe('yards to go'),
      spot: word.optional().describe('where the ball is: `KC 35`'),
      yards: yards.describe('gained, or lost if below zero'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description:
        'A play from scrimmage: who has the ball, and the down before it. One that tells no more than whose it is may be shown, and no more.',
      examples: [
        { team: 'home', down: 3, distance: 4, spot: 'KC 35' },
        { team: 'away', player: 'Ada Lind', down: 3, distance: 4, spot: 'KC 35' },
      ],
    }),
  penalty: z
    .object({
      team: side.describe('the side that does it'),
      decision: z.enum(['accepted', 'declined', 'offset']).optional().describe('what became of it'),
      kind: word.optional().describe('in the feed’s words'),
      yards: yards.describe('by which the ball is moved'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'A flag.',
      examples: [
        { team: 'home', decision: 'accepted', kind: 'holding' },
        { team: 'away', player: 'Ada Lind', decision: 'accepted', kind: 'holding' },
      ],
    }),
  turnover: z
    .object({
      team: side.describe('the side that does it'),
      kind: z.enum(['interception', 'fumble', 'downs']).optional().describe('how'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      description: 'The ball is lost.',
      examples: [
        { team: 'home', kind: 'interception' },
        { team: 'away', player: 'Ada Lind', kind: 'interception' },
      ],
    }),
  sack: z
    .object({
      team: side.describe('the side that does it'),
      yards: yards.describe('gained by the offence: below zero'),
      player: player.optional().describe('who did it'),
    })
    .meta({
      ...DISPLAY_ONLY,
      description: 'The quarterback is sacked.',
      examples: [{ team: 'home' }, { team: 'away', player: 'Ada Lind' }],
    }),
  two_minute_warning: z.object({}).meta({ ...DISPLAY_ONLY, description: 'The two-minute warning.', examples: [{}] }),
}
