import { z } from 'zod'
import { commonEvents, player, points, reason, side } from './common-events.ts'

const players = z.array(player).min(1).max(2)

/** Who serves: in singles the other player receives; in doubles `players` are in the order in which they serve. */
export const serviceFields = {
  server: side.optional(),
  serverPlayer: player.optional(),
  receiverPlayer: player.optional(),
}

export const setScore = z.object({ home: points, away: points })

const loses = z.object({ team: side, reason: reason.optional() })

/** The events that all sports of sets have beyond those that every sport has. */
export const setsEvents = {
  ...commonEvents,
  match_start: z.object({ ...serviceFields, players: z.object({ home: players, away: players }).optional() }),
  /** Who serves from now on: a new order at the beginning of a set, or a correction. */
  service: z.object({ ...serviceFields, server: side }),
  warm_up: z.object({}),
  /** `team` gives up; the other side wins with the score as it stands. */
  retired: loses,
  /** `team` does not play. */
  walkover: loses,
  /** `team` is defaulted, or disqualified. */
  default: loses,
}

/** What a viewer who fell behind must still be told. Points are not: the score says them. */
export const setsKeyEvents: ReadonlySet<string> = new Set([
  'match_start',
  'match_end',
  'match_final',
  'status_set',
  'interruption_start',
  'interruption_end',
  'score_set',
  'score_adjust',
  'result_set',
  'retired',
  'walkover',
  'default',
  'game_penalty',
  'point_penalty',
  'card',
  'golden_set',
])
