import { z } from 'zod'
import { MAX_NEWEST } from '../../match/lists/listed.ts'
import { playerName, score, side } from '../contract/reading/fields.ts'

const kick = z.strictObject({
  id: z.string().describe('the kick’s event id'),
  team: side.describe('who kicked'),
  player: playerName.exactOptional(),
  missed: z.literal(true).exactOptional().describe('absent for one that was scored'),
})

const shootout = z.strictObject({
  first: side.exactOptional().describe('who kicks first'),
  kicks: z.array(kick).describe('in the order of play'),
  home: z.int().describe('kicks scored'),
  away: z.int(),
  round: z.int().exactOptional().describe('that the last kick belongs to; absent before the first'),
  suddenDeath: z.literal(true).exactOptional().describe('each pair of kicks may decide it now'),
  decided: side.exactOptional().describe('who has won it'),
})

const scorer = z.strictObject({
  id: z.string().describe('the goal’s event id'),
  team: side.describe('the side that got the goal'),
  player: playerName.exactOptional(),
  assist: playerName.exactOptional(),
  minute: z.string().exactOptional().describe("as boards write it: `23'`, `45+2'`"),
  kind: z.enum(['penalty', 'own_goal', 'free_kick', 'header']).exactOptional().describe('absent for any other goal'),
})

const booking = z.strictObject({
  id: z.string().describe('the card’s event id'),
  team: side,
  player: playerName.exactOptional(),
  minute: z.string().exactOptional().describe("as boards write it: `23'`, `45+2'`"),
  card: z.enum(['second_yellow', 'red']).exactOptional().describe('absent for a plain yellow one'),
  offPitch: z.literal(true).exactOptional().describe('staff or bench: the side stays complete'),
})

const missedPenalty = z.strictObject({
  id: z.string().describe('its event id'),
  team: side,
  player: playerName.exactOptional(),
  minute: z.string().exactOptional(),
  outcome: z.enum(['saved', 'post', 'off']).exactOptional(),
})

const listed = z.strictObject({
  name: playerName,
  number: z.int().exactOptional().describe('on the shirt'),
  position: z.string().exactOptional().describe('as the feed calls it'),
})

const lineup = z.strictObject({
  formation: z.string().exactOptional().describe('`4-3-3`'),
  captain: playerName.exactOptional(),
  starting: z.array(listed),
  bench: z.array(listed),
})

const temporarilyOff = z.strictObject({
  id: z.string().describe('the event id of the time penalty'),
  team: side,
  player: playerName.exactOptional(),
  until: z.string().describe('what the match clock shows when the player may return'),
})

const statistics = z.strictObject({
  shots: score.exactOptional().describe('goals included, own goals not'),
  shotsOnTarget: score.exactOptional(),
  corners: score.exactOptional(),
  fouls: score.exactOptional(),
  offsides: score.exactOptional(),
  possession: score.exactOptional().describe('in percent'),
})

/** What football shows beyond every sport. */
export const footballDetail = z.strictObject({
  halfTime: score.exactOptional().describe('the score when the first half had ended'),
  fullTime: score.exactOptional().describe('the score when regulation had ended'),
  extraTime: score.exactOptional().describe('the score when extra time had ended'),
  aggregate: score.exactOptional().describe('goals over both legs'),
  stoppage: z.int().exactOptional().describe('stoppage time as announced for the period being played, in minutes'),
  scorers: z.array(scorer).describe('goals, in the order of play'),
  bookings: z.array(booking).describe(`cards, in the order of play: the newest, up to ${MAX_NEWEST}`),
  earlierBookings: z
    .array(booking)
    .exactOptional()
    .describe('the cards before those in `bookings`, once there are more'),
  yellowCards: score.describe('a second yellow counts as one'),
  redCards: score.describe('a second yellow counts as one, too'),
  players: score.describe('on the pitch'),
  sinBin: z.array(temporarilyOff).exactOptional().describe('who is off for some minutes'),
  substitutions: score.describe('made, those for concussion not counted'),
  missedPenalties: z.array(missedPenalty).exactOptional().describe('once there is one; not those of a shoot-out'),
  lineups: z
    .strictObject({ home: lineup.exactOptional(), away: lineup.exactOptional() })
    .exactOptional()
    .describe('who plays, as far as the feed has said it'),
  statistics: statistics
    .exactOptional()
    .describe('counted from the events, each from its first one on; or as the feed says'),
  shootout: shootout.exactOptional().describe('kicks from the penalty mark'),
  playedScore: score.exactOptional().describe('as it was played, where another score was awarded'),
  awardedScore: score.exactOptional().describe('as it was awarded'),
})

export type FootballDetail = z.output<typeof footballDetail>
export type Shootout = z.output<typeof shootout>
export type Scorer = z.output<typeof scorer>
export type Booking = z.output<typeof booking>
export type Statistics = z.output<typeof statistics>
export type Lineup = z.output<typeof lineup>
