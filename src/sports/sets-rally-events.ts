import { z } from 'zod'
import { reason, side, word } from './common-events.ts'
import { setScore, setsEvents } from './sets-events.ts'

const shown = z.object({ team: side.optional(), kind: word.optional() })

export const rallyEvents = {
  ...setsEvents,
  /** `team` wins the rally. A feed that knows may say who served it; that is believed. */
  point: z.object({ team: side, server: side.optional(), kind: word.optional() }),
  /** `team` is awarded the point: the one that was not penalised. */
  point_penalty: z.object({ team: side, reason: reason.optional() }),
  /** Shown to `team`. One that costs a point gives it to the other side. */
  card: z.object({ team: side, card: z.enum(['yellow', 'red', 'yellow_red', 'black']) }),
  /** An extra set that decides a tie over two matches, played after this one. */
  golden_set: z.object({ server: side.optional() }),
  score_set: z.object({
    sets: z.array(setScore).max(99).optional(),
    points: setScore.optional(),
    score: setScore.optional(),
    server: side.optional(),
    reason: reason.optional(),
  }),
  challenge: shown,
  rotation_fault: shown,
  technical_timeout: z.object({}),
}

const chance = z.enum(['home', 'away', 'both'])

export const rallyDetail = z.object({
  /** Sets that are over. */
  sets: z.array(setScore.readonly()).readonly(),
  /** Of the set being played; absent once the match is won. */
  points: setScore.exactOptional(),
  server: z.object({ side }).exactOptional(),
  timeoutsLeft: setScore.exactOptional(),
  setPoint: chance.exactOptional(),
  matchPoint: chance.exactOptional(),
  goldenSet: setScore.exactOptional(),
})

export type RallyDetail = z.output<typeof rallyDetail>
