import { z } from 'zod'
import { player, score, side } from '../contract/fields.ts'

const kick = z.strictObject({
  id: z.string().describe('the kick’s event id'),
  team: side.describe('who kicked'),
  player: player.exactOptional(),
  scored: z.boolean(),
})

const shootout = z.strictObject({
  first: side.exactOptional().describe('who kicks first'),
  kicks: z.array(kick).describe('in the order of play'),
  home: z.int().describe('kicks scored'),
  away: z.int(),
  round: z.int().describe('that the last kick belongs to; 0 before the first'),
  suddenDeath: z.boolean().describe('each pair of kicks may decide it now'),
  decided: side.exactOptional().describe('who has won it'),
})

const scorer = z.strictObject({
  id: z.string().describe('the goal’s event id'),
  team: side.describe('the side that got the goal'),
  player: player.exactOptional(),
  assist: player.exactOptional(),
  minute: z.string().exactOptional().describe("as boards write it: `23'`, `45+2'`"),
  kind: z.enum(['regular', 'penalty', 'own_goal', 'free_kick', 'header']),
})

const booking = z.strictObject({
  id: z.string().describe('the card’s event id'),
  team: side,
  player: player.exactOptional(),
  minute: z.string().exactOptional().describe("as boards write it: `23'`, `45+2'`"),
  card: z.enum(['yellow', 'second_yellow', 'red']),
  offPitch: z.literal(true).exactOptional().describe('staff or bench: the side stays complete'),
})

/** What football shows beyond every sport. */
export const footballDetail = z.strictObject({
  halfTime: score.exactOptional().describe('the score when the first half had ended'),
  fullTime: score.exactOptional().describe('the score when regulation had ended'),
  extraTime: score.exactOptional().describe('the score when extra time had ended'),
  aggregate: score.exactOptional().describe('goals over both legs'),
  stoppage: z.int().exactOptional().describe('stoppage time as announced for the period being played, in minutes'),
  scorers: z.array(scorer).describe('goals, in the order of play'),
  bookings: z.array(booking).describe('cards, in the order of play'),
  yellowCards: score.describe('a second yellow counts as one'),
  redCards: score.describe('a second yellow counts as one, too'),
  players: score.describe('on the pitch'),
  substitutions: score.describe('made, those for concussion not counted'),
  shootout: shootout.exactOptional().describe('kicks from the penalty mark'),
  playedScore: score.exactOptional().describe('as it was played, where another score was awarded'),
  awardedScore: score.exactOptional().describe('as it was awarded'),
})

export type FootballDetail = z.output<typeof footballDetail>
export type Shootout = z.output<typeof shootout>
export type Scorer = z.output<typeof scorer>
export type Booking = z.output<typeof booking>
