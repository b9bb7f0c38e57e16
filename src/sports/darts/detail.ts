import { z } from 'zod'
import { points, side } from '../contract/reading/fields.ts'
import { setScore } from '../engines/sets/events.ts'

const average = z.number().min(0).max(180)

export const dartsDetail = z.object({
  sets: z.array(setScore.readonly()).readonly().describe('legs of each set that is over; empty in a match of legs'),
  legs: setScore.describe('of the set being played; of the match, where there are no sets'),
  remaining: setScore.exactOptional().describe('what each side needs; absent once the match is over'),
  server: z
    .object({ side: side.describe('the side that throws') })
    .exactOptional()
    .describe('absent where nobody said it'),
  threwFirst: side.exactOptional().describe('the side that opened the leg'),
  lastVisit: z
    .object({ team: side, points, bust: z.literal(true).exactOptional() })
    .exactOptional()
    .describe('the last three darts that were thrown in this leg'),
  averages: z
    .object({ home: average, away: average })
    .exactOptional()
    .describe('points for three darts, to two decimals; absent before the first visit'),
  maximums: setScore.exactOptional().describe('scores of 180'),
  highestCheckout: setScore.exactOptional().describe('the highest score that ended a leg'),
})

export type DartsDetail = z.output<typeof dartsDetail>
