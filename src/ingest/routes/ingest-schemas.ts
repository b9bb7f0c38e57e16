import { z } from 'zod'
import { fixtureAnswerExample } from '../../http/documents/example-match.ts'
import { type ProblemCode, refusals } from '../../http/documents/problem-examples.ts'
import { queryText, wholeNumber } from '../../http/requests/query.ts'
import { component, matchId, position } from '../../http/route-schemas.ts'
import { EVENT_STATUSES } from '../../match/event.ts'
import { SOURCE_NAME } from '../../match/feed.ts'
import { STATUSES } from '../../match/state.ts'
import { envelope } from '../../sports/contract/reading/envelope.ts'
import { fixtureBody as fixtureFields } from '../../sports/contract/reading/parse-fixture.ts'
import { sports } from '../../sports/registry.ts'
import * as examples from './ingest-examples.ts'

export const MAX_ARRAY = 500
export const MAX_TIMELINE = 5_000

const eventId = z
  .string()
  .regex(/^[\x20-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters')
  .describe('1–128 printable ASCII characters, chosen by the feed')

const warnings = z
  .array(z.object({ code: z.string(), detail: z.string() }))
  .readonly()
  .exactOptional()

const outcome = z
  .object({
    id: z.string(),
    status: z.enum(['applied', 'shadowed', 'duplicate', 'superseded']),
    seq: z.int().exactOptional().describe('the update that viewers received; absent where nothing changed for them'),
    warnings: warnings.describe('legal but surprising; applied all the same'),
  })
  .meta({ id: 'ChangeOutcome', examples: [examples.outcomeExample] })

const changeResult = z
  .object({
    id: z.string().exactOptional(),
    status: z.enum(['applied', 'shadowed', 'duplicate', 'superseded', 'rejected']),
    seq: z.int().exactOptional(),
    code: z.string().exactOptional(),
    detail: z.string().exactOptional(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .readonly()
      .exactOptional(),
    warnings,
  })
  .meta({ id: 'ChangeResult' })
export type ChangeResult = z.output<typeof changeResult>

const arrayResult = z
  .object({ results: z.array(changeResult), seq: z.int().describe('the match’s seq after all of them') })
  .meta({ id: 'ArrayResult', examples: [examples.arrayExample] })

/** Bodies are read by the use case, which knows the sport; here they are described, and only their outline is checked. */
const described = (schema: z.ZodType, outline: z.ZodType) => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return outline.meta(json)
}
const format = z.union([z.string(), z.looseObject({})]).optional()
const fixtureBody = described(
  fixtureFields.extend({
    sport: z.enum([...sports.keys()]),
    format: format.describe('a preset, or the options of the sport; GET /v1/sports/{name} has its schema'),
  }),
  z.unknown(),
).meta({ examples: [examples.fixtureExample] })
const eventBody = component('Event')
// In a status_set this is the match's new status; in other events, how sure the feed is.
const status = z.enum([...EVENT_STATUSES, ...STATUSES]).optional()
const replacementBody = described(
  z.looseObject({ ...envelope.shape, status, id: envelope.shape.id.optional() }),
  z.unknown(),
).meta({ examples: [examples.replacementExample] })
const arrayBody = z.array(eventBody).meta({ maxItems: MAX_ARRAY })
const timelineBody = z.array(eventBody).meta({ maxItems: MAX_TIMELINE, examples: [examples.timelineExample] })

const fixtureAnswer = z
  .object({
    ...position,
    state: component('MatchState'),
    warnings: warnings.describe('surprising about the fixture'),
  })
  .meta({ id: 'MatchAnswer', examples: [fixtureAnswerExample] })

const sourceAnswer = z
  .object({ match: z.string(), source: z.string().describe('in charge now'), seq: z.int() })
  .meta({ id: 'SourceAnswer', examples: [examples.sourceAnswerExample] })

const deletedAnswer = z
  .object({ match: z.string(), epoch: z.string().describe('under which it is gone; made again, it has a later one') })
  .meta({ id: 'MatchDeleted', examples: [examples.deletedExample] })

const heartbeatAnswer = z
  .object({ source: z.string(), staleAfterMs: z.int().describe('after so long a silence it is stale') })
  .meta({ id: 'HeartbeatAnswer', examples: [{ source: 'opta', staleAfterMs: 60_000 }] })

/** The feed is unknown, may not, or asks too often; or its request cannot be read. */
const OF_ANY_FEED: readonly ProblemCode[] = [
  'invalid-request',
  'unauthorised',
  'out-of-scope',
  'operators-only',
  'body-too-large',
  'unsupported-media-type',
  'rate-exceeded',
  'database-unavailable',
]
const OF_A_MATCH: readonly ProblemCode[] = ['match-not-found', 'match-busy']
const OF_EVENTS: readonly ProblemCode[] = [
  ...OF_A_MATCH,
  'event-conflict',
  'match-full',
  'state-too-large',
  'too-many-sources',
]

const NOT_NOW = 'Not now; Retry-After says when. May or may not have been written; the same request again is safe'
const refused = (...codes: readonly ProblemCode[]) =>
  refusals(NOT_NOW, [...OF_ANY_FEED, ...codes], {
    'match-not-found': 'there is no match "npu-val"; create it with PUT /v1/matches/npu-val',
  })
const common = { tags: ['feeds'], security: [{ feedKey: [] }] }
const ofMatch = z.object({ matchId })
const ofEvent = z.object({ matchId, eventId })
const sourceName = z.string().regex(SOURCE_NAME, 'must be letters, digits and . _ -, up to 64')
// Strict: a parameter with a wrong name would be ignored without a word.
const asSource = z.strictObject({
  source: sourceName.optional().describe('operators only: act as this source; what it changes is held'),
})

/** What the routes of feeds take and give; OpenAPI is made of it. */
export const schemas = {
  putFixture: {
    ...common,
    operationId: 'putMatch',
    summary: 'Create a match, or change its fixture',
    params: ofMatch,
    body: fixtureBody,
    response: { 200: fixtureAnswer, 201: fixtureAnswer, ...refused('sport-conflict', 'state-too-large', 'match-busy') },
  },
  deleteMatch: {
    ...common,
    operationId: 'deleteMatch',
    summary: 'Delete a match, with all that any source has sent of it',
    description:
      'By a feed of the source in charge, by an operator, or, before any event, by the feed that made the match. Viewers are told that it is gone.',
    params: ofMatch,
    response: { 200: deletedAnswer, ...refused(...OF_A_MATCH, 'not-in-charge') },
  },
  postEvents: {
    ...common,
    operationId: 'postEvents',
    summary: 'Send one event, or an array of at most 500',
    params: ofMatch,
    body: z.union([arrayBody, eventBody]).meta({ examples: examples.eventsExamples }),
    querystring: asSource,
    response: {
      200: z.union([arrayResult, outcome]).meta({ examples: [examples.arrayExample] }),
      201: outcome,
      ...refused(...OF_EVENTS, 'invalid-event'),
    },
  },
  putEvent: {
    ...common,
    operationId: 'putEvent',
    summary: 'Replace an event',
    params: ofEvent,
    body: replacementBody,
    querystring: asSource,
    response: { 200: outcome, ...refused(...OF_EVENTS, 'invalid-event') },
  },
  deleteEvent: {
    ...common,
    operationId: 'deleteEvent',
    summary: 'Disallow an event',
    params: ofEvent,
    querystring: asSource.extend({
      reason: queryText(200).optional(),
      revision: wholeNumber(0).optional(),
    }),
    response: {
      200: outcome,
      202: outcome.describe('its add has not come; it will count as deleted'),
      ...refused(...OF_EVENTS),
    },
  },
  restoreEvent: {
    ...common,
    operationId: 'restoreEvent',
    summary: 'Undo a delete',
    params: ofEvent,
    querystring: asSource,
    response: { 200: outcome, ...refused(...OF_EVENTS, 'event-not-found') },
  },
  putTimeline: {
    ...common,
    operationId: 'putTimeline',
    summary: 'Send the full list of events; what differs from before is added, edited or deleted',
    params: ofMatch,
    body: timelineBody,
    querystring: asSource,
    response: { 200: arrayResult, ...refused(...OF_EVENTS, 'invalid-event') },
  },
  putSource: {
    ...common,
    operationId: 'putSource',
    summary: 'Put a source in charge of the match',
    description:
      'By a feed of the source in charge, by an operator, or, before any event, by the feed that made the match.',
    params: ofMatch,
    body: z.strictObject({ source: sourceName }).meta({ id: 'SourceChange', examples: [examples.sourceExample] }),
    response: {
      200: sourceAnswer,
      ...refused(...OF_A_MATCH, 'not-in-charge', 'source-not-listed', 'source-unknown', 'state-too-large'),
    },
  },
  releaseEvent: {
    ...common,
    operationId: 'releaseEvent',
    summary: 'Let the feeds of the source change an event again that an operator has changed',
    params: ofEvent,
    querystring: asSource,
    response: { 200: outcome, ...refused(...OF_EVENTS, 'event-not-found') },
  },
  postHeartbeat: {
    ...common,
    operationId: 'postHeartbeat',
    summary: 'Say that the source is alive',
    description:
      'Puts the source under watch for 24 hours: if it is silent for longer than `staleAfterMs` then, viewers are told, and a source that the fixture lists next may take over. Events are signs of life, too.',
    body: z
      .strictObject({
        matches: z
          .array(matchId)
          .max(MAX_ARRAY)
          .exactOptional()
          .describe('what it reports; the key must be of all of them'),
      })
      .nullish()
      .meta({ examples: [{}] }),
    response: { 200: heartbeatAnswer, ...refused() },
  },
  postLines: {
    ...common,
    operationId: 'postLines',
    summary: 'Send {match, …event} and {match, fixture} lines of many matches; a result a line, in order',
    consumes: ['application/x-ndjson'],
    querystring: asSource,
    body: z.string().meta({ examples: [examples.linesExample] }),
    response: {
      200: {
        description: 'a result a line, like those of an array, each with its match',
        content: { 'application/x-ndjson': { schema: z.string().meta({ examples: [examples.lineResultsExample] }) } },
      },
      ...refused(),
    },
  },
} as const
