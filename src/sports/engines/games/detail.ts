import { z } from 'zod'
import { playerName, points, side } from '../../contract/reading/fields.ts'
import { setScore } from '../sets/events.ts'

const chance = z.enum(['home', 'away', 'both'])

const onCourt = z.object({ side, player: playerName.exactOptional().describe('who of it, if the feed said so') })

const calledPoints = z.union([z.enum(['0', '15', '30', '40', 'AD']), points])

export const tennisDetail = z.object({
  sets: z
    .array(
      setScore
        .extend({ tiebreak: setScore.exactOptional().describe('points of the tie-break that decided it') })
        .readonly(),
    )
    .readonly()
    .describe('games of the sets that are over; a match tie-break counts 1-0'),
  games: setScore
    .exactOptional()
    .describe('of the set being played; absent once the match is won, or ended before a point of it'),
  points: z
    .object({ home: calledPoints, away: calledPoints })
    .exactOptional()
    .describe('as the umpire calls them, `0 15 30 40 AD`; numbers in a tie-break'),
  tiebreak: z
    .enum(['set', 'match'])
    .exactOptional()
    .describe('a tie-break is being played: of a set, or in place of the deciding set'),
  server: onCourt.exactOptional().describe('who serves; absent where nobody said it'),
  receiver: onCourt.exactOptional().describe('who receives'),
  decidingPoint: z
    .enum(['deciding', 'golden', 'silver', 'star'])
    .exactOptional()
    .describe('the next point wins the game, whoever wins it: what the format calls it'),
  breakPoint: side.exactOptional().describe('who would win the game against the serve with the next point'),
  setPoint: chance.exactOptional().describe('who would win the set with the next point'),
  matchPoint: chance.exactOptional().describe('who would win the match with the next point'),
  changeEnds: z.literal(true).exactOptional().describe('the players change ends now'),
})

export type TennisDetail = z.output<typeof tennisDetail>
