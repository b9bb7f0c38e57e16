import { z } from 'zod'
import { matchExample } from '../http/documents/example-match.ts'
import { queryText, wholeNumber } from '../http/requests/query.ts'
import { component, matchId, position } from '../http/route-schemas.ts'
import { STATUSES } from '../match/state.ts'
import { VIEWS } from '../protocol/messages.ts'
import { common, notModified, object, refusedViewers } from './common-answers.ts'

const seq = wholeNumber(0)
/** The time in an epoch makes it longer than any number that somebody might mean: `1.5` is none. */
const place = z
  .string('must be given once')
  .regex(/^(?:[0-9a-z]{10,64}\.)?\d{1,15}$/, 'must be a whole number in digits, or the epoch, a dot and such a number')
  .transform((text): { readonly epoch?: string; readonly seq: number } => {
    const [last = '', epoch] = text.split('.').reverse()
    return { ...(epoch !== undefined && { epoch }), seq: Number(last) }
  })
const view = z
  .enum(VIEWS, `must be one of ${VIEWS.join(', ')}`)
  .optional()
  .describe('how much of it; all if left out')

const flag = z
  .enum(['true', 'false'], 'must be true or false')
  .default('false')
  .transform((text) => text === 'true')

const ONE_STATUS = `(?:${STATUSES.join('|')})`
const STATUS_LIST = new RegExp(`^${ONE_STATUS}(?:,${ONE_STATUS}){0,19}$`)

const listQuery = z.object({
  q: queryText(100)
    .optional()
    .describe('words of the names of teams, competition or round, each from its beginning: "ars prem"'),
  status: z
    .string('must be given once')
    .regex(STATUS_LIST, `must be one of ${STATUSES.join(', ')}, or several with commas`)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(STATUSES)))
    .optional()
    .describe('one status, or several with commas'),
  sport: queryText(64).optional(),
  competition: queryText(200).optional(),
  date: z.iso.date('must be a day such as 2026-11-28').optional().describe('day of the start, UTC'),
  limit: wholeNumber(1, 200).default(50),
  view,
  cursor: queryText(200).optional().describe('"next" of the page before'),
})
export type ListQuery = z.output<typeof listQuery>

const updateExample = {
  op: 'update',
  match: 'npu-val',
  seq: 1,
  at: 1_795_880_534_000,
  kind: 'add',
  event: { id: 'g1', type: 'goal', team: 'home', period: 1, clock: '22:14' },
  patch: { score: { home: 1 } },
}
const eventPageExample = {
  match: 'npu-val',
  epoch: '0mdx4q1k2a',
  seq: 1,
  source: 'opta',
  from: 0,
  events: [
    {
      event: updateExample.event,
      at: updateExample.at,
      scoreline: { home: { main: '1' }, away: { main: '0' }, note: 'North Park lead' },
    },
  ],
}
const anyState = z.unknown().meta({ anyOf: [component('MatchState').meta(), component('ScoreState').meta()] })
const event = component('Event')
const anyUpdate = z.unknown().meta({ anyOf: [component('Update').meta(), component('ScoreUpdate').meta()] })
const feedSilent = z
  .object({ health: z.literal('stale'), at: z.int().describe('since when, ms since the Unix epoch') })
  .exactOptional()
  .describe('while the source in charge of a match being played is silent')
const matchView = z
  .object({
    ...position,
    state: anyState,
    feed: feedSilent,
  })
  .meta({ id: 'MatchView', description: 'a match and its state after update seq', examples: [matchExample] })

/** What the routes of matches and boards take and give; OpenAPI is made of it. */
export const schemas = {
  list: {
    ...common,
    operationId: 'listMatches',
    summary: 'Matches by start time',
    querystring: listQuery,
    response: {
      200: z
        .object({ matches: z.array(matchView), next: z.string().optional() })
        .meta({ id: 'MatchPage', examples: [{ matches: [matchExample] }] }),
      ...refusedViewers('invalid-request'),
    },
  },
  match: {
    ...common,
    operationId: 'getMatch',
    summary: 'One match, now or as it was after an update',
    params: z.object({ matchId }),
    querystring: z.object({
      at: place.optional().describe('the state as it was after this seq, or epoch and seq'),
      view,
    }),
    response: {
      200: matchView,
      304: notModified,
      ...refusedViewers('forbidden', 'invalid-request', 'match-not-found', 'epoch-over'),
    },
  },
  board: {
    ...common,
    operationId: 'getBoard',
    summary: 'Which matches are on a board, and how far each has come',
    params: z.object({ board: z.string().max(220).describe('its name, such as date:2026-11-28') }),
    response: {
      200: z.object({ board: z.string(), matches: z.array(z.object({ ...position, feed: feedSilent })) }).meta({
        id: 'BoardPage',
        examples: [{ board: 'date:2026-11-28', matches: [{ match: 'npu-val', epoch: '0mdx4q1k2a', seq: 1 }] }],
      }),
      304: notModified,
      ...refusedViewers('forbidden', 'invalid-request'),
    },
  },
  events: {
    ...common,
    operationId: 'listEvents',
    summary: 'The events that stand, in order of play, each with the scoreline after it',
    description:
      'Those of the source in charge. If a page has another `seq` than the page before, the match has gone on: read it again from the beginning.',
    params: z.object({ matchId }),
    querystring: z.object({
      limit: wholeNumber(1, 1000).default(200),
      cursor: wholeNumber(0).default(0).describe('"next" of the page before'),
      newest: flag.describe('the last `limit` events instead of the first; `cursor` is not read'),
      patches: flag.describe('with `patch` of each event, which leads from the state before it to the state after it'),
    }),
    response: {
      200: z
        .object({
          ...position,
          source: z.string().exactOptional().describe('the one in charge; absent until an event was accepted'),
          from: z.int().describe('how many events come before those of the page'),
          start: component('MatchState')
            .optional()
            .describe('with `patches`: the state before the first event of the page'),
          events: z.array(
            z.object({
              event,
              at: z.int().describe('when its first revision was accepted, ms since the Unix epoch'),
              scoreline: component('Scoreline').describe('after it, in order of play'),
              patch: object.optional(),
            }),
          ),
          next: z.string().optional().describe('cursor of the next page; absent on the last'),
        })
        .meta({ id: 'EventPage', examples: [eventPageExample] }),
      304: notModified,
      ...refusedViewers('forbidden', 'held-back', 'invalid-request', 'match-not-found'),
    },
  },
  updates: {
    ...common,
    operationId: 'listUpdates',
    summary: 'The log of a match, oldest first',
    params: z.object({ matchId }),
    querystring: z.object({ after: seq.default(0), limit: wholeNumber(1, 1000).default(100), view }),
    response: {
      200: z
        .object({
          updates: z.array(anyUpdate),
          through: z.int().optional().describe('in view score: up to which seq this page tells'),
          epoch: z.string(),
          seq: z.int(),
        })
        .meta({ id: 'UpdatePage', examples: [{ updates: [updateExample], epoch: '0mdx4q1k2a', seq: 1 }] }),
      ...refusedViewers('forbidden', 'invalid-request', 'match-not-found'),
    },
  },
} as const
