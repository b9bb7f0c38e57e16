import { z } from 'zod'
import { commonEvents } from '../common/events.ts'
import { player, side, word } from '../contract/reading/fields.ts'
import type { EventOf } from '../contract/sport.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'

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
  oversLimit: z.int().min(1).max(10_000).exactOptional().describe('overs of an innings'),
  ballsLimit: z
    .int()
    .min(1)
    .max(10_000)
    .exactOptional()
    .describe('balls of an innings, where the competition counts in balls'),
}
const ofInnings = { n: inningsNumber.exactOptional().describe('number of the innings; left out, the current one') }

const wicket = z.object({
  kind: z.enum(WICKET_KINDS).describe('`retired_hurt` and `retired_not_out` are no wickets'),
  playerOut: player.exactOptional().describe('left out, the striker'),
  fielders: z.array(player).max(11).exactOptional().describe('who caught, stumped, threw'),
  substitutes: z.array(player).max(11).exactOptional().describe('those of `fielders` who are no players of the side'),
})

/**
 * Cricket's events. `period` is the innings' number wherever an event belongs to another than the current one.
 *
 * `over` counts from 0, as in "49.1"; `ballInOver` from 1 and through wides and no-balls, so that each delivery of an
 * innings has a place of its own. A delivery that arrives late goes to its place.
 */
export const cricketEvents = {
  ...commonEvents,
  toss: z
    .object({
      winner: side.describe('who won it'),
      decision: z.enum(['bat', 'field']).describe('what they chose'),
    })
    .meta({ description: 'The toss; it tells who bats first.', examples: [{ winner: 'home', decision: 'bat' }] }),
  lineup: z
    .object({
      team: side.describe('whose'),
      players: z.array(player).min(1).max(30).describe('in the batting order, as far as it is known'),
      captain: player.exactOptional().describe('one of them'),
      keeper: player.exactOptional().describe('who keeps wicket'),
    })
    .meta({
      ...DISPLAY_ONLY,
      description: 'Who plays. Shown on the cards: captain, keeper, who did not bat.',
      examples: [{ team: 'home', players: ['Asha Rane', 'Kit Farrow'], captain: 'Asha Rane', keeper: 'Kit Farrow' }],
    }),
  player_of_match: z
    .object({ player: player.describe('who') })
    .meta({ description: 'The player of the match.', examples: [{ player: 'Asha Rane', team: 'home' }] }),
  innings_start: z
    .object({
      n: inningsNumber.exactOptional().describe('its number from 1; left out, the next. Super overs count on'),
      batting: side.exactOptional().describe('left out, the side whose turn it is'),
      superOver: z
        .union([z.boolean(), z.int().min(1).max(50)])
        .exactOptional()
        .describe('it is an innings of a super over, or of which'),
      ...limits,
    })
    .meta({ description: 'An innings begins. A chase gets its target.', examples: [{ n: 1, batting: 'home' }] }),
  innings_end: z
    .object({
      ...ofInnings,
      reason: z.enum(CLOSED_REASONS).exactOptional().describe('left out, as the state has it'),
      absent: z
        .array(player)
        .max(11)
        .exactOptional()
        .describe('batters who could not bat: the side was all out with fewer wickets'),
    })
    .meta({ description: 'The innings is over.', examples: [{ n: 1, reason: 'all_out' }] }),
  declaration: z
    .object(ofInnings)
    .meta({ description: 'The batting side declares its innings closed.', examples: [{ n: 1 }] }),
  follow_on: z.object({}).describe('The side that has batted second bats again.'),
  delivery: z
    .object({
      over: overNumber.exactOptional().describe('from 0, as in `49.1`; left out, the current one'),
      ballInOver: z
        .int()
        .min(1)
        .max(100)
        .exactOptional()
        .describe('from 1, wides and no-balls counted, so that each delivery has a place of its own'),
      striker: player.exactOptional().describe('who faces it; left out, whoever should by the run of play'),
      nonStriker: player.exactOptional().describe('the other batter; left out, as `striker`'),
      bowler: player.exactOptional().describe('left out, whoever bowls this over'),
      bat: runs.exactOptional().describe('runs off the bat'),
      wides: runs.exactOptional().describe('all runs of a wide'),
      noBalls: runs
        .exactOptional()
        .describe('the no-ball itself; runs made from it are `bat`, `byes` or `legByes` (Law 21.16)'),
      byes: runs.exactOptional().describe('runs off neither bat nor body'),
      legByes: runs.exactOptional().describe('runs off the body'),
      penalty: runs.exactOptional().describe('penalty runs to the batting side'),
      boundary: z
        .literal([4, 6])
        .exactOptional()
        .describe('if the ball reached the boundary; four that were run are none'),
      wickets: z.array(wicket).max(2).exactOptional().describe('that fell with it'),
      freeHit: z.boolean().exactOptional().describe('this ball was a free hit'),
    })
    .meta({
      description: 'One ball. Totals, overs, strike, bowling figures and the result follow from the deliveries.',
      examples: [
        {
          period: 1,
          over: 18,
          ballInOver: 3,
          striker: 'Nell Hargreave',
          nonStriker: 'Tom Pashley',
          bowler: 'Sol Nkemi',
          bat: 4,
          boundary: 4,
        },
        { period: 1, over: 18, ballInOver: 4, bat: 0, wickets: [{ kind: 'caught', fielders: ['Kit Farrow'] }] },
      ],
    }),
  wicket: wicket.extend({ over: overNumber.exactOptional().describe('left out, the current one') }).meta({
    description: 'A wicket that fell, or a batter who retired, between deliveries.',
    examples: [{ kind: 'retired_hurt', playerOut: 'Asha Rane' }],
  }),
  over_end: z.object({ over: overNumber.exactOptional().describe('left out, the current one') }).meta({
    description: 'The umpire calls over, however many balls it had. Not needed after a whole one.',
    examples: [{ over: 18 }],
  }),
  bowler_change: z
    .object({ bowler: player.describe('who bowls next') })
    .meta({ description: 'Another bowler, told before his first ball.', examples: [{ bowler: 'Kit Farrow' }] }),
  batter_in: z
    .object({
      batter: player.describe('who comes in'),
      striker: z.boolean().exactOptional().describe('he faces the next ball; false: he does not'),
    })
    .meta({
      description: 'The next batter, told before his first ball.',
      examples: [{ batter: 'Asha Rane', striker: true }],
    }),
  penalty_runs: z
    .object({
      side: side.describe('who gets them'),
      runs: z.int().min(1).max(100).default(5).describe('how many'),
      innings: z
        .enum(['pre', 'post'])
        .exactOptional()
        .describe(
          '`pre`: to its next innings, `post`: to its last. Left out, Law 41.17 (41.18 until 2022): to the one it is playing, else the one it completed last, else its next',
        ),
    })
    .meta({ description: 'Penalty runs outside a delivery.', examples: [{ side: 'away', runs: 5 }] }),
  overs_reduced: z.object(limits).meta({
    description: 'The innings is shortened.',
    examples: [{ oversLimit: 35 }],
  }),
  target_revised: z
    .object({
      runs: z.int().min(1).max(10_000).describe('that win'),
      overs: z.int().min(1).max(10_000).exactOptional().describe('in which they are to be made'),
      balls: z.int().min(1).max(10_000).exactOptional().describe('the same in balls'),
      method: word.exactOptional().describe('`DLS`, `VJD`'),
    })
    .meta({
      description:
        'A target from outside, for the innings being played if it chases, else for the next. It is never worked out here.',
      examples: [{ runs: 255, overs: 35, method: 'DLS' }],
    }),
  par: z
    .object({
      runs: z.int().min(0).max(10_000).describe('with which the batting side would be level if play ended now'),
    })
    .meta({ description: 'The DLS par score of this moment, from outside.', examples: [{ runs: 66 }] }),
  powerplay: z
    .object({
      n: z.int().min(1).max(9).describe('its number in the innings'),
      from: z.number().min(0).max(1000).describe('overs bowled when it begins'),
      to: z.number().min(0).max(1000).describe('overs bowled when it ends'),
      kind: word.exactOptional().describe('`batting`, `mandatory`'),
    })
    .meta({ description: 'Announces, or moves, a powerplay of the innings.', examples: [{ n: 2, from: 10, to: 40 }] }),
  super_over_start: z
    .object({ n: z.int().min(1).max(50).exactOptional().describe('which; left out, the next') })
    .meta({ description: 'A super over follows. Its innings begin with `innings_start`.', examples: [{ n: 1 }] }),
  review_end: commonEvents.review_end
    .extend({ umpiresCall: z.boolean().exactOptional().describe('it stood by umpire’s call: no review is lost') })
    .meta({
      description: 'A review is over. `decision: struck_down` costs the side that asked (`team`) a review.',
      examples: [{ team: 'away', decision: 'struck_down', review: 'r1' }],
    }),
  score_set: commonEvents.score_set
    .extend({
      detail: z
        .object({
          n: inningsNumber.exactOptional().describe('which innings; left out, the current one'),
          wickets: z.int().min(0).max(20).exactOptional().describe('lost in it'),
          overs: z
            .string()
            .regex(/^\d{1,4}(\.\d{1,2})?$/, 'must be overs such as 49.1')
            .exactOptional()
            .describe('bowled in it: `49.1`'),
        })
        .exactOptional()
        .describe('where the innings stands, for feeds without deliveries'),
    })
    .meta({
      description: 'Sets the score: a checkpoint, or the only event of a feed without deliveries.',
      examples: [{ score: { home: 157, away: 0 }, detail: { n: 1, wickets: 3, overs: '32.4' } }],
    }),
}

export type CricketEvent = EventOf<typeof cricketEvents>
export type EventNamed<Type extends CricketEvent['type']> = Extract<CricketEvent, { type: Type }>
export type Wicket = z.output<typeof wicket>
