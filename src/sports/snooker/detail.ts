import { z } from 'zod'
import { points, side } from '../contract/reading/fields.ts'
import { setScore } from '../engines/sets/events.ts'

export const snookerDetail = z.object({
  sets: z
    .array(setScore.readonly())
    .readonly()
    .describe('points of each frame that is over; `periods` has them too in a match of eleven frames at most'),
  points: setScore
    .exactOptional()
    .describe('of the frame being played, or the one in which the match ended; absent where nothing of it was played'),
  server: z
    .object({ side: side.describe('the side at the table') })
    .exactOptional()
    .describe('absent where nobody said it'),
  break: z
    .object({ team: side, points })
    .exactOptional()
    .describe('the break being made; absent until a ball is potted in it'),
  reds: z.int().min(0).max(15).exactOptional().describe('left on the table'),
  pointsLeft: points.exactOptional().describe('that can still be scored on the table, fouls apart'),
  snookersNeeded: z
    .object({ team: side, n: points })
    .exactOptional()
    .describe(
      'the side that is further behind than the points on the table, and the fouls of four it needs to draw level',
    ),
  respotted: z.literal(true).exactOptional().describe('the frame is level: the black alone decides it'),
  highestBreaks: setScore.exactOptional().describe('of each side in the match'),
  centuries: setScore.exactOptional().describe('breaks of 100 and more'),
})

export type SnookerDetail = z.output<typeof snookerDetail>
