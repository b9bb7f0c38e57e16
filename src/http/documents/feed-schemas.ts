import { z } from 'zod'
import { SOURCE_NAME } from '../../match/feed.ts'
import { FEED_KINDS, type FeedAnswer, type FeedFrame } from '../../protocol/feed-messages.ts'
import { MATCH_ID, NO_MATCH_ID } from '../../protocol/match-id.ts'
import type { Apart, Nothing } from './live-schemas.ts'

/**
 * The messages of `GET /v1/feed` as schemas: ingest reads frames with them, and AsyncAPI is made of them. `TiedToFeed` makes the compiler
 * hold schemas and types together, as with the messages of viewers.
 */
const id = z.int().describe('chosen by the feed; the answer has the same')

/** What feeds send. Strict: a field with a wrong name, such as `knid`, would be a wish that vanishes. */
export const fromFeed = {
  auth: z.strictObject({ op: z.literal('auth'), key: z.string().min(1).max(512) }),
  event: z.strictObject({
    op: z.literal('event'),
    id,
    match: z.string().regex(MATCH_ID, NO_MATCH_ID),
    event: (z.looseObject({}) as z.ZodType<object>).describe(
      'as over HTTP; GET /v1/sports has the schemas of each sport',
    ),
    kind: z.enum(FEED_KINDS).exactOptional().describe('add if left out'),
    source: z
      .string()
      .regex(SOURCE_NAME, 'must be letters, digits and . _ -, up to 64')
      .exactOptional()
      .describe('operators only: act as this source'),
  }),
} as const

const faults = z.array(z.object({ path: z.string(), message: z.string() }))

/** What feeds are sent. */
export const toFeed = {
  ack: z.object({
    op: z.literal('ack'),
    id,
    status: z.enum(['applied', 'shadowed', 'duplicate', 'superseded']),
    seq: z.int().exactOptional().describe('the update that viewers received'),
    warnings: z.array(z.object({ code: z.string(), detail: z.string() })).exactOptional(),
  }),
  error: z.object({
    op: z.literal('error'),
    id: id.exactOptional(),
    code: z.string(),
    detail: z.string(),
    errors: faults.exactOptional(),
  }),
} as const

/** Both ways: no message without a schema, no schema without a message, no field that differs. */
export type TiedToFeed = Nothing<Apart<typeof fromFeed, FeedFrame> | Apart<typeof toFeed, FeedAnswer>>
