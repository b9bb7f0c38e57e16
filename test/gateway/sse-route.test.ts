import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { openEventStream, refusedEventStream } from '../support/event-stream-client.ts'
import { startGateway } from './start-gateway.ts'

it('[W19] sends the messages of the WebSocket as events whose id is match, epoch and seq', async () => {
  const { sseUrl, publish, truth } = await startGateway()
  const viewer = await openEventStream(`${sseUrl}?match=m1`)
  expect(viewer.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  expect(viewer.headers['transfer-encoding']).toBeUndefined()
  expect((await viewer.nextOf('hello')).heartbeatMs).toBe(25_000)
  const { epoch } = truth('m1').snapshot
  expect(await viewer.nextOf('subscribed')).toMatchObject({ matches: [{ match: 'm1' }], eventId: `m1.${epoch}.0` })

  await publish('m1')
  expect(await viewer.nextOf('update')).toMatchObject({ match: 'm1', seq: 1, eventId: `m1.${epoch}.1` })
})

it('[W19] resumes the match that Last-Event-ID names, and tells the others from their state on', async () => {
  const { sseUrl, publish, truth } = await startGateway()
  const viewer = await openEventStream(`${sseUrl}?match=m1&match=m2`)
  await viewer.nextOf('subscribed')
  await publish('m1')
  const { eventId = '' } = await viewer.nextOf('update')
  viewer.close()
  await publish('m1')
  await publish('m2')

  const again = await openEventStream(`${sseUrl}?match=m1&match=m2`, {
    headers: { 'last-event-id': eventId },
    before: viewer.scoreboard,
  })
  const { matches } = await again.nextOf('subscribed')
  expect(matches).toMatchObject([
    { match: 'm1', seq: 2, updates: [{ seq: 2 }] },
    { match: 'm2', seq: 1 },
  ])
  expect(matches[1]).toHaveProperty('state')
  for (const id of ['nonsense', 'm1.other.1', `m1.${truth('m1').snapshot.epoch}.99`]) {
    const lost = await openEventStream(`${sseUrl}?match=m1`, { headers: { 'last-event-id': id } })
    expect((await lost.nextOf('subscribed')).matches[0]).toHaveProperty('state')
  }
})

it('[W19] takes a subscribe message with everything that it may have, and resumes all of it', async () => {
  const { sseUrl, publish, truth } = await startGateway()
  const before = await openEventStream(`${sseUrl}?match=m1`)
  await before.nextOf('subscribed')
  before.close()
  for (const match of ['m1', 'm2']) await publish(match)
  const [one, two] = ['m1', 'm2'].map((match) => ({ match, epoch: truth(match).snapshot.epoch, seq: 0 }))
  const body = {
    op: 'subscribe',
    id: 7,
    matches: [one, { ...two, epoch: 'other', view: 'score' }, { match: 'm3', everyMs: 1_000 }],
  }

  for (const type of ['application/json', 'text/plain', 'text/plain;charset=UTF-8']) {
    const viewer = await openEventStream(sseUrl, {
      body,
      headers: { 'content-type': type },
      before: before.scoreboard,
    })
    const { id, matches } = await viewer.nextOf('subscribed')
    expect(id).toBe(7)
    expect(matches[0]).toMatchObject({ match: 'm1', updates: [{ seq: 1 }] })
    expect(matches[1]).not.toHaveProperty('state.detail')
    expect(matches[2]).toHaveProperty('state.detail')
  }
})

it('[W19] says hello to who asks for nothing', async () => {
  const { sseUrl, gateway } = await startGateway({ heartbeatMs: 100 })
  const viewer = await openEventStream(sseUrl, { body: '', method: 'POST' })
  await viewer.nextOf('hello')
  await viewer.nextOf('heartbeat')
  expect([gateway.viewers.size, gateway.viewers.streams]).toEqual([1, 1])
  viewer.close()
  await expect.poll(() => gateway.viewers.size).toBe(0)
})

it('[W19] refuses with words what it cannot read', async () => {
  const { sseUrl } = await startGateway()
  const refused = async (query: string, body?: string) =>
    refusedEventStream(`${sseUrl}${query}`, body === undefined ? {} : { body })

  expect(await refused('')).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
  expect(await refused('?match=m1&view=most')).toMatchObject({ status: 400 })
  expect(await refused('?match=m1&delayMs=-1')).toMatchObject({ status: 400 })
  const names = (count: number) => `?${'match=m1&'.repeat(count)}`
  expect((await openEventStream(`${sseUrl}${names(100)}`)).headers['content-type']).toContain('event-stream')
  expect(await refused(names(101))).toMatchObject({ status: 400 })
  expect(await refused(`?match=${'x'.repeat(221)}`)).toMatchObject({ status: 400 })
  expect((await openEventStream(`${sseUrl}?match=${'x'.repeat(220)}`)).headers['content-type']).toContain(
    'event-stream',
  )
  expect(await refused('', '{')).toMatchObject({ status: 400 })
  expect(await refused('', '{"op":"ping"}')).toMatchObject({ status: 400 })
  const body = JSON.stringify({ op: 'subscribe', matches: ['m1'] }).padEnd(262_144)
  expect((await openEventStream(sseUrl, { body })).headers['content-type']).toContain('event-stream')
  expect(await refused('', `${body} `)).toMatchObject({ status: 413, body: { code: 'body-too-large' } })
  const form = { body: 'match=m1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  expect(await refusedEventStream(sseUrl, form)).toMatchObject({ status: 415 })
})

it('[W19] lets in the pages that the WebSocket lets in, and lets them read why not', async () => {
  const origin = 'https://scores.example'
  const { sseUrl } = await startGateway({ allowedOrigins: new Set([origin]) })
  const refused = await refusedEventStream(`${sseUrl}?match=m1`, { headers: { origin: 'https://evil.example' } })
  expect(refused).toMatchObject({ status: 403, body: { code: 'origin-not-allowed' } })

  const body = { op: 'subscribe', matches: ['m1'] }
  const viewer = await openEventStream(sseUrl, { body, headers: { origin } })
  expect(viewer.headers['access-control-allow-origin']).toBe(origin)
  const bad = await refusedEventStream(sseUrl, { body: '{', headers: { origin } })
  expect(bad.headers['access-control-allow-origin']).toBe(origin)

  const asked = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }
  const preflight = await refusedEventStream(sseUrl, { method: 'OPTIONS', headers: asked })
  expect(preflight).toMatchObject({
    status: 204,
    headers: { 'access-control-allow-methods': 'POST', 'access-control-max-age': '7200' },
  })
  expect(preflight.headers['access-control-allow-headers']).toContain('authorization')
})

it('[W19] counts streams with WebSockets where it limits viewers', async () => {
  const { sseUrl, gateway } = await startGateway({ maxConnections: 2 })
  const first = await openEventStream(`${sseUrl}?match=m1`)
  await openEventStream(`${sseUrl}?match=m1`)
  const refused = await refusedEventStream(`${sseUrl}?match=m1`)
  expect(refused).toMatchObject({ status: 503, body: { code: 'gateway-full' } })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  first.close()
  await expect.poll(() => gateway.viewers.size).toBe(1)
  await openEventStream(`${sseUrl}?match=m1`)
})

it('[W7] [W19] tells a viewer when to come back before it closes', async () => {
  const { sseUrl, gateway, close } = await startGateway({ drainMs: 1_000 })
  const viewer = await openEventStream(`${sseUrl}?match=m1`)
  await viewer.nextOf('subscribed')
  const draining = gateway.drain()
  const { afterMs } = await viewer.nextOf('reconnect')
  expect(afterMs).toBeLessThanOrEqual(1_000)
  await viewer.ended
  await draining
  expect(viewer.farewell).toMatchObject({ code: 4001, reason: 'draining' })
  expect(viewer.farewell?.retry).toBeLessThanOrEqual(1_000)
  await close()
})

it('[W19] ends its streams when the gateway closes, with a time to come back', async () => {
  const { sseUrl, close } = await startGateway()
  const viewer = await openEventStream(`${sseUrl}?match=m1`)
  await viewer.nextOf('subscribed')
  await close()
  await viewer.ended
  expect(viewer.farewell?.code).toBe(4001)
  expect(viewer.farewell?.retry).toBeLessThanOrEqual(3_000)
})

it('[W8] [W19] answers nothing that is pipelined behind a stream into the stream', async () => {
  const { sseUrl, publish, gateway } = await startGateway()
  const { port, host } = new URL(sseUrl)
  const socket = connect(Number(port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let text = ''
  socket.setEncoding('utf8').on('data', (data) => {
    text += data
  })
  const head = `host: ${host}\r\n\r\n`
  socket.write(`GET /v1/sse?match=m1 HTTP/1.1\r\n${head}GET /v1/sse?match=m2 HTTP/1.1\r\n${head}`)
  await expect.poll(() => text).toContain('"subscribed"')
  await publish('m1')
  await expect.poll(() => text).toContain('"update"')
  expect(text.match(/HTTP\/1.1/g)).toHaveLength(1)
  expect(gateway.viewers.size).toBe(1)
})
