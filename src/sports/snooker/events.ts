import { z } from 'zod'
import { reason, side } from '../contract/reading/fields.ts'
import { setScore, setsEvents } from '../engines/sets/events.ts'

const ball = z.enum(['red', 'yellow', 'green', 'brown', 'blue', 'pink', 'black'])

export const snookerEvents = {
  ...setsEvents,
  pot: z
    .object({
      team: side.describe('who potted it'),
      ball: ball.describe('which'),
      reds: z.int().min(1).max(15).optional().describe('how many reds went down in the stroke; 1 if left out'),
      freeBall: z.boolean().optional().describe('it was a free ball: it counts as the ball on, and comes back'),
    })
    .meta({
      description: 'A ball is potted. Points, the break, what is left, the end of the frame and the match follow.',
      examples: [
        { team: 'home', ball: 'red' },
        { team: 'home', ball: 'black' },
      ],
    }),
  foul: z
    .object({
      team: side.describe('who played it; the points go to the other side'),
      points: z.int().min(0).max(99).optional().describe('4 to 7; 4 if left out'),
      reds: z.int().min(1).max(15).optional().describe('reds that went down in it, and stay down'),
      reason: reason.optional(),
    })
    .meta({
      description: 'A foul stroke. It ends the break.',
      examples: [{ team: 'away', points: 4, reason: 'miss' }],
    }),
  visit_end: z.object({ team: side.describe('who leaves the table') }).meta({
    description: 'A player missed or played safe: the other side comes to the table.',
    examples: [{ team: 'home' }],
  }),
  frame_conceded: z.object({ team: side.describe('who gives it up') }).meta({
    description: 'A frame is conceded, at the points shown.',
    examples: [{ team: 'away' }],
  }),
  frame_won: z.object({ team: side.describe('who won it') }).meta({
    description:
      'A frame is won, in a feed without pots, or as the referee decides. Where the points do not say so, the winner has one more.',
    examples: [{ team: 'home' }],
  }),
  score_set: z
    .object({
      sets: z.array(setScore).max(99).optional().describe('points of each frame that is over, in order'),
      points: setScore.optional().describe('of the frame being played'),
      reds: z.int().min(0).max(15).optional().describe('left on the table'),
      score: setScore.optional().describe('frames won, for feeds that know no more'),
      server: side.optional().describe('who is at the table'),
      reason: reason.optional(),
    })
    .meta({
      description: 'Sets where the match stands: a checkpoint, or the only event of a feed without pots.',
      examples: [{ sets: [{ home: 71, away: 20 }], points: { home: 8, away: 33 }, reds: 6, server: 'away' }],
    }),
}
