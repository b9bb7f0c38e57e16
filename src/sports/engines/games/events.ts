import { z } from 'zod'
import { player, reason, side, word } from '../../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../../contract/warnings/display-only.ts'
import { serviceFields, setScore, setsEvents } from '../sets/events.ts'

const CALL_WORDS = 'must be points as they are called: 0, 15, 30, 40, AD, or a number'
const call = z.union(
  [z.enum(['0', '15', '30', '40', 'AD']), z.string().regex(/^\d{1,3}$/, CALL_WORDS), z.int().min(0).max(999)],
  CALL_WORDS,
)

const shown = (description: string, kind = '') =>
  z
    .object({
      team: side.optional().describe('whose'),
      player: player.optional().describe('who'),
      kind: word.optional().describe('in the feed’s words'),
    })
    .meta({
      ...DISPLAY_ONLY,
      description: `${description} Shown, and no more.`,
      examples: [{ team: 'home', ...(kind !== '' && { kind }) }],
    })

export const tennisEvents = {
  ...setsEvents,
  point: z
    .object({
      team: side.describe('the side that wins the point'),
      kind: z
        .enum(['ace', 'double_fault', 'winner', 'forced_error', 'unforced_error', 'penalty'])
        .optional()
        .describe('how it was won; errors and faults are the other side’s'),
      serveNumber: z.literal([1, 2]).optional().describe('the serve with which it was played'),
      ...serviceFields,
      server: side.optional().describe('who served it, if the feed knows; believed'),
      speedKmh: z.number().min(0).max(400).optional().describe('of the serve'),
    })
    .meta({
      description: 'A point is won. Games, sets, the match and who serves follow from the points.',
      examples: [{ team: 'home', kind: 'ace', serveNumber: 1 }],
    }),
  point_penalty: z.object({ team: side.describe('the side that was not penalised'), reason: reason.optional() }).meta({
    description: '`team` is awarded the point.',
    examples: [{ team: 'away', reason: 'second code violation' }],
  }),
  game_penalty: z.object({ team: side.describe('the side that was not penalised'), reason: reason.optional() }).meta({
    description: '`team` is awarded the game.',
    examples: [{ team: 'away', reason: 'third code violation' }],
  }),
  score_set: z
    .object({
      sets: z
        .array(
          setScore.extend({ tiebreak: setScore.exactOptional().describe('points of the tie-break that decided it') }),
        )
        .max(99)
        .optional()
        .describe('those that are over, in order'),
      games: setScore.optional().describe('of the set being played'),
      points: z
        .object({ home: call, away: call })
        .optional()
        .describe('of the game being played, as the umpire calls them'),
      score: setScore.optional().describe('sets won, for feeds that know no more'),
      ...serviceFields,
      reason: reason.optional(),
    })
    .meta({
      description:
        'Sets where the match stands: a checkpoint, or the only event of a feed without points. What is left out is 0, or as it was if it is bigger than all that is given.',
      examples: [
        {
          sets: [{ home: 7, away: 6, tiebreak: { home: 7, away: 3 } }],
          games: { home: 2, away: 1 },
          points: { home: '40', away: 'AD' },
          server: 'home',
        },
      ],
    }),
  fault: shown('A first serve was out.'),
  let: shown('The serve, or the point, is played again.'),
  challenge: shown('A player challenges a call. What comes of it is an edit or a delete of the point.'),
  code_violation: shown('A code violation. What it costs is a penalty event of its own.', 'racket abuse'),
  time_violation: shown('A time violation. What it costs is an event of its own.'),
  medical_timeout: shown('A player is treated.'),
  toilet_break: shown('A player leaves the court.'),
  replay_point: z
    .object({ point: z.string().max(128).optional().describe('id of the point that does not count') })
    .meta({
      ...DISPLAY_ONLY,
      description: 'The point is played again: the feed deletes the event of the point, this only says so.',
      examples: [{ point: 'p41' }],
    }),
}
