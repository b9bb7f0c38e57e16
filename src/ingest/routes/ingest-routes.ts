import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { InvalidRequest } from '../../errors.ts'
import type { Feed } from '../../match/feed.ts'
import { parseEvent } from '../../sports/contract/reading/parse-event.ts'
import type { Answered } from '../answered.ts'
import { OperatorsOnly, RateExceeded } from '../errors.ts'
import type { FeedLimits } from '../feed-limits.ts'
import type { Recorder } from '../record-event.ts'
import { checkScope, type FeedKeys, feedAuth, senderIn } from './feed-auth.ts'
import { MAX_ARRAY, MAX_TIMELINE, schemas } from './ingest-schemas.ts'
import { recordLines } from './ndjson.ts'
import { readerOfAdd, toOutcome, toResult } from './read-change.ts'
import { recordFixture, recordOne } from './record-one.ts'

export interface IngestRoutesOptions {
  readonly recorder: Recorder
  /** While there are none, every caller is feed `local`. */
  readonly keys: FeedKeys
  readonly limits: FeedLimits
  /** A source that sent a heartbeat is stale after this long without another word. */
  readonly staleMs: number
  onHeartbeat(source: string): void
  /** Told of each answer. */
  onAnswered?(answered: Answered): void
}

/** HTTP for feeds, section 2 of the contract: fixtures, events, corrections, timelines. */
export async function ingestRoutes(fastify: FastifyInstance, options: IngestRoutesOptions): Promise<void> {
  const { recorder, keys, limits, staleMs, onHeartbeat, onAnswered } = options
  if (onAnswered) {
    fastify.addHook('onResponse', ({ feed }, { statusCode: status, elapsedTime }, done) => {
      onAnswered({ status, seconds: elapsedTime / 1_000, feed: (feed as Feed | null)?.feed })
      done()
    })
  }
  await fastify.register(feedAuth, { keys })
  // After authentication, which tells the feed. Mostly its turn is known at once, and nothing is awaited then.
  fastify.addHook('preHandler', ({ feed: { feed } }, _reply, done) => {
    const goOn = (mayGo: boolean) => done(mayGo ? undefined : new RateExceeded(limits.ratePerSecond))
    const turn = limits.takeTurn(feed)
    if (typeof turn === 'boolean') goOn(turn)
    else turn.then(goOn, done)
  })
  const app = fastify.withTypeProvider<ZodTypeProvider>()

  app.put('/v1/matches/:matchId', { schema: schemas.putFixture }, async (request, reply) => {
    const { matchId: match } = request.params
    const { isNew, ...recorded } = await recordFixture(recorder, match, senderIn(request), request.body)
    return reply.code(isNew ? 201 : 200).send({ match, ...recorded })
  })

  app.delete('/v1/matches/:matchId', { schema: schemas.deleteMatch }, async (request) => {
    const by = { sender: senderIn(request), isOperator: request.feed.isOperator }
    return recorder.deleteMatch(request.params.matchId, by)
  })

  // Answers are of the types of the schema, and tests hold them against it. Checking each by zod again took 3 % of the cost of events in arrays.
  const serializerCompiler = () => JSON.stringify
  app.post(
    '/v1/matches/:matchId/events',
    { schema: schemas.postEvents, serializerCompiler },
    async (request, reply) => {
      const { params, body } = request
      const sender = senderIn(request, request.query.source)
      if (Array.isArray(body)) {
        const events = atMost(MAX_ARRAY, body)
        const { results, seq } = await recorder.record(params.matchId, sender, events.map(readerOfAdd))
        return reply.code(200).send({ results: results.map(toResult), seq })
      }
      const result = await recordOne(recorder, params.matchId, sender, (sport) => ({
        op: 'add',
        event: parseEvent(sport, body),
      }))
      const isNew = result.status === 'applied' || result.status === 'shadowed'
      return reply.code(isNew ? 201 : 200).send(toOutcome(result))
    },
  )

  app.put('/v1/matches/:matchId/events/:eventId', { schema: schemas.putEvent }, async (request) => {
    const { matchId, eventId } = request.params
    const result = await recordOne(recorder, matchId, senderIn(request, request.query.source), (sport) => {
      const event = parseEvent(sport, withId(request.body, eventId))
      return { op: 'edit', event }
    })
    return toOutcome(result)
  })

  app.delete('/v1/matches/:matchId/events/:eventId', { schema: schemas.deleteEvent }, async (request, reply) => {
    const { matchId, eventId: id } = request.params
    const { reason, revision, source } = request.query
    const result = await recordOne(recorder, matchId, senderIn(request, source), () => ({
      op: 'delete',
      id,
      ...(reason !== undefined && { reason }),
      ...(revision !== undefined && { revision }),
    }))
    // The event has not arrived yet. The delete is accepted, and the event counts as deleted when it comes.
    return reply.code(result.isEarly ? 202 : 200).send(toOutcome(result))
  })

  app.post('/v1/matches/:matchId/events/:eventId/restore', { schema: schemas.restoreEvent }, async (request) => {
    const { matchId, eventId: id } = request.params
    return toOutcome(
      await recordOne(recorder, matchId, senderIn(request, request.query.source), () => ({ op: 'restore', id })),
    )
  })

  app.put('/v1/matches/:matchId/timeline', { schema: schemas.putTimeline }, async (request) => {
    const list = atMost(MAX_TIMELINE, request.body)
    const { matchId } = request.params
    const { results, seq } = await recorder.recordTimeline(
      matchId,
      senderIn(request, request.query.source),
      list.map(readerOfAdd),
    )
    return { results: results.map(toResult), seq }
  })

  app.put('/v1/matches/:matchId/source', { schema: schemas.putSource }, async (request) => {
    const { feed } = request
    const by = { sender: senderIn(request), isOperator: feed.isOperator }
    return recorder.switchSource(request.params.matchId, request.body.source, by)
  })

  app.delete('/v1/matches/:matchId/events/:eventId/hold', { schema: schemas.releaseEvent }, async (request) => {
    const { matchId, eventId: id } = request.params
    const { feed } = request
    if (!feed.isOperator) throw new OperatorsOnly(`feed "${feed.feed}" is no operator; only operators release events`)
    const sender = senderIn(request, request.query.source)
    return toOutcome(await recordOne(recorder, matchId, sender, () => ({ op: 'release', id })))
  })

  app.post('/v1/heartbeat', { schema: schemas.postHeartbeat }, async ({ feed, body }) => {
    for (const match of body?.matches ?? []) checkScope(feed, match)
    onHeartbeat(feed.source)
    return { source: feed.source, staleAfterMs: staleMs }
  })

  app.post('/v1/events', { schema: schemas.postLines }, async (request, reply) => {
    // `trim` takes away the byte order mark, too, that files of Windows begin with.
    const lines = (request.body as string)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    const results = await recordLines(recorder, request, lines, request.query.source)
    return reply.type('application/x-ndjson').send(results.map((result) => `${JSON.stringify(result)}\n`).join(''))
  })
}

function atMost<T>(max: number, items: readonly T[]): readonly T[] {
  if (items.length > max) throw new InvalidRequest(`at most ${max} events at once; this has ${items.length}`)
  return items
}

/** The body may leave out the id, but must not contradict the address. */
function withId(body: unknown, id: string): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const given = (body as { id?: unknown }).id
  if (given !== undefined && given !== null && given !== id) {
    throw new InvalidRequest('the event cannot be read', [
      { path: 'id', message: `is not "${id}", which the address says; leave it out or make them the same` },
    ])
  }
  return { ...body, id }
}
