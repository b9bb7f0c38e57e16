import { z } from 'zod'
import { STATUSES } from '../../match/state.ts'
import { period, player, points, reason, result, score, side, word } from '../contract/reading/fields.ts'
import type { EventOf } from '../contract/sport.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'

const ofPeriod = {
  period: period.describe('which: its number from 1 (overtimes count on), or the sport’s name for it'),
}
const mayHaveReason = { reason: reason.optional() }
const mayHaveTeam = { team: side.optional().describe('whose') }

/**
 * The events that every sport has, with their fields beyond the envelope. A sport spreads them into its own and
 * overrides what it needs more of: `match_start: commonEvents.match_start.extend({ server: side })`.
 */
export const commonEvents = {
  match_start: z.object({}).describe('The match begins: its status becomes `live`.'),
  period_start: z
    .object(ofPeriod)
    .meta({ description: 'A period begins. So does the match, if nobody said so.', examples: [{ period: 1 }] }),
  period_end: z.object(ofPeriod).meta({ description: 'A period is over.', examples: [{ period: 1 }] }),
  break_start: z
    .object({ kind: word.describe('the sport’s name for the break') })
    .meta({ description: 'A break within the match begins.', examples: [{ kind: 'half_time' }] }),
  break_end: z.object({ kind: word.optional().describe('of which kind it was') }).describe('The break is over.'),
  match_end: z
    .object({})
    .describe(
      'Play is over: the status becomes `ended`, and the result follows from the state unless `result_set` gave it.',
    ),
  match_final: z.object({}).describe('The result is confirmed and the match closed: the status becomes `final`.'),
  status_set: z
    .object({
      status: z
        .enum(STATUSES)
        .describe('the new status of the match; in other events this field says how sure the feed is'),
      ...mayHaveReason,
    })
    .meta({
      description: 'Sets the status, whatever it was: a postponement, an abandonment, a suspension until tomorrow.',
      examples: [{ status: 'postponed', reason: 'waterlogged pitch' }],
    }),
  interruption_start: z.object(mayHaveReason).meta({
    description: 'Play stops for a while: the status becomes `interrupted`.',
    examples: [{ reason: 'rain' }],
  }),
  interruption_end: z.object({}).describe('Play goes on: the status becomes `live` again.'),
  clock: z
    .object({
      action: z
        .enum(['start', 'stop', 'set'])
        .describe('`set` moves it to `clock`; the others may correct it by the way'),
    })
    .meta({ description: 'Starts, stops or sets the match clock.', examples: [{ action: 'set', clock: '31:05' }] }),
  score: z.object({ team: side.describe('who scored'), points: points.describe('how many') }).meta({
    description: 'A side scores, in a sport without a better word for it.',
    examples: [{ team: 'home', points: 2 }],
  }),
  score_adjust: z
    .object({
      team: side.describe('whose score'),
      points: z.int().min(-1_000_000).max(1_000_000).describe('how many more, or less; a score never falls below 0'),
      ...mayHaveReason,
    })
    .meta({
      description: 'Corrects the score by a difference. Where an event was wrong, deleting that event is better.',
      examples: [{ team: 'away', points: -1, reason: 'scorer’s error' }],
    }),
  score_set: z
    .object({
      score: score.describe('from now on'),
      ...mayHaveReason,
    })
    .meta({
      description: 'Sets the score: a checkpoint, or the only event of a feed that knows no more.',
      examples: [{ score: { home: 2, away: 1 }, reason: 'checked with the referee' }],
    }),
  timeout: z
    .object({ ...mayHaveTeam, kind: word.optional().describe('`full`, `short`, `television`') })
    .meta({ description: 'A timeout is taken; shown until play goes on.', examples: [{ team: 'home' }] }),
  timeout_end: z.object({}).describe('The timeout is over.'),
  substitution: z
    .object({
      ...mayHaveTeam,
      off: player.optional().describe('who leaves'),
      on: player.optional().describe('who comes on'),
    })
    .meta({
      ...DISPLAY_ONLY,
      description: 'One player for another.',
      examples: [{ team: 'home', off: 'Ana Ruiz', on: 'Kei Mori' }],
    }),
  review_start: z.object({ subject: word.describe('what is looked at') }).meta({
    description:
      'A review begins: announced in `pending` until its end. It moves nothing; what it decides is an edit or a delete.',
    examples: [{ subject: 'goal', team: 'home' }],
  }),
  review_end: z
    .object({
      decision: word.describe('what was decided, in the sport’s words'),
      review: z
        .string()
        .max(128)
        .optional()
        .describe('id of the `review_start` it decides; left out, all that are open'),
    })
    .meta({
      description: 'A review is over: its announcement goes.',
      examples: [{ decision: 'stands', review: 'r1' }],
    }),
  result_set: z
    .object({
      result: result.describe('as it is from now on'),
      awardedScore: score.optional().describe('the score that counts, where it is not the one that was played'),
    })
    .meta({
      description:
        'Gives the result, and the score if it was awarded. It always wins over the one that would follow, and ends the match.',
      examples: [
        { result: { winner: 'home', method: 'awarded', text: '3–0, awarded' } },
        { result: { winner: 'away', method: 'awarded' }, awardedScore: { home: 0, away: 3 } },
      ],
    }),
  note: z.object({ text: z.string().min(1).max(2000).describe('for viewers') }).meta({
    ...DISPLAY_ONLY,
    description: 'A line of commentary. It changes nothing.',
    examples: [{ text: 'The teams are out.' }],
  }),
}

export type CommonEvent = EventOf<typeof commonEvents>

/** Those that a slow viewer is told of in every sport that has periods, sets or innings. */
export const commonKeyEvents = [
  'match_start',
  'period_start',
  'period_end',
  'match_end',
  'match_final',
  'status_set',
  'interruption_start',
  'interruption_end',
  'result_set',
  'score_adjust',
  'score_set',
] as const satisfies readonly CommonEvent['type'][]
