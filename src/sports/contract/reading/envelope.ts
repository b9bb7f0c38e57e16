import { z } from 'zod'
import { CLOCK } from '../../../match/clock.ts'
import { EVENT_STATUSES } from '../../../match/event.ts'
import { instant, period, player, playerId, score, side } from './fields.ts'

const ORDER_LIMIT = 1e15

/** The fields that all events share. Other fields belong to the type and pass. */
export const envelope = z.looseObject({
  id: z
    .string()
    .regex(/^[\x20-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters')
    .describe('chosen by the feed; the event’s identity for the life of the match'),
  type: z
    .string()
    .regex(/^[a-z0-9_]{1,64}$/, 'must be 1 to 64 of a-z 0-9 _')
    .describe('what happened; a type that the sport does not know is stored and forwarded, and changes nothing'),
  team: side.optional().describe('the side it is about'),
  period: period
    .optional()
    .describe('when: the period’s number from 1 (overtimes count on), or the sport’s name for it'),
  clock: z
    .string()
    .regex(CLOCK, 'must be a clock such as 22:14, 23 or 45+2')
    .optional()
    .describe('when: what the match clock shows, `22:14`, or the minute, `23`, `45+2`'),
  player: player.optional().describe('the player it is about: a name, or `{id, name}`'),
  playerId: playerId.optional().describe('the player’s id, where two may have one name; the same as `{id, name}`'),
  occurredAt: instant.optional().describe('when, in ms since 1970 or ISO 8601; left out, on arrival'),
  order: z
    .number()
    .min(-ORDER_LIMIT)
    .max(ORDER_LIMIT)
    .optional()
    .describe('its place among the match’s events; wins over period and clock'),
  text: z.string().optional().describe('words for viewers'),
  scoreAfter: score
    .optional()
    .describe('the score that the feed has after it; one that differs from ours is answered with a warning'),
  revision: z.int().min(0).optional().describe('counts the versions of this event; the highest wins'),
  status: z
    .enum(EVENT_STATUSES)
    .optional()
    .describe('how sure the feed is; all but `confirmed` (or left out) is announced and not counted'),
})

/** In a `status_set`, `status` is the new status of the match, not how sure the feed is. Its own schema checks it. */
export const envelopeOfStatusSet = envelope.omit({ status: true })
