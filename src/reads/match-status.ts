import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ReadGuard } from '../access/read-guard.ts'
import type { Audience } from '../bus/audience.ts'
import { MatchNotFound } from '../errors.ts'
import type { FeedActivity, MatchStore, WarningsOfMatch } from '../store/match-store.ts'
import type { SourceLifeStore, SourceStatus } from '../store/source-life.ts'
import { keepBriefly } from './keep-briefly.ts'
import { statusSchema } from './status-schema.ts'

export interface MatchStatusOptions {
  readonly store: Pick<MatchStore, 'readFeeds' | 'readWarnings'>
  readonly sources: Pick<SourceLifeStore, 'readSources'>
  readonly audience: Pick<Audience, 'readViewers'>
  readonly guard: Pick<ReadGuard, 'isHeldBack'>
}

/** Every viewer of a match may ask every few seconds, and gateways count no more often. */
const KEPT_MS = 2_000
/** The warnings that are told one by one; all are counted. */
const MAX_WARNINGS = 20
const CACHE = 'public, max-age=2'

/** `[S2]` What is not part of a match's state: who reports it, and how many watch it. */
export async function matchStatus(
  fastify: FastifyInstance,
  { store, sources, audience, guard }: MatchStatusOptions,
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>()
  const readStatus = keepBriefly(async (match: string) => {
    const [feeds, told, warned, viewers] = await Promise.all([
      store.readFeeds(match),
      sources.readSources(match),
      store.readWarnings(match, MAX_WARNINGS),
      // While the bus is away the feeds matter most.
      audience.readViewers([match]).then(
        ([count]) => count,
        () => undefined,
      ),
    ])
    return feeds && { feeds: feeds.map(toFeed), sources: told.map(toSource), warnings: toStatus(warned), viewers }
  }, KEPT_MS)

  app.get('/v1/matches/:matchId/status', { schema: statusSchema }, async (request, reply) => {
    const { matchId } = request.params
    const isHeldBack = await guard.isHeldBack(request, matchId)
    const status = await readStatus(matchId)
    if (status === undefined) throw new MatchNotFound(matchId)
    const { feeds, warnings, viewers } = status
    const [feed] = feeds
    reply.header('cache-control', CACHE)
    return {
      ...(feed && { feed }),
      feeds,
      sources: status.sources,
      // They quote what was sent.
      warnings: isHeldBack ? { ...warnings, last: [] } : warnings,
      ...(viewers !== undefined && { viewers }),
    }
  })
}

/** `health` only of a source under watch: of another, silence says nothing. */
function toSource({ source, isInCharge, isWatched, heardAt, staleAt, differsSince }: SourceStatus) {
  return {
    name: source,
    inCharge: isInCharge,
    ...(heardAt !== undefined && { heardAt }),
    ...(isWatched && { health: staleAt === undefined ? ('live' as const) : ('stale' as const) }),
    ...(differsSince !== undefined && { differsSince }),
  }
}

function toFeed({ feed, at }: FeedActivity): { name: string; at: number } {
  return { name: feed, at }
}

function toStatus({ events, counts }: WarningsOfMatch) {
  const last = events.flatMap(({ source, id, warnings }) => warnings.map((warning) => ({ source, id, ...warning })))
  return { last: last.slice(0, MAX_WARNINGS), counts }
}
