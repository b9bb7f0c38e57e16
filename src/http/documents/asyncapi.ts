import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { z } from 'zod'
import { SUBPROTOCOL } from '../../protocol/messages.ts'
import { fromViewer, toViewer } from './live-schemas.ts'
import { version } from './openapi.ts'

type Schemas = Readonly<Record<string, z.ZodType>>

/** `/asyncapi.json`: the push channel, made of the same schemas that the tests hold the gateway to. */
export const asyncapi = fp(
  async (app: FastifyInstance) => {
    let document: object | undefined
    app.get('/asyncapi.json', { schema: { hide: true } }, async () => {
      document ??= makeDocument()
      return document
    })
  },
  { name: 'asyncapi' },
)

/** AsyncAPI 3.0; `receive` and `send` are the server's. */
function makeDocument(): object {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Touchline live',
      version,
      description: `JSON text frames over WebSocket at GET /v1/live, subprotocol ${SUBPROTOCOL}.`,
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: {
      live: {
        address: '/v1/live',
        messages: { ...references(fromViewer), ...references(toViewer) },
        bindings: { ws: { method: 'GET' } },
      },
    },
    operations: {
      listen: { action: 'receive', channel: channel(), messages: Object.keys(fromViewer).map(inChannel) },
      tell: { action: 'send', channel: channel(), messages: Object.keys(toViewer).map(inChannel) },
    },
    components: { messages: { ...messages(fromViewer), ...messages(toViewer) } },
  }
}

const channel = () => ({ $ref: '#/channels/live' })
const inChannel = (name: string) => ({ $ref: `#/channels/live/messages/${name}` })

function references(schemas: Schemas): Record<string, object> {
  return Object.fromEntries(Object.keys(schemas).map((name) => [name, { $ref: `#/components/messages/${name}` }]))
}

function messages(schemas: Schemas): Record<string, object> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { $schema: _, ...payload } = z.toJSONSchema(schema)
      return [name, { name, payload }]
    }),
  )
}
