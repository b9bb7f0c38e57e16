import { z } from 'zod'
import { points, side, word } from '../contract/reading/fields.ts'
import { setScore } from '../engines/sets/events.ts'

const chance = z.enum(['home', 'away', 'both'])

export const esportsDetail = z.object({
  sets: z
    .array(setScore.readonly())
    .readonly()
    .describe('score of each map that is over; 1–0 of one that is won without a score'),
  points: setScore
    .exactOptional()
    .describe('of the map being played, or in which the match ended: rounds, goals, points or kills'),
  halves: z
    .array(setScore.readonly())
    .readonly()
    .exactOptional()
    .describe('rounds of the map being played by half, then by overtime'),
  overtime: points.exactOptional().describe('the overtime that is being played'),
  sides: z.object({ home: word, away: word }).exactOptional().describe('what each side plays now, in the feed’s words'),
  changeEnds: z.literal(true).exactOptional().describe('the sides change now'),
  setPoint: chance.exactOptional().describe('who would win the map with the next round or goal'),
  matchPoint: chance.exactOptional().describe('who would win the match with it'),
  maps: z
    .record(
      z.string(),
      z
        .object({
          name: word.exactOptional(),
          pickedBy: side.exactOptional(),
          halves: z.array(setScore.readonly()).readonly().exactOptional().describe('rounds by half, then by overtime'),
          kills: setScore.exactOptional(),
          forfeitedBy: side.exactOptional(),
        })
        .readonly(),
    )
    .readonly()
    .exactOptional()
    .describe('what is known of each map by its number, those to come included'),
})

export type EsportsDetail = z.output<typeof esportsDetail>
