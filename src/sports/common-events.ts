import { z } from 'zod'
import { RESULT_METHODS, STATUSES } from '../match/state.ts'
import type { EventOf } from './sport.ts'

export const side = z.enum(['home', 'away'])
/** The period's number from 1 (overtimes count on), or the sport's name for it. */
export const period = z.union([z.int().min(0).max(1000), z.string().min(1).max(64)])
// A board may keep players by name, and this name cannot be a key in a merge patch.
export const player = z
  .string()
  .min(1)
  .max(200)
  .refine((name) => name !== '__proto__', 'is not a name')
export const reason = z.string().min(1).max(500)
/** A word of the feed's vocabulary, such as the kind of a break. */
export const word = z.string().min(1).max(64)
/** Points that one event brings. */
export const points = z.int().min(0).max(1_000_000)
export const score = z.object({ home: points, away: points })

export const result = z.object({
  winner: z.enum(['home', 'away', 'draw', 'none']),
  method: z.enum(RESULT_METHODS),
  margin: z.string().min(1).max(200).exactOptional(),
  text: z.string().min(1).max(200).exactOptional(),
})

/**
 * The events that every sport has, with their fields beyond the envelope. A sport spreads them into its own and
 * overrides what it needs more of: `match_start: commonEvents.match_start.extend({ server: side })`.
 */
export const commonEvents = {
  match_start: z.object({}),
  period_start: z.object({ period }),
  period_end: z.object({ period }),
  break_start: z.object({ kind: word }),
  break_end: z.object({}),
  match_end: z.object({}),
  match_final: z.object({}),
  status_set: z.object({ status: z.enum(STATUSES), reason: reason.optional() }),
  interruption_start: z.object({ reason: reason.optional() }),
  interruption_end: z.object({}),
  /** `set` moves the clock to the envelope's `clock`; start and stop may correct it the same way. */
  clock: z.object({ action: z.enum(['start', 'stop', 'set']) }),
  score: z.object({ team: side, points }),
  score_adjust: z.object({ team: side, points: z.int().min(-1_000_000).max(1_000_000), reason: reason.optional() }),
  score_set: z.object({ score, detail: z.record(z.string(), z.json()).optional(), reason: reason.optional() }),
  timeout: z.object({ team: side.optional(), kind: word.optional() }),
  timeout_end: z.object({}),
  substitution: z.object({ team: side.optional(), off: player.optional(), on: player.optional() }),
  review_start: z.object({ subject: word }),
  /** `review` is the id of the `review_start` that this decides; left out, it decides all that are open. */
  review_end: z.object({ decision: word, review: z.string().max(128).optional() }),
  result_set: z.object({ result }),
  note: z.object({ text: z.string().min(1).max(2000) }),
}

export type CommonEvent = EventOf<typeof commonEvents>
