import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { z } from 'zod'
import { SUBPROTOCOL } from '../../protocol/messages.ts'
import { VERSION } from '../../version.ts'
import { fromFeed, toFeed } from './feed-schemas.ts'
import { fromViewer, toViewer } from './live-schemas.ts'
import { fromFeedExamples, fromViewerExamples, toFeedExamples, toViewerExamples } from './message-examples.ts'

type Schemas = Readonly<Record<string, z.ZodType>>

/** `/asyncapi.json`: what goes over WebSocket, made of the same schemas that the tests hold gateway and ingest to. */
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

/** A WebSocket address, and what each side says there. Both channels have a message `error`, so components have the channel before them. */
interface Channel {
  readonly address: string
  readonly description: string
  readonly received: Schemas
  readonly sent: Schemas
  readonly examples: Readonly<Record<string, readonly object[]>>
}

const CHANNELS: Readonly<Record<string, Channel>> = {
  live: {
    address: '/v1/live',
    description: 'What viewers see.',
    received: fromViewer,
    sent: toViewer,
    examples: { ...fromViewerExamples, ...toViewerExamples },
  },
  feed: {
    address: '/v1/feed',
    description: 'Events of feeds, each acknowledged once it is durable.',
    received: fromFeed,
    sent: toFeed,
    examples: { ...fromFeedExamples, ...toFeedExamples },
  },
}

/** AsyncAPI 3.0; `receive` and `send` are the server's. */
function makeDocument(): object {
  const channels = Object.entries(CHANNELS)
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Touchline over WebSocket',
      version: VERSION,
      description: `JSON text frames over WebSocket, subprotocol ${SUBPROTOCOL}.`,
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      channels.map(([name, { address, description, received, sent }]) => [
        name,
        {
          address,
          description,
          messages: references(name, { ...received, ...sent }),
          bindings: { ws: { method: 'GET' } },
        },
      ]),
    ),
    operations: Object.fromEntries(
      channels.flatMap(([name, { received, sent }]) => [
        [`${name}Receive`, operation('receive', name, received)],
        [`${name}Send`, operation('send', name, sent)],
      ]),
    ),
    components: {
      messages: Object.fromEntries(channels.flatMap(([name, channel]) => messages(name, channel))),
    },
  }
}

function operation(action: 'receive' | 'send', channel: string, schemas: Schemas): object {
  const $ref = `#/channels/${channel}`
  return { action, channel: { $ref }, messages: Object.keys(schemas).map((op) => ({ $ref: `${$ref}/messages/${op}` })) }
}

function references(channel: string, schemas: Schemas): Record<string, object> {
  return Object.fromEntries(
    Object.keys(schemas).map((op) => [op, { $ref: `#/components/messages/${componentOf(channel, op)}` }]),
  )
}

function messages(channel: string, { received, sent, examples }: Channel): [string, object][] {
  return Object.entries({ ...received, ...sent }).map(([op, schema]) => {
    const { $schema: _, ...payload } = z.toJSONSchema(schema)
    const shown = examples[op]?.map((example) => ({ payload: example }))
    return [componentOf(channel, op), { name: op, payload, examples: shown }]
  })
}

/** Messages of viewers have their plain name, as they always had. */
function componentOf(channel: string, op: string): string {
  return channel === 'live' ? op : `${channel}.${op}`
}
