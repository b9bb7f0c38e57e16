import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { VERSION } from '../../version.ts'
import { withProblemExamples } from './problem-examples.ts'

export interface OpenApiOptions {
  readonly base: string
  /** Schemas that the routes name by reference. Called when the document is made. */
  components(): Readonly<Record<string, object>>
}

/** Makes `app.swagger()` describe the routes that are registered after it. */
export const openapi = fp<OpenApiOptions>(
  async (app: FastifyInstance, { base, components }) => {
    const routes: object[] = []
    app.addHook('onRoute', ({ schema = {} }) => void routes.push(schema))
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Touchline',
          version: VERSION,
          description:
            'Live sports scores: feeds send events, viewers read states. The push channel is `GET /v1/live` (WebSocket).',
          license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        },
        servers: [{ url: base || '/' }],
        tags: [
          { name: 'feeds', description: 'for those who send events' },
          { name: 'reads', description: 'for everyone' },
        ],
        components: {
          securitySchemes: {
            feedKey: { type: 'http', scheme: 'bearer' },
            viewerToken: {
              type: 'http',
              scheme: 'bearer',
              bearerFormat: 'JWT',
              description:
                'where VIEWER_AUTH is jwt, every read of matches needs one (docs/viewer-tokens.md): 401, 403 and `private, no-store` then',
            },
          },
        },
      },
      // The contract is what lies below /v1; pages and their assets may change in any way.
      transform: (route) =>
        jsonSchemaTransform(route.url.startsWith('/v1/') ? route : { ...route, schema: { hide: true } }),
      transformObject: (document) =>
        withProblemExamples(withComponents(jsonSchemaTransformObject(document), components()), routes),
    })
  },
  { name: 'openapi' },
)

/** As much of the document as the page for people shows. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, DescribedSchema>> }
}

export interface Operation {
  readonly operationId: string
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema: DescribedSchema
}

export interface Media {
  readonly schema: DescribedSchema
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

export type Content = Readonly<Record<string, Media>>

export interface DescribedSchema {
  readonly $ref?: string
  readonly type?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly format?: string
  readonly items?: DescribedSchema
  readonly anyOf?: readonly DescribedSchema[]
  readonly oneOf?: readonly DescribedSchema[]
  readonly properties?: Readonly<Record<string, DescribedSchema>>
  readonly required?: readonly string[]
  readonly examples?: readonly unknown[]
}

function withComponents(document: object, schemas: Readonly<Record<string, object>>): object {
  const { components, ...rest } = document as { components?: { schemas?: object } }
  return { ...rest, components: { ...components, schemas: { ...components?.schemas, ...schemas } } }
}
