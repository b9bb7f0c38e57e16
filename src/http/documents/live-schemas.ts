import { z } from 'zod'
import type { MatchEvent } from '../../match/event.ts'
import type { JsonObject } from '../../match/merge-patch.ts'
import { type MatchState, STATUSES } from '../../match/state.ts'
import { type ClientFrame, MAX_DELAY_MS, MAX_EVERY_MS } from '../../protocol/client-messages.ts'
import { type ServerMessage, UPDATE_KINDS, VIEWS } from '../../protocol/messages.ts'

/**
 * The messages of `GET /v1/live` as schemas, for AsyncAPI. The protocol folder has types only, because browsers load it.
 * `Tied`, below, makes the compiler hold schemas and types together; a test feeds the same messages to the schemas and the
 * parser, another one validates what gateways really send.
 */

/** A part whose fields are described elsewhere: the schema has its outline, the type is that of the protocol. */
function outlineOf<T>(outline: z.ZodType): z.ZodType<T> {
  return outline as z.ZodType<T>
}

const at = z.int().describe('ms since the Unix epoch')
const match = z.string().describe('match id')
const seq = z.int().min(0)
const id = z.int().exactOptional().describe('of the request that it answers')
const state = outlineOf<MatchState>(z.looseObject({ match, sport: z.string(), status: z.enum(STATUSES) })).describe(
  'the scoreboard; GET /v1/sports has the schema of each sport; in view score without detail, format and updatedAt',
)
const event = outlineOf<MatchEvent>(z.looseObject({ id: z.string(), type: z.string() }))
const score = z
  .looseObject({ score: z.object({ home: z.number(), away: z.number() }) })
  .describe('and what else the sport counts, such as `points` of the set being played')

export const update = z.object({
  op: z.literal('update'),
  match,
  seq,
  at: at.describe('when it was accepted'),
  kind: z.enum(UPDATE_KINDS),
  event: event.exactOptional(),
  patch: outlineOf<JsonObject>(z.looseObject({})).describe('RFC 7396 merge patch on the state'),
  correction: z
    .object({
      kind: z.string(),
      eventId: z.string().exactOptional(),
      reason: z.string().exactOptional(),
      before: score,
      after: score,
    })
    .exactOptional(),
  afterFinal: z.literal(true).exactOptional(),
})

const changed = {
  match,
  seq,
  after: seq
    .exactOptional()
    .describe('the seq that it follows, if that is not seq − 1; apply it if after ≤ yours < seq'),
  patch: outlineOf<JsonObject>(z.looseObject({})).describe('RFC 7396 merge patch on the state of the view'),
  missed: z.array(event).exactOptional().describe('with everyMs: key events since `after`'),
}
export const viewUpdate = z.object({
  op: z.literal('update'),
  ...changed,
  at: at.describe('when it was accepted'),
  correction: z.object({ kind: z.string() }).exactOptional(),
})
const anyUpdate = z.union([update, viewUpdate])

const position = { match, epoch: z.string(), seq }
const health = z.enum(['stale', 'live'])
const feed = z.object({ health, at }).exactOptional().describe('present while the feed of the match is silent')
const joined = z.union([
  z.object({ ...position, state, feed }),
  z.object({ ...position, updates: z.array(anyUpdate), feed }),
])

const board = z.string().describe('competition:…, date:YYYY-MM-DD, sport:…, status:…; several joined by ;')

const wish = {
  delayMs: z.int().min(0).max(MAX_DELAY_MS).exactOptional(),
  view: z.enum(VIEWS).exactOptional().describe('how much of it; all if left out'),
  everyMs: z
    .int()
    .min(0)
    .max(MAX_EVERY_MS)
    .exactOptional()
    .describe('at most one message in this time; rounded up to 1000, 2000, 5000 or 10000'),
}

// What follows a refinement is said in words alone: JSON Schema, as AsyncAPI shows it, has none of it.
const matchEntry = z
  .object({ match, epoch: z.string().exactOptional(), seq: seq.exactOptional(), ...wish })
  .refine((entry) => (entry.epoch === undefined) === (entry.seq === undefined), 'epoch and seq come together')
const boardEntry = z.object({
  board,
  ...wish,
  positions: z.array(z.object(position)).exactOptional().describe('what the viewer has already of its matches'),
})

/** What viewers send. */
export const fromViewer = {
  subscribe: z
    .object({
      op: z.literal('subscribe'),
      id: z.int().exactOptional(),
      matches: z.array(z.union([z.string(), matchEntry])).exactOptional(),
      boards: z.array(z.union([board, boardEntry])).exactOptional(),
    })
    .refine(({ matches = [], boards = [] }) => matches.length + boards.length > 0, 'asks for something'),
  unsubscribe: z
    .object({
      op: z.literal('unsubscribe'),
      id: z.int().exactOptional(),
      matches: z.array(z.string()).exactOptional(),
      boards: z.array(board).exactOptional(),
    })
    .refine(({ matches, boards }) => matches !== undefined || boards !== undefined, 'leaves something'),
  ping: z.object({ op: z.literal('ping'), id: z.int().exactOptional() }),
  auth: z.object({
    op: z.literal('auth'),
    id: z.int().exactOptional(),
    token: z.string().describe('a JWT; where VIEWER_AUTH is none, anything'),
  }),
} as const

const matchCode = z.enum(['match-not-found', 'too-many-subscriptions', 'invalid-match-id', 'forbidden', 'unavailable'])
const boardCode = z.enum(['invalid-board', 'too-many-boards', 'forbidden', 'unavailable'])

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
    rejected: z.array(z.object({ match, code: matchCode })),
    boards: z
      .array(z.union([z.object({ board, matches: z.array(match) }), z.object({ board, code: boardCode })]))
      .exactOptional(),
    more: z.literal(true).exactOptional().describe('more rows of these boards follow, with the same id'),
  }),
  unsubscribed: z.object({
    op: z.literal('unsubscribed'),
    id,
    matches: z.array(match),
    boards: z.array(board).exactOptional(),
  }),
  update: anyUpdate,
  updates: z.object({
    op: z.literal('updates'),
    board,
    at,
    updates: z.array(z.object(changed)).describe('with everyMs of a board: its matches in one message'),
  }),
  snapshot: z.object({
    op: z.literal('snapshot'),
    ...position,
    state,
    reason: z.enum(['conflated', 'resync', 'epoch']),
    missed: z.array(event).exactOptional().describe('key events that were skipped'),
  }),
  gone: z.object({ op: z.literal('gone'), match }),
  board: z.object({
    op: z.literal('board'),
    board,
    matches: z.array(match).describe('all that are on it now, in order'),
    joined: z.array(joined),
    left: z.array(match),
  }),
  gateway: z.object({ op: z.literal('gateway'), broker: z.enum(['down', 'up']), at }),
  feed: z.object({ op: z.literal('feed'), match, health, at }),
  heartbeat: z.object({ op: z.literal('heartbeat'), at }),
  pong: z.object({ op: z.literal('pong'), id, at }),
  reconnect: z.object({
    op: z.literal('reconnect'),
    afterMs: z.int().min(0),
    reason: z.enum(['draining', 'rebalancing', 'busy']),
  }),
  authorised: z.object({
    op: z.literal('authorised'),
    id,
    expiresInMs: z.int().min(0).exactOptional().describe('send another token before'),
    delayMs: z.int().min(1).exactOptional().describe('everything is shown at least that much later'),
  }),
  error: z.object({ op: z.literal('error'), id, code: z.string(), detail: z.string() }),
} as const

/** Both ways: no message without a schema, no schema without a message, no field that differs. */
export type Tied = Nothing<Apart<typeof fromViewer, ClientFrame> | Apart<typeof toViewer, ServerMessage>>

/** Does not compile, and names the `op` in question, if there is one. */
export type Nothing<Ops extends never> = Ops

/** The `op`s whose schema and type differ. */
export type Apart<Schemas extends Readonly<Record<string, z.ZodType>>, Message extends { readonly op: string }> = {
  [Op in (keyof Schemas & string) | Message['op']]: Op extends keyof Schemas
    ? Same<Plain<z.output<Schemas[Op]>>, Plain<Extract<Message, { readonly op: Op }>>> extends true
      ? never
      : Op
    : Op
}[(keyof Schemas & string) | Message['op']]

/** Tells an optional field from none, and `readonly` from not, as mutual assignability would not. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Written out, and without `readonly`: a schema's type has none. The parts of `outlineOf` stay as they are. */
type Plain<T> =
  Same<T, MatchState> extends true
    ? T
    : Same<T, MatchEvent> extends true
      ? T
      : Same<T, JsonObject> extends true
        ? T
        : T extends readonly (infer Item)[]
          ? Plain<Item>[]
          : T extends object
            ? { -readonly [Key in keyof T]: Plain<T[Key]> }
            : T
