import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ReadGuard } from '../access/read-guard.ts'
import { AppError, MatchNotFound } from '../errors.ts'
import type { EventPages } from './event-pages.ts'
import { schemas } from './read-schemas.ts'
import { holdsTag, sendJson } from './stored-answer.ts'

export interface MatchEventsOptions {
  readonly pages: Pick<EventPages, 'read'>
  readonly guard: Pick<ReadGuard, 'isHeldBack'>
}

const CACHE = 'public, max-age=1, stale-while-revalidate=2'

/** `[H7]` The events that a match is made of, in order of play, each with the scoreline after it. */
export async function matchEvents(fastify: FastifyInstance, { pages, guard }: MatchEventsOptions): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>()

  app.get('/v1/matches/:matchId/events', { schema: schemas.events }, async (request, reply) => {
    const { matchId } = request.params
    if (await guard.isHeldBack(request, matchId)) throw new HeldBack(matchId)
    const page = await pages.read(matchId, request.query)
    if (page === undefined) throw new MatchNotFound(matchId)
    const etag = `"${page.epoch}.${page.seq}"`
    reply.header('etag', etag).header('cache-control', CACHE)
    if (holdsTag(request.headers['if-none-match'], etag)) return (reply as FastifyReply).code(304).send()
    return sendJson(reply, page.text)
  })
}

/** Which events stood some time ago is not kept: an edit replaces the event. */
class HeldBack extends AppError {
  readonly code = 'held-back'
  readonly statusCode = 403
  constructor(match: string) {
    super(`the token shows match "${match}" later, and its events can be read once nothing has changed for that long`)
  }
}
