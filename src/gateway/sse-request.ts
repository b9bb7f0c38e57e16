import { z } from 'zod'
import { InvalidRequest } from '../errors.ts'
import { refusals } from '../http/documents/problem-examples.ts'
import { wholeNumber } from '../http/requests/query.ts'
import { MAX_BOARD_NAME } from '../match/lists/max-board-name.ts'
import {
  MAX_DELAY_MS,
  MAX_EVERY_MS,
  type SubscribeBoard,
  type SubscribeMatch,
  type SubscribeRequest,
} from '../protocol/client-messages.ts'
import { VIEWS } from '../protocol/messages.ts'
import { parseEventId } from './delivery/server-sent-event.ts'

/** More do not fit into an address; `POST` takes as many as `/v1/live` does. */
const MAX_NAMES = 100

const names = z
  .preprocess(
    (value) => (value === undefined ? [] : [value].flat()),
    z
      .array(z.string().max(MAX_BOARD_NAME, `must have ${MAX_BOARD_NAME} characters at most`))
      .max(MAX_NAMES, `${MAX_NAMES} at most`),
  )
  .optional()

const query = z.object({
  match: names.describe('a match id; as often as there are matches'),
  board: names.describe('the name of a board, as often as there are boards'),
  view: z
    .enum(VIEWS, `must be one of ${VIEWS.join(', ')}`)
    .optional()
    .describe('of all of them; all if left out'),
  delayMs: wholeNumber(0, MAX_DELAY_MS).optional().describe('everything that much later'),
  everyMs: wholeNumber(0, MAX_EVERY_MS).optional().describe('at most one message in this time'),
})
export type SseQuery = z.output<typeof query>

const example = 'id: npu-val.0mdx4q1k2a.1\ndata: {"op":"update","match":"npu-val","seq":1}\n\n'
const stream = { content: { 'text/event-stream': { schema: z.string().meta({ examples: [example] }) } } }
const answers = {
  200: {
    ...stream,
    description:
      'The messages of `/v1/live` (see `/asyncapi.json`), each as the `data` of an event; `id` is match.epoch.seq where a message tells of one match. The event `close` has `{code, reason}` and is the last',
  },
  ...refusals(
    'Full, busy or draining; Retry-After says when',
    ['invalid-request', 'unauthorised', 'keys-unavailable'],
    {
      unauthorised: 'a viewer token is needed',
    },
  ),
}

/** What `/v1/sse` takes and gives; OpenAPI is made of it. */
export const schemas = {
  get: {
    tags: ['reads'],
    operationId: 'followMatches',
    summary: 'Server-Sent Events of matches and boards, for an EventSource',
    description: '`Last-Event-ID` resumes the match it names; the others are told from their state on.',
    querystring: query,
    response: answers,
  },
  post: {
    tags: ['reads'],
    operationId: 'followSubscription',
    summary: 'Server-Sent Events of what a `subscribe` message asks for',
    description:
      'The body is a `subscribe` message of `/v1/live`, as application/json or text/plain, with everything that it may have. Without a body only `hello` comes.',
    response: answers,
  },
}

/** @param lastEventId as the viewer was told it last; one that is no id of ours counts as none */
export function requestOf(
  { match: ids, board: boardNames, ...wish }: SseQuery,
  lastEventId: unknown,
): SubscribeRequest {
  const last = typeof lastEventId === 'string' ? parseEventId(lastEventId) : undefined
  const matches = (ids ?? []).map((match): SubscribeMatch => {
    if (last?.match !== match) return { match, ...given(wish) }
    return { match, ...given(wish), position: { epoch: last.epoch, seq: last.seq } }
  })
  const boards = (boardNames ?? []).map(
    (board): SubscribeBoard => ({ board, ...given(wish), ...(last !== undefined && { positions: [last] }) }),
  )
  if (matches.length + boards.length === 0) {
    throw new InvalidRequest('name what to follow: ?match=a&match=b, or &board=date:2026-11-28')
  }
  return { op: 'subscribe', matches, boards }
}

function given({ view, delayMs, everyMs }: Pick<SseQuery, 'view' | 'delayMs' | 'everyMs'>) {
  return { ...(view && { view }), ...(delayMs !== undefined && { delayMs }), ...(everyMs !== undefined && { everyMs }) }
}
