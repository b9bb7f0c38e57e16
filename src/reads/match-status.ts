import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Audience } from '../bus/audience.ts'
import { MatchNotFound } from '../errors.ts'
import type { FeedActivity, MatchStore } from '../store/match-store.ts'
import { keepBriefly } from './keep-briefly.ts'
import { schemas } from './read-schemas.ts'

export interface MatchStatusOptions {
  readonly store: Pick<MatchStore, 'readFeeds'>
  readonly audience: Pick<Audience, 'readViewers'>
}

/** Every viewer of a match may ask every few seconds, and gateways count no more often. */
const KEPT_MS = 2_000
const CACHE = 'public, max-age=2'

/** `[S2]` What is not part of a match's state: who reports it, and how many watch it. */
export async function matchStatus(fastify: FastifyInstance, { store, audience }: MatchStatusOptions): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>()
  const readStatus = keepBriefly(async (match: string) => {
    const [feeds, viewers] = await Promise.all([
      store.readFeeds(match),
      // While the bus is away the feeds matter most.
      audience.readViewers(match).catch(() => undefined),
    ])
    return feeds && { feeds: feeds.map(toFeed), viewers }
  }, KEPT_MS)

  app.get('/v1/matches/:matchId/status', { schema: schemas.status }, async (request, reply) => {
    const { matchId } = request.params
    const status = await readStatus(matchId)
    if (status === undefined) throw new MatchNotFound(matchId)
    const { feeds, viewers } = status
    const [feed] = feeds
    reply.header('cache-control', CACHE)
    return { ...(feed && { feed }), feeds, ...(viewers !== undefined && { viewers }) }
  })
}

function toFeed({ feed, at }: FeedActivity): { name: string; at: number } {
  return { name: feed, at }
}
