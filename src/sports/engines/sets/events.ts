import { z } from 'zod'
import { commonEvents, commonKeyEvents } from '../../common/events.ts'
import { player, points, reason, side } from '../../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../../contract/warnings/display-only.ts'

const players = z.array(player).min(1).max(2)

/** Who serves: in singles the other player receives; in doubles `players` are in the order in which they serve. */
export const serviceFields = {
  server: side.optional().describe('the side that serves'),
  serverPlayer: player.optional().describe('who of it serves'),
  receiverPlayer: player.optional().describe('who of the other side receives'),
}

export const setScore = z.object({ home: points, away: points })

const loses = z.object({ team: side.describe('the side that loses by it'), reason: reason.optional() })

/** The events that all sports of sets have beyond those that every sport has. */
export const setsEvents = {
  ...commonEvents,
  match_start: z
    .object({
      ...serviceFields,
      players: z
        .object({ home: players, away: players })
        .optional()
        .describe('in doubles, of each side in the order in which they serve'),
    })
    .meta({ description: 'The match begins: its status becomes `live`.', examples: [{ server: 'home' }] }),
  service: z.object({ ...serviceFields, server: side.describe('the side that serves') }).meta({
    description: 'Who serves from now on: a new order at the beginning of a set, or a correction.',
    examples: [{ server: 'away' }],
  }),
  // Intervals and breaks between sets: the points say where the match stands, and go on by themselves.
  break_start: commonEvents.break_start.meta({ ...commonEvents.break_start.meta(), ...DISPLAY_ONLY }),
  break_end: commonEvents.break_end.meta({ ...commonEvents.break_end.meta(), ...DISPLAY_ONLY }),
  result_set: commonEvents.result_set
    .extend({
      sets: z
        .array(setScore)
        .max(99)
        .optional()
        .describe('the sets that count, in order, where they were awarded or the feed gave none'),
    })
    .meta({
      ...commonEvents.result_set.meta(),
      examples: [
        { result: { winner: 'home', method: 'awarded', text: '3–0, awarded' } },
        {
          result: { winner: 'away', method: 'awarded' },
          awardedScore: { home: 0, away: 2 },
          sets: [
            { home: 0, away: 11 },
            { home: 0, away: 11 },
          ],
        },
      ],
    }),
  warm_up: z.object({}).describe('The players warm up. Moves nothing but the phase.'),
  retired: loses.meta({
    description: '`team` gives up. The other side wins with the score as it stands.',
    examples: [{ team: 'away', reason: 'injury' }],
  }),
  walkover: loses.meta({ description: '`team` does not play. The other side wins.', examples: [{ team: 'away' }] }),
  default: loses.meta({
    description: '`team` is defaulted, or disqualified. The other side wins with the score as it stands.',
    examples: [{ team: 'home', reason: 'fourth code violation' }],
  }),
}

export const setsPhases = {
  pre_match: 'not begun',
  warm_up: 'the players warm up',
  'set_<n>': 'that set is being played',
  set_break: 'between two sets',
  ended: 'over',
}

/** What a viewer who fell behind must still be told. Points are not, unless they win a set: the score says them. */
export const setsKeyEvents: ReadonlySet<string> = new Set([
  ...commonKeyEvents,
  'retired',
  'walkover',
  'default',
  'game_penalty',
  'point_penalty',
  'card',
  'golden_set',
])
