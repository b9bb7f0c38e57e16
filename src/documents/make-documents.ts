import Fastify from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { sseRoute } from '../gateway/sse-route.ts'
import { docsHtml } from '../http/documents/docs-page.ts'
import { liveComponents } from '../http/documents/live-components.ts'
import { type OpenApiDocument, openapi } from '../http/documents/openapi.ts'
import { ingestRoutes } from '../ingest/routes/ingest-routes.ts'
import { boardRead } from '../reads/board-read.ts'
import { matchEvents } from '../reads/match-events.ts'
import { matchReads } from '../reads/match-reads.ts'
import { matchStatus } from '../reads/match-status.ts'
import { sportReads } from '../reads/sport-reads.ts'
import { sportComponents } from '../sports/contract/schemas/sport-components.ts'
import { sports } from '../sports/registry.ts'

/** Of which server the documents tell. */
export interface Described {
  /** False for a gateway: it takes nothing from feeds. */
  readonly hasFeeds: boolean
  /** False for a server that takes events and no viewers. */
  readonly hasViewers: boolean
  readonly base: string
  readonly site: string
  /** Its pages can be searched; left out where it has none. */
  readonly hasPages?: boolean
  /** The sign of the pages; left out where an operator has a logo. */
  readonly hasSign?: boolean
}

export interface Documents {
  /** `/openapi.json` */
  readonly openapi: string
  /** `/docs` */
  readonly docs: string
}

/** What a route needs to work, and its description does not. */
const NOTHING = {} as never

/** Takes hundreds of milliseconds of computing: the schemas of every event and every state of every sport. */
export async function makeDocuments({ hasFeeds, hasViewers, ...shown }: Described): Promise<Documents> {
  const app = Fastify({
    schemaController: {
      compilersFactory: { buildValidator: () => () => () => true, buildSerializer: () => serializerCompiler } as object,
    },
  })
  await app.register(openapi, {
    base: shown.base,
    components: () => ({ ...liveComponents(), ...sportComponents(sports) }),
  })
  await app.register(matchReads, { guard: NOTHING, sources: NOTHING })
  await app.register(matchEvents, { pages: NOTHING, guard: NOTHING })
  await app.register(boardRead, { store: NOTHING, guard: NOTHING, sources: NOTHING, now: NOTHING })
  await app.register(matchStatus, { store: NOTHING, sources: NOTHING, audience: NOTHING, guard: NOTHING })
  await app.register(sportReads)
  if (hasViewers) {
    await app.register(sseRoute, { gateway: NOTHING, allowedOrigins: 'any', admission: NOTHING, maxMessageBytes: 1 })
  }
  if (hasFeeds) {
    const options = { recorder: NOTHING, keys: NOTHING, limits: NOTHING, staleMs: 1, onHeartbeat: () => {} }
    await app.register(ingestRoutes, options)
  }
  await app.ready()
  const openapiText = JSON.stringify(app.swagger())
  await app.close()
  return { openapi: openapiText, docs: docsHtml(JSON.parse(openapiText) as OpenApiDocument, shown) }
}
