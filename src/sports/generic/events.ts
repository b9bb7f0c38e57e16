import { z } from 'zod'
import { commonEvents } from '../common/events.ts'

/** Points of any game: chess, and golf by teams, give halves. */
export const halfPoints = z.number().min(0).max(1_000_000).multipleOf(0.5, 'must be a whole number, or a half')

/** The events that every sport has; points may be halves. */
export const genericEvents = {
  ...commonEvents,
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
    .extend({ score: z.object({ home: halfPoints, away: halfPoints }).describe('as it stands') })
    .meta({ ...commonEvents.score_set.meta() }),
}
