import { expect, inject, it, onTestFinished, vi } from 'vitest'
import type { UpdateMessage } from '../../src/protocol/messages.ts'
import { Link } from '../chaos/world/link.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { startRedis } from '../support/servers/redis.ts'
import { connectClient } from '../support/socket-client.ts'
import { spawnServer, startTestServer } from '../support/start-server.ts'
import { fixture } from './feed-traffic.ts'

vi.setConfig({ testTimeout: 90_000 })

const LATE_MS = 80
const EVENTS = 60

it(`[W13] costs no event that one ingest replica publishes ${LATE_MS} ms later than the other`, async () => {
  const redis = await startRedis()
  const { url } = await freshDatabase(inject('databaseUrl'))
  const link = await Link.open(redis.port)
  onTestFinished(() => link.close())
  const settings = { DATABASE_URL: url }
  const late = await spawnServer({ ...settings, REDIS_URL: `redis://127.0.0.1:${link.port}`, ROLE: 'ingest' })
  const prompt = await spawnServer({ ...settings, REDIS_URL: redis.url, ROLE: 'ingest' })
  const gateway = await startTestServer({ ...settings, REDIS_URL: redis.url, ROLE: 'gateway' })
  expect((await late.call('PUT', '/v1/matches/m1', fixture)).status).toBe(201)
  const viewer = await connectClient(gateway.liveUrl)
  await viewer.subscribe('m1')
  link.latencyMs = LATE_MS

  // Each is answered before the next is sent: the order of the log is that of this list.
  for (let n = 1; n <= EVENTS; n += 1) {
    const ingest = n % 3 === 1 ? late : prompt
    expect(
      (await ingest.call('POST', '/v1/matches/m1/events', { id: `e${n}`, type: 'corner', team: 'home' })).status,
    ).toBe(201)
  }
  await viewer.reaches('m1', EVENTS)

  const updates = viewer.history.filter((message): message is UpdateMessage => message.op === 'update')
  expect(updates.map(({ event }) => event?.id)).toEqual(Array.from({ length: EVENTS }, (_, index) => `e${index + 1}`))
  expect(viewer.history.filter(({ op }) => op === 'snapshot')).toEqual([])
  // They did come out of order, or this has shown nothing.
  const { body: metrics } = await gateway.call('GET', '/metrics')
  expect(Number(/^touchline_room_repairs_total\{outcome="repaired"\} (\d+)/m.exec(metrics)?.[1])).toBeGreaterThan(0)
})
