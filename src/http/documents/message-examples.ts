import type { ClientFrame } from '../../protocol/client-messages.ts'
import type { FeedAnswer, FeedFrame } from '../../protocol/feed-messages.ts'
import type { ServerMessage } from '../../protocol/messages.ts'
import { matchExample } from './example-match.ts'

/** What AsyncAPI shows of each message. A test reads them with the parsers of server and SDK, and holds them against their schemas. */
type ExamplesOf<Message extends { readonly op: string }> = {
  readonly [Op in Message['op']]: readonly Extract<Message, { readonly op: Op }>[]
}

const match = 'npu-val'
const epoch = '0mdx4q1k2a'
const at = 1_795_880_534_000
const board = 'competition:northern-league'
const goal = { id: 'g1', type: 'goal', team: 'home', period: 1, clock: '22:14', player: 'Ángel Di María' } as const
const { state } = matchExample as unknown as { readonly state: Extract<ServerMessage, { op: 'snapshot' }>['state'] }
const joined = { match, epoch, seq: 2, state }
const patch = { score: { home: 1 }, scoreline: { home: { main: '1' } } }

export const fromViewerExamples: ExamplesOf<ClientFrame> = {
  subscribe: [
    { op: 'subscribe', id: 1, matches: [match] },
    { op: 'subscribe', id: 2, matches: [{ match, epoch, seq: 2, delayMs: 30_000 }] },
    {
      op: 'subscribe',
      id: 3,
      boards: [{ board, view: 'score', everyMs: 2_000, positions: [{ match, epoch, seq: 2 }] }],
    },
  ],
  unsubscribe: [{ op: 'unsubscribe', id: 4, matches: [match], boards: [board] }],
  ping: [{ op: 'ping', id: 5 }],
  auth: [{ op: 'auth', id: 7, token: 'eyJhbGciOiJFZERTQSJ9.eyJleHAiOjE3OTU4ODQxMzR9.c2lnbmF0dXJl' }],
}

export const toViewerExamples: ExamplesOf<ServerMessage> = {
  hello: [
    {
      op: 'hello',
      connection: 'c-7f3a',
      at,
      heartbeatMs: 15_000,
      limits: { subscriptions: 256, messageBytes: 16_384 },
    },
  ],
  subscribed: [
    { op: 'subscribed', id: 1, matches: [joined], rejected: [] },
    {
      op: 'subscribed',
      id: 2,
      matches: [{ match, epoch, seq: 2, updates: [], feed: { health: 'stale', at } }],
      rejected: [{ match: 'nothing', code: 'match-not-found' }],
    },
    {
      op: 'subscribed',
      id: 3,
      matches: [],
      rejected: [],
      boards: [
        { board, matches: [match] },
        { board: 'nonsense', code: 'invalid-board' },
      ],
      more: true,
    },
  ],
  authorised: [{ op: 'authorised', id: 7, expiresInMs: 3_600_000, delayMs: 30_000 }],
  unsubscribed: [{ op: 'unsubscribed', id: 4, matches: [match], boards: [board] }],
  update: [
    { op: 'update', match, seq: 2, at, kind: 'add', event: goal, patch },
    {
      op: 'update',
      match,
      seq: 3,
      at,
      kind: 'delete',
      patch: { score: { home: 0 }, scoreline: { home: { main: '0' } } },
      correction: {
        kind: 'goal_disallowed',
        eventId: 'g1',
        reason: 'offside',
        before: { score: { home: 1, away: 0 } },
        after: { score: { home: 0, away: 0 } },
      },
    },
    { op: 'update', match, seq: 9, after: 2, at, patch },
  ],
  updates: [{ op: 'updates', board, at, updates: [{ match, seq: 9, after: 2, patch, missed: [goal] }] }],
  snapshot: [{ op: 'snapshot', ...joined, reason: 'conflated', missed: [goal] }],
  gone: [{ op: 'gone', match }],
  board: [{ op: 'board', board, matches: [match], joined: [joined], left: ['old'] }],
  gateway: [{ op: 'gateway', broker: 'down', at }],
  feed: [{ op: 'feed', match, health: 'stale', at }],
  heartbeat: [{ op: 'heartbeat', at }],
  pong: [{ op: 'pong', id: 5, at }],
  reconnect: [{ op: 'reconnect', afterMs: 1_200, reason: 'draining' }],
  error: [{ op: 'error', id: 6, code: 'unknown-op', detail: '"op" must be subscribe, unsubscribe or ping' }],
}

export const fromFeedExamples: ExamplesOf<FeedFrame> = {
  auth: [{ op: 'auth', key: 'opta-key' }],
  event: [
    { op: 'event', id: 1, match, event: goal },
    { op: 'event', id: 2, match, kind: 'edit', event: { ...goal, clock: '22:40' } },
    { op: 'event', id: 3, match, kind: 'delete', event: { id: 'g1', reason: 'offside' } },
    { op: 'event', id: 4, match, kind: 'restore', event: { id: 'g1' }, source: 'opta' },
  ],
}

export const toFeedExamples: ExamplesOf<FeedAnswer> = {
  ack: [
    { op: 'ack', id: 1, status: 'applied', seq: 2 },
    {
      op: 'ack',
      id: 2,
      status: 'applied',
      seq: 3,
      warnings: [{ code: 'unknown-field', detail: '"minute" is forwarded and has no effect; did you mean "clock"?' }],
    },
  ],
  error: [
    {
      op: 'error',
      id: 3,
      code: 'invalid-event',
      detail: 'football refuses this goal',
      errors: [{ path: 'team', message: 'is missing; it must be one of home, away' }],
    },
  ],
}
