import { z } from 'zod'
import { player, score, side } from './common-events.ts'

const kick = z.strictObject({ id: z.string(), team: side, player: player.exactOptional(), scored: z.boolean() })

const shootout = z.strictObject({
  first: side.exactOptional(),
  kicks: z.array(kick),
  home: z.int(),
  away: z.int(),
  /** The round that the last kick belongs to; 0 before the first. */
  round: z.int(),
  suddenDeath: z.boolean(),
  decided: side.exactOptional(),
})

const scorer = z.strictObject({
  /** The goal's event id. */
  id: z.string(),
  /** The side that got the goal. */
  team: side,
  player: player.exactOptional(),
  assist: player.exactOptional(),
  /** As boards write it: `23'`, `45+2'`. */
  minute: z.string().exactOptional(),
  kind: z.enum(['regular', 'penalty', 'own_goal', 'free_kick', 'header']),
})

const booking = z.strictObject({
  id: z.string(),
  team: side,
  player: player.exactOptional(),
  minute: z.string().exactOptional(),
  card: z.enum(['yellow', 'second_yellow', 'red']),
  /** True for staff and the bench: the side stays complete. */
  offPitch: z.literal(true).exactOptional(),
})

/** What only football's board shows. `halfTime`, `fullTime`, `extraTime` are the score when that part had ended. */
export const footballDetail = z.strictObject({
  halfTime: score.exactOptional(),
  fullTime: score.exactOptional(),
  extraTime: score.exactOptional(),
  /** Goals over both legs. */
  aggregate: score.exactOptional(),
  /** Stoppage time as announced for the period being played, in minutes. */
  stoppage: z.int().exactOptional(),
  scorers: z.array(scorer),
  bookings: z.array(booking),
  yellowCards: score,
  /** A second yellow counts as a yellow and a red. */
  redCards: score,
  players: score,
  substitutions: score,
  shootout: shootout.exactOptional(),
  playedScore: score.exactOptional(),
  awardedScore: score.exactOptional(),
})

export type FootballDetail = z.output<typeof footballDetail>
export type Shootout = z.output<typeof shootout>
export type Scorer = z.output<typeof scorer>
export type Booking = z.output<typeof booking>
