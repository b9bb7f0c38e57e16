import { z } from 'zod'
import { commonEvents, player, score, side, word } from './common-events.ts'
import type { EventOf } from './sport.ts'

const ofTeam = z.object({ team: side })
const ofAnyTeam = z.object({ team: side.optional() })

/** Football's events, common ones included. `team` of an own goal is the side that gets the goal. */
export const footballEvents = {
  ...commonEvents,
  goal: ofTeam.extend({
    kind: z.enum(['regular', 'penalty', 'own_goal', 'free_kick', 'header']).optional(),
    ownGoal: z.boolean().optional(),
    assist: player.optional(),
  }),
  penalty_awarded: ofTeam,
  penalty_missed: ofTeam.extend({ outcome: z.enum(['saved', 'post', 'off']).optional() }),
  /** A coach's card, or one of a player who is not on the pitch, leaves the side complete. */
  card: ofTeam.extend({
    card: z.enum(['yellow', 'second_yellow', 'red']),
    toStaff: z.boolean().optional(),
    onBench: z.boolean().optional(),
  }),
  substitution: ofTeam.extend({ off: player.optional(), on: player.optional(), concussion: z.boolean().optional() }),
  /** Stoppage time as announced, for the current period. */
  injury_time: z.object({ minutes: z.int().min(0).max(60) }),
  var_start: z.object({
    subject: z.enum(['goal', 'penalty', 'red_card', 'mistaken_identity', 'corner']),
    team: side.optional(),
  }),
  /** Closes the banner. What was decided follows as the edit or delete of the event in question. */
  var_end: z.object({ decision: word, review: z.string().max(128).optional() }),
  shootout_start: z.object({ first: side.optional() }),
  /** `kick` numbers the kicks of a shoot-out from 1, for feeds that may send them out of order. */
  shootout_kick: ofTeam.extend({
    scored: z.boolean(),
    kick: z.int().min(1).max(200).optional(),
    retakeOf: z.string().max(128).optional(),
  }),
  /** With `awardedScore` the score that counts is not the one that was played. */
  result_set: commonEvents.result_set.extend({ awardedScore: score.optional() }),
  corner: ofAnyTeam,
  offside: ofAnyTeam,
  shot: ofAnyTeam.extend({ outcome: word.optional() }),
  foul: ofAnyTeam,
  free_kick: ofAnyTeam,
  goal_kick: ofAnyTeam,
  throw_in: ofAnyTeam,
  save: ofAnyTeam,
  injury: ofAnyTeam,
  water_break_start: z.object({}),
  water_break_end: z.object({}),
}

export type FootballEvent = EventOf<typeof footballEvents>
export type GoalEvent = Extract<FootballEvent, { type: 'goal' }>
export type CardEvent = Extract<FootballEvent, { type: 'card' }>
export type KickEvent = Extract<FootballEvent, { type: 'shootout_kick' }>
