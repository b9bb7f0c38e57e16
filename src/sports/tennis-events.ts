import { z } from 'zod'
import { player, points, reason, side, word } from './common-events.ts'
import { serviceFields, setScore, setsEvents } from './sets-events.ts'

const call = z.union([z.enum(['0', '15', '30', '40', 'AD']), z.string().regex(/^\d{1,3}$/), z.int().min(0).max(999)])

const shown = z.object({ team: side.optional(), player: player.optional(), kind: word.optional() })

export const tennisEvents = {
  ...setsEvents,
  /** `team` wins the point. A feed that knows may say who served it; that is believed. */
  point: z.object({
    team: side,
    kind: z.enum(['ace', 'double_fault', 'winner', 'forced_error', 'unforced_error', 'penalty']).optional(),
    serveNumber: z.union([z.literal(1), z.literal(2)]).optional(),
    ...serviceFields,
  }),
  /** `team` is awarded the point, or the game: the one that was not penalised. */
  point_penalty: z.object({ team: side, reason: reason.optional() }),
  game_penalty: z.object({ team: side, reason: reason.optional() }),
  /**
   * Where the match stands: `sets` that are over, in order; games and points of the one being played. What is left out
   * is 0, or as it was if it is bigger than all that is given. `score` (sets won) for feeds that know no more.
   */
  score_set: z.object({
    sets: z
      .array(setScore.extend({ tiebreak: setScore.exactOptional() }))
      .max(99)
      .optional(),
    games: setScore.optional(),
    points: z.object({ home: call, away: call }).optional(),
    score: setScore.optional(),
    ...serviceFields,
    reason: reason.optional(),
  }),
  fault: shown,
  let: shown,
  challenge: shown,
  code_violation: shown,
  time_violation: shown,
  medical_timeout: shown,
  toilet_break: shown,
  /** The point is played again: the feed deletes the event of the point, this only says so. */
  replay_point: z.object({ point: z.string().max(128).optional() }),
}

const chance = z.enum(['home', 'away', 'both'])
const onCourt = z.object({ side, player: player.exactOptional() })
const calledPoints = z.union([z.enum(['0', '15', '30', '40', 'AD']), points])

export const tennisDetail = z.object({
  /** Sets that are over. A match tie-break counts 1-0 in games. */
  sets: z.array(setScore.extend({ tiebreak: setScore.exactOptional() }).readonly()).readonly(),
  /** Of the set being played; absent once the match is won. */
  games: setScore.exactOptional(),
  /** As the umpire calls them: `0 15 30 40 AD`; numbers in a tie-break. */
  points: z.object({ home: calledPoints, away: calledPoints }).exactOptional(),
  /** A tie-break is being played: of a set, or in place of the deciding set. */
  tiebreak: z.enum(['set', 'match']).exactOptional(),
  server: onCourt.exactOptional(),
  receiver: onCourt.exactOptional(),
  /** The side that would win the game against the serve, the set, the match, with the next point. */
  breakPoint: side.exactOptional(),
  setPoint: chance.exactOptional(),
  matchPoint: chance.exactOptional(),
  /** The players change ends now. */
  changeEnds: z.literal(true).exactOptional(),
})

export type TennisDetail = z.output<typeof tennisDetail>
