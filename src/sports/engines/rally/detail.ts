import { z } from 'zod'
import { playerName, side } from '../../contract/reading/fields.ts'
import { setScore } from '../sets/events.ts'

const chance = z.enum(['home', 'away', 'both'])

export const rallyDetail = z.object({
  sets: z.array(setScore.readonly()).readonly().describe('those that are over'),
  points: setScore
    .exactOptional()
    .describe('of the set being played; absent once the match is won, or ended before a point of it'),
  players: z
    .object({ home: z.array(playerName).readonly(), away: z.array(playerName).readonly() })
    .exactOptional()
    .describe('who plays for each side, if the feed said it: the pairs of doubles'),
  server: z
    .object({
      side: side.describe('the side that serves'),
      number: z.literal([1, 2]).exactOptional().describe('its first or its second server, in sports that count them'),
    })
    .exactOptional()
    .describe('absent where nobody said it'),
  expedite: z.literal(true).exactOptional().describe('in table tennis: each side serves once in turn'),
  timeoutsLeft: setScore.exactOptional().describe('in the set or the match, as the format has it'),
  setPoint: chance.exactOptional().describe('who would win the set with the next point'),
  matchPoint: chance.exactOptional().describe('who would win the match with the next point'),
  changeEnds: z.literal(true).exactOptional().describe('the sides change ends now'),
  goldenSet: setScore.exactOptional().describe('points of the extra set that decides the tie'),
})

export type RallyDetail = z.output<typeof rallyDetail>
