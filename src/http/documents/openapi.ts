import { readFileSync } from 'node:fs'
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

export const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

export interface OpenApiOptions {
  readonly base: string
  /** Schemas that the routes name by reference. Called once, when the document is first asked for. */
  components(): Readonly<Record<string, object>>
}

/** `/openapi.json`, made of the schemas of the routes registered after it. */
export const openapi = fp<OpenApiOptions>(
  async (app: FastifyInstance, { base, components }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Touchline',
          version,
          description:
            'Live sports scores: feeds send events, viewers read states. The push channel is `GET /v1/live` (WebSocket).',
          license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        },
        servers: [{ url: base || '/' }],
        tags: [
          { name: 'feeds', description: 'for those who send events' },
          { name: 'reads', description: 'for everyone' },
        ],
        components: { securitySchemes: { feedKey: { type: 'http', scheme: 'bearer' } } },
      },
      // The contract is what lies below /v1; pages and their assets may change in any way.
      transform: (route) =>
        jsonSchemaTransform(route.url.startsWith('/v1/') ? route : { ...route, schema: { hide: true } }),
      transformObject: (document) => withComponents(jsonSchemaTransformObject(document), components()),
    })
    app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  },
  { name: 'openapi' },
)

function withComponents(document: object, schemas: Readonly<Record<string, object>>): object {
  const { components, ...rest } = document as { components?: { schemas?: object } }
  return { ...rest, components: { ...components, schemas: { ...components?.schemas, ...schemas } } }
}
