import { z } from 'zod'
import { EVENT_STATUSES } from '../match/event.ts'
import { period, player, side } from './common-events.ts'
import { parseClock } from './match-clock.ts'

const ORDER_LIMIT = 1e15
const LAST_INSTANT = 8.64e15

/** The fields that all events share. Other fields belong to the type and pass. */
export const envelope = z.looseObject({
  id: z.string().regex(/^[\x20-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters'),
  type: z.string().regex(/^[a-z0-9_]{1,64}$/, 'must be 1 to 64 of a-z 0-9 _'),
  team: side.optional(),
  period: period.optional(),
  clock: z
    .string()
    .refine((text) => parseClock(text) !== undefined, 'must be a clock such as 22:14, 23 or 45+2')
    .optional(),
  player: player.optional(),
  occurredAt: z.int().min(0).max(LAST_INSTANT).optional(),
  order: z.number().min(-ORDER_LIMIT).max(ORDER_LIMIT).optional(),
  revision: z.int().min(0).optional(),
  status: z.enum(EVENT_STATUSES).optional(),
})

/** A `status_set` says the match's new status where others say how sure they are. Its own schema checks it. */
export const envelopeOfStatusSet = envelope.omit({ status: true })
