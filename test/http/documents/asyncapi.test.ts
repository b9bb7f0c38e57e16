import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import Fastify from 'fastify'
import { beforeAll, expect, it } from 'vitest'
import { parseServerMessage } from '../../../src/client/connection/parse-server-message.ts'
import { asyncapi } from '../../../src/http/documents/asyncapi.ts'
import { fromFeed, toFeed } from '../../../src/http/documents/feed-schemas.ts'
import { fromViewer } from '../../../src/http/documents/live-schemas.ts'
import { readFrame } from '../../../src/ingest/socket/read-frame.ts'
import type { ServerMessage } from '../../../src/protocol/messages.ts'
import { parseClientMessage } from '../../../src/protocol/parse-client-message.ts'
import { startGateway } from '../../gateway/start-gateway.ts'
import { storeOf, Truth } from '../../gateway/truth.ts'
import { connectClient, type SocketClient } from '../../support/socket-client.ts'

interface Message {
  readonly payload: object
  readonly examples: readonly { readonly payload: object }[]
}

interface Document {
  readonly channels: Record<'live' | 'feed', { readonly messages: Record<string, { readonly $ref: string }> }>
  readonly components: { readonly messages: Record<string, Message> }
}

let document: Document
let validators: Map<string, ValidateFunction>
beforeAll(async () => {
  const app = Fastify()
  await app.register(asyncapi)
  document = (await app.inject('/asyncapi.json')).json<Document>()
  const ajv = new Ajv2020({ strict: false })
  const messages = Object.entries(document.components.messages)
  validators = new Map(messages.map(([op, { payload }]) => [op, ajv.compile(payload)]))
})

/** Holds all that viewers were told against the document. */
function expectDescribed(...viewers: readonly SocketClient[]): void {
  for (const message of viewers.flatMap(({ history }) => history)) {
    const validate = validators.get(message.op)
    expect(validate?.(message), `${JSON.stringify(message)}: ${JSON.stringify(validate?.errors)}`).toBe(true)
  }
}

it('describes every message of both channels', () => {
  const { channels, components } = document
  const named = [channels.live, channels.feed].flatMap(({ messages }) => Object.values(messages))

  expect(named.map(({ $ref }) => $ref.split('/').at(-1))).toEqual(Object.keys(components.messages))
  expect(Object.keys(channels.feed.messages)).toEqual(['auth', 'event', 'ack', 'error'])
  expect(Object.keys(components.messages)).toEqual(
    expect.arrayContaining(['subscribe', 'subscribed', 'update', 'board']),
  )
})

it('has examples of every message, and each is what its schema says and its parser reads', () => {
  for (const [name, { examples }] of Object.entries(document.components.messages)) {
    expect(examples.length, name).toBeGreaterThan(0)
    for (const { payload } of examples) {
      const said = JSON.stringify(payload)
      const validate = validators.get(name)
      expect(validate?.(payload), `${said}: ${JSON.stringify(validate?.errors)}`).toBe(true)
      const [channel, op] = name.startsWith('feed.') ? ['feed', name.slice(5)] : ['live', name]
      if (channel === 'feed') {
        if (op in fromFeed) expect(readFrame(said)).toEqual(payload)
        else expect(toFeed[op as 'ack'].parse(payload)).toEqual(payload)
      } else if (op in fromViewer) expect(parseClientMessage(said), said).toMatchObject({ ok: true })
      else expect(parseServerMessage(said)).toEqual(payload)
    }
  }
})

it.each<[ServerMessage['op'], object]>([
  ['board', { op: 'board', board: 'sport:tennis', matches: ['m1'], joined: [{ match: 'm1' }], left: [] }],
  ['board', { op: 'board', board: 'sport:tennis', matches: [], joined: [] }],
  ['snapshot', { op: 'snapshot', match: 'm1', epoch: 'e1', seq: 1, reason: 'epoch' }],
  ['reconnect', { op: 'reconnect', afterMs: 1, reason: 'draining', soon: true }],
  ['reconnect', { op: 'reconnect', afterMs: 1, reason: 'boredom' }],
])('notices that a %s is not as described: %j', (op, message) => {
  expect(validators.get(op)?.(message)).toBe(false)
})

it('holds for what a gateway really sends', async () => {
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
  await viewer.allAnswered()

  const ops = new Set(viewer.history.map(({ op }) => op))
  expect([...ops]).toEqual(
    expect.arrayContaining(['hello', 'subscribed', 'unsubscribed', 'update', 'gateway', 'error', 'pong']),
  )
  expectDescribed(viewer)
})

it('holds for boards: when they are joined, when they change, and when they are left', async () => {
  const truths = new Map(['m1', 'm2', 'm3'].map((match) => [match, new Truth(match)]))
  let listed = ['m1', 'm2']
  const store = { ...storeOf(truths), listPresent: async () => listed }
  const world = await startGateway({ store })
  const viewer = await connectClient(world.liveUrl)
  const board = 'competition:cup'
  await viewer.subscribe('m1')
  viewer.send({ op: 'unsubscribe', matches: ['m1'] })
  await viewer.nextOf('unsubscribed')
  const positions = [viewer.scoreboard.positionOf('m1')]
  for (const match of ['m1', 'm3']) await world.bus.publish((truths.get(match) as Truth).change())

  viewer.send({ op: 'subscribe', id: 1, boards: [{ board, positions }] })
  const subscribed = await viewer.nextOf('subscribed')
  listed = ['m3', 'm2']
  const changed = await viewer.nextOf('board')
  viewer.send({ op: 'unsubscribe', id: 2, boards: [board] })
  await viewer.nextOf('unsubscribed')

  expect(subscribed.matches).toMatchObject([{ updates: [{ seq: 1 }] }, { state: {} }])
  expect(changed).toMatchObject({ matches: ['m3', 'm2'], joined: [{ match: 'm3', seq: 1 }], left: ['m1'] })
  expectDescribed(viewer)
})

it('holds for snapshots, whatever their reason', async () => {
  const world = await startGateway()
  const viewer = await connectClient(world.liveUrl)
  const slow = await connectClient(world.liveUrl)
  await viewer.subscribe('m1', 'm2')
  await slow.subscribe('m3')

  // More than a gateway keeps, of which it heard nothing.
  for (let count = 0; count < 300; count += 1) world.truth('m1').change()
  world.truth('m2').restart()
  await world.gateway.rooms.resyncAll()
  const jumps = [await viewer.nextOf('snapshot'), await viewer.nextOf('snapshot')]
  slow.socket.pause()
  for (let count = 0; count < 50; count += 1) {
    await world.publish('m3', { patch: { detail: { padding: 'x'.repeat(4_000) } } })
    // A turn of its own, as updates have in life; joined they would be one write.
    await new Promise(setImmediate)
  }
  await expect.poll(() => world.gateway.viewersBehind).toBe(1)
  slow.socket.resume()
  const { missed = [] } = await slow.nextOf('snapshot', ({ reason }) => reason === 'conflated')

  expect(jumps.map(({ reason }) => reason).sort()).toEqual(['epoch', 'resync'])
  expect(missed).not.toEqual([])
  expectDescribed(viewer, slow)
})

it.each(['draining', 'rebalancing'] as const)('holds for the advice to come back, because of %s', async (reason) => {
  const world = await startGateway({ drainMs: 100 })
  const [viewer, other] = [await connectClient(world.liveUrl), await connectClient(world.liveUrl)]
  await startGateway({ bus: world.bus })

  await (reason === 'draining' ? world.gateway.drain() : world.gateway.rebalance())
  const advice = await viewer.nextOf('reconnect')

  expect(advice.reason).toBe(reason)
  expectDescribed(viewer, other)
})
