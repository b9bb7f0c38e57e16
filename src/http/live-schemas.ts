import { z } from 'zod'
import { STATUSES } from '../match/state.ts'
import { MAX_DELAY_MS, UPDATE_KINDS } from '../protocol/messages.ts'

/**
 * The messages of `GET /v1/live` as schemas, for AsyncAPI. The protocol folder itself has types only, because browsers load it;
 * a test validates what gateways really send against these.
 */

const at = z.int().describe('ms since the Unix epoch')
const match = z.string().describe('match id')
const seq = z.int().min(0)
const id = z.int().optional().describe('of the request that it answers')
const state = z
  .looseObject({ match, sport: z.string(), status: z.enum(STATUSES) })
  .describe('the scoreboard; GET /v1/sports has the schema of each sport')
const event = z.looseObject({ id: z.string(), type: z.string() })
const score = z.object({ score: z.object({ home: z.number(), away: z.number() }) })

const update = z.object({
  op: z.literal('update'),
  match,
  seq,
  at: at.describe('when it was accepted'),
  kind: z.enum(UPDATE_KINDS),
  event: event.optional(),
  patch: z.looseObject({}).describe('RFC 7396 merge patch on the state'),
  correction: z
    .object({ kind: z.string(), eventId: z.string(), reason: z.string().optional(), before: score, after: score })
    .optional(),
  afterFinal: z.literal(true).optional(),
})

const position = { match, epoch: z.string(), seq }
const joined = z.union([z.object({ ...position, state }), z.object({ ...position, updates: z.array(update) })])

const board = z.string().describe('competition:…, date:YYYY-MM-DD, sport:…, status:…; several joined by ;')

/** What viewers send. */
export const fromViewer = {
  subscribe: z.object({
    op: z.literal('subscribe'),
    id: z.int().optional(),
    matches: z
      .array(
        z.union([
          z.string(),
          z.object({
            match,
            epoch: z.string().optional(),
            seq: seq.optional(),
            delayMs: z.int().min(0).max(MAX_DELAY_MS).optional(),
          }),
        ]),
      )
      .optional(),
    boards: z
      .array(
        z.union([
          board,
          z.object({
            board,
            delayMs: z.int().min(0).max(MAX_DELAY_MS).optional(),
            positions: z.array(z.object(position)).optional().describe('what the viewer has already of its matches'),
          }),
        ]),
      )
      .optional(),
  }),
  unsubscribe: z.object({
    op: z.literal('unsubscribe'),
    id: z.int().optional(),
    matches: z.array(z.string()).optional(),
    boards: z.array(board).optional(),
  }),
  ping: z.object({ op: z.literal('ping'), id: z.int().optional() }),
} as const

/** What viewers are sent. */
export const toViewer = {
  hello: z.object({
    op: z.literal('hello'),
    connection: z.string(),
    at,
    heartbeatMs: z.int(),
    limits: z.object({ subscriptions: z.int(), messageBytes: z.int() }),
  }),
  subscribed: z.object({
    op: z.literal('subscribed'),
    id,
    matches: z.array(joined),
    rejected: z.array(z.object({ match, code: z.string() })),
    boards: z
      .array(z.union([z.object({ board, matches: z.array(match) }), z.object({ board, code: z.string() })]))
      .optional(),
  }),
  unsubscribed: z.object({
    op: z.literal('unsubscribed'),
    id,
    matches: z.array(match),
    boards: z.array(board).optional(),
  }),
  update,
  snapshot: z.object({
    op: z.literal('snapshot'),
    ...position,
    state,
    reason: z.enum(['conflated', 'resync', 'epoch']),
    missed: z.array(event).optional().describe('key events that were skipped'),
  }),
  board: z.object({
    op: z.literal('board'),
    board,
    matches: z.array(match).describe('all that are on it now, in order'),
    joined: z.array(joined),
    left: z.array(match),
  }),
  gateway: z.object({ op: z.literal('gateway'), broker: z.enum(['down', 'up']), at }),
  heartbeat: z.object({ op: z.literal('heartbeat'), at }),
  pong: z.object({ op: z.literal('pong'), id, at }),
  reconnect: z.object({
    op: z.literal('reconnect'),
    afterMs: z.int().min(0),
    reason: z.enum(['draining', 'rebalancing']),
  }),
  error: z.object({ op: z.literal('error'), id, code: z.string(), detail: z.string() }),
} as const
