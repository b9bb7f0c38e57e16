import { z } from 'zod'
import { commonEvents } from '../common/events.ts'
import { plainJson, player, side, word } from '../contract/reading/fields.ts'
import type { EventOf } from '../contract/sport.ts'
import { periodScores, SCORE_SET_EXAMPLES } from '../engines/clocked/period-scores.ts'
import { shootoutAttempt, shootoutInAll } from '../engines/game/shootout.ts'

/** Points of any game: chess, and golf by teams, give halves. */
export const halfPoints = z.number().min(0).max(1_000_000).multipleOf(0.5, 'must be a whole number, or a half')

const halfScore = z.object({ home: halfPoints, away: halfPoints })

/** The events that every sport has; points may be halves. */
export const genericEvents = {
  ...commonEvents,
  period_start: commonEvents.period_start
    .extend({
      isOvertime: z.boolean().optional().describe('true for an overtime that its name does not show: `Golden end`'),
      minutes: z.int().min(1).max(600).optional().describe('its length, where it is not that of the format'),
    })
    .meta({
      ...commonEvents.period_start.meta(),
      examples: [{ period: 1 }, { period: 'Golden end', isOvertime: true, minutes: 3 }],
    }),
  foul: z
    .object({ team: side.describe('the side that commits it'), player: player.optional().describe('who commits it') })
    .meta({ description: 'A foul: counted in `detail.fouls`.', examples: [{ team: 'home' }] }),
  card: z
    .object({
      team: side.describe('the side that gets it'),
      card: word.describe('its colour; red and yellow are shown beside the side'),
      player: player.optional().describe('who gets it'),
    })
    .meta({
      description: 'A card: counted by colour in `detail.cards`.',
      examples: [{ team: 'home', card: 'yellow' }],
    }),
  shootout_attempt: shootoutAttempt.meta({
    description:
      'An attempt of a shoot-out: counted in `detail.shootout`, beside the score, and decides a level match.',
    examples: [{ team: 'home', scored: true }],
  }),
  score: commonEvents.score.extend({ points: halfPoints.describe('how many; halves too') }).meta({
    ...commonEvents.score.meta(),
    examples: [
      { team: 'home', points: 2 },
      { team: 'away', points: 0.5 },
    ],
  }),
  score_adjust: commonEvents.score_adjust
    .extend({
      points: z
        .number()
        .min(-1_000_000)
        .max(1_000_000)
        .multipleOf(0.5, 'must be a whole number, or a half')
        .describe('how many more, or less; a score never falls below 0'),
    })
    .meta({ ...commonEvents.score_adjust.meta() }),
  score_set: commonEvents.score_set
    .extend({
      score: halfScore.describe('as it stands'),
      detail: z.record(z.string(), plainJson).optional().describe('what else is known: it becomes the board’s'),
      ...periodScores(halfScore),
      ...shootoutInAll,
    })
    .meta({
      ...commonEvents.score_set.meta(),
      examples: [...SCORE_SET_EXAMPLES, { score: { home: 2, away: 2 }, shootout: { home: 3, away: 1 } }],
    }),
  result_set: commonEvents.result_set
    .extend({
      awardedScore: halfScore.optional().describe('the score that counts, where it is not the one that was played'),
      ...shootoutInAll,
    })
    .meta({ ...commonEvents.result_set.meta() }),
}

export type GenericEvent = EventOf<typeof genericEvents>
