import { Ajv2020 } from 'ajv/dist/2020.js'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { asyncapi } from '../../src/http/asyncapi.ts'
import { startGateway } from '../gateway/start-gateway.ts'
import { connectClient } from '../support/socket-client.ts'

interface Document {
  readonly channels: { readonly live: { readonly messages: Record<string, object> } }
  readonly components: { readonly messages: Record<string, { readonly payload: object }> }
}

async function readDocument(): Promise<Document> {
  const app = Fastify()
  await app.register(asyncapi)
  return (await app.inject('/asyncapi.json')).json<Document>()
}

it('describes every message of the channel', async () => {
  const { channels, components } = await readDocument()

  expect(Object.keys(channels.live.messages)).toEqual(Object.keys(components.messages))
  expect(Object.keys(components.messages)).toEqual(
    expect.arrayContaining(['subscribe', 'subscribed', 'update', 'board']),
  )
})

it('holds for what a gateway really sends', async () => {
  const { components } = await readDocument()
  const ajv = new Ajv2020({ strict: false })
  const validators = new Map(Object.entries(components.messages).map(([op, { payload }]) => [op, ajv.compile(payload)]))
  const world = await startGateway({ heartbeatMs: 200 })
  const viewer = await connectClient(world.liveUrl)

  await viewer.subscribe('m1', 'm2', 'nothing')
  for (let n = 0; n < 3; n += 1) await world.publish('m1')
  await viewer.reaches('m1', 3)
  await viewer.subscribe({ match: 'm1', epoch: world.truth('m1').position.epoch, seq: 1 })
  viewer.send({ op: 'subscribe', boards: ['nonsense'] })
  viewer.send({ op: 'unsubscribe', matches: ['m2'] })
  viewer.send('junk')
  world.setBrokerHealth('down')
  world.setBrokerHealth('up')
  await viewer.nextOf('heartbeat')
  await viewer.settled()

  const ops = new Set(viewer.history.map(({ op }) => op))
  expect([...ops]).toEqual(
    expect.arrayContaining(['hello', 'subscribed', 'unsubscribed', 'update', 'gateway', 'error', 'pong']),
  )
  for (const message of viewer.history) {
    const validate = validators.get(message.op)
    expect(validate?.(message), `${JSON.stringify(message)}: ${JSON.stringify(validate?.errors)}`).toBe(true)
  }
})
