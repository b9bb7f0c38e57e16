import { z } from 'zod'
import { commonEvents, player, side, word } from './common-events.ts'
import type { EventOf } from './sport.ts'

/** A batter or bowler. Boards are keyed by these names, and one of them cannot be a key. */
const name = player.refine((text) => text !== '__proto__', 'is not a name')

/** Dismissals, Laws 25 and 32 to 40; `handled_the_ball` was one until 2017. The last two are no dismissals. */
export const WICKET_KINDS = [
  'bowled',
  'caught',
  'caught_and_bowled',
  'lbw',
  'stumped',
  'run_out',
  'hit_wicket',
  'obstructing_the_field',
  'hit_the_ball_twice',
  'timed_out',
  'handled_the_ball',
  'retired_out',
  'retired_hurt',
  'retired_not_out',
] as const
export type WicketKind = (typeof WICKET_KINDS)[number]

export const CLOSED_REASONS = [
  'all_out',
  'overs',
  'target_reached',
  'declared',
  'forfeited',
  'abandoned',
  'other',
] as const
export type ClosedReason = (typeof CLOSED_REASONS)[number]

/** The number of an innings from 1; those of super overs count on. */
const inningsNumber = z.int().min(1).max(100)
const runs = z.int().min(0).max(100)
const overNumber = z.int().min(0).max(1000)
const limits = {
  oversLimit: z.int().min(1).max(10_000).exactOptional(),
  ballsLimit: z.int().min(1).max(10_000).exactOptional(),
}

const wicket = z.object({
  kind: z.enum(WICKET_KINDS),
  /** Left out, the striker. */
  playerOut: name.exactOptional(),
  fielders: z.array(player).max(11).exactOptional(),
})

/**
 * Cricket's events. `period` is the innings' number wherever an event belongs to another than the current one.
 *
 * `over` counts from 0, as in "49.1"; `ballInOver` from 1 and through wides and no-balls, so that each delivery of an
 * innings has a place of its own. A delivery that arrives late goes to its place.
 */
export const cricketEvents = {
  ...commonEvents,
  toss: z.object({ winner: side, decision: z.enum(['bat', 'field']) }),
  /** `batting` left out: the side whose turn it is. */
  innings_start: z.object({
    n: inningsNumber.exactOptional(),
    batting: side.exactOptional(),
    superOver: z.union([z.boolean(), z.int().min(1).max(50)]).exactOptional(),
    ...limits,
  }),
  innings_end: z.object({
    n: inningsNumber.exactOptional(),
    reason: z.enum(CLOSED_REASONS).exactOptional(),
    /** Batters who could not bat: the side was all out with fewer wickets. */
    absent: z.array(name).max(11).exactOptional(),
  }),
  declaration: z.object({ n: inningsNumber.exactOptional() }),
  /** The side that has batted second bats again. */
  follow_on: z.object({}),
  delivery: z.object({
    over: overNumber.exactOptional(),
    ballInOver: z.int().min(1).max(100).exactOptional(),
    /** Left out: whoever should be there by the run of play. */
    striker: name.exactOptional(),
    nonStriker: name.exactOptional(),
    bowler: name.exactOptional(),
    /** Runs off the bat. */
    bat: runs.exactOptional(),
    wides: runs.exactOptional(),
    /** The no-ball itself; runs made from it are `bat`, `byes` or `legByes` (Law 21.16). */
    noBalls: runs.exactOptional(),
    byes: runs.exactOptional(),
    legByes: runs.exactOptional(),
    /** Penalty runs to the batting side. */
    penalty: runs.exactOptional(),
    /** 4 or 6 if the ball reached the boundary; four that were run are no boundary. */
    boundary: z.union([z.literal(4), z.literal(6)]).exactOptional(),
    wickets: z.array(wicket).max(2).exactOptional(),
    /** This ball was a free hit. */
    freeHit: z.boolean().exactOptional(),
  }),
  /** A wicket that fell, or a batter who retired, between deliveries. */
  wicket: wicket.extend({ over: overNumber.exactOptional() }),
  over_end: z.object({ over: overNumber.exactOptional() }),
  bowler_change: z.object({ bowler: name }),
  batter_in: z.object({ batter: name, striker: z.boolean().exactOptional() }),
  /**
   * Runs outside a delivery. `innings: pre` goes to the side's next innings, `post` to its last. Left out, Law 41.17
   * (41.18 until 2022): to the innings that the side is playing, else to the one it completed last, else to its next.
   */
  penalty_runs: z.object({
    side,
    runs: z.int().min(1).max(100).default(5),
    innings: z.enum(['pre', 'post']).exactOptional(),
  }),
  overs_reduced: z.object(limits),
  /** A target from outside, for the innings being played if it chases, else for the next. Never worked out here. */
  target_revised: z.object({
    runs: z.int().min(1).max(10_000),
    overs: z.int().min(1).max(10_000).exactOptional(),
    balls: z.int().min(1).max(10_000).exactOptional(),
    method: word.exactOptional(),
  }),
  /** The score with which the batting side would be level if play ended now, by DLS. */
  par: z.object({ runs: z.int().min(0).max(10_000) }),
  powerplay: z.object({
    n: z.int().min(1).max(9),
    /** Overs bowled when it begins and when it ends. */
    from: z.number().min(0).max(1000),
    to: z.number().min(0).max(1000),
    kind: word.exactOptional(),
  }),
  super_over_start: z.object({ n: z.int().min(1).max(50).exactOptional() }),
  /** `decision: struck_down` costs the side that asked (`team`) a review, unless it was the umpire's call. */
  review_end: commonEvents.review_end.extend({ umpiresCall: z.boolean().exactOptional() }),
  /** `detail` for feeds without deliveries: where the innings of that number, else the current one, stands. */
  score_set: commonEvents.score_set.extend({
    detail: z
      .looseObject({
        n: inningsNumber.exactOptional(),
        wickets: z.int().min(0).max(20).exactOptional(),
        overs: z
          .string()
          .regex(/^\d{1,4}(\.\d{1,2})?$/, 'must be overs such as 49.1')
          .exactOptional(),
      })
      .exactOptional(),
  }),
}

export type CricketEvent = EventOf<typeof cricketEvents>
export type EventNamed<Type extends CricketEvent['type']> = Extract<CricketEvent, { type: Type }>
export type Wicket = z.output<typeof wicket>
