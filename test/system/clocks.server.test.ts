import { beforeAll, inject } from 'vitest'
import { expect, it } from '../support/concurrent.ts'
import type { LocalServer } from '../support/local-server.ts'
import { openFakeTime } from '../support/programs/faketime.ts'
import { type FreshDatabase, freshDatabase } from '../support/servers/fresh-database.ts'
import { startRedis } from '../support/servers/redis.ts'
import { connectClient } from '../support/socket-client.ts'
import { type SpawnedServer, spawnServer, uniqueMatch } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { fixture } from './feed-traffic.ts'

const DELAY_MS = 1_500
/** Beyond the delay; machines are busy. Far less than what the clocks are off by. */
const PATIENCE_MS = 15_000

/** For gateways whose clocks are wrong: one ingest whose clock is right. */
let rightTime: Backends & { readonly ingest: SpawnedServer }
beforeAll(async () => {
  const backends = await openBackends()
  const ingest = await spawnServer({ ...urlsOf(backends), ROLE: 'ingest' })
  rightTime = { ...backends, ingest }
  return async () => {
    await ingest.close()
    await Promise.all([backends.redis.stop(), backends.database.drop()])
  }
})

it('[H15] [W15] an ingest whose clock is ten minutes ahead freezes no delayed viewer, and stamps the right time', async () => {
  const world = await openWorld({ ingestAhead: 600 })
  const sentAt = Date.now()
  await world.score()
  const [update] = await world.delayed(1)
  expect(Math.abs((update?.at ?? 0) - sentAt)).toBeLessThan(PATIENCE_MS)
  expect(Date.now() - sentAt).toBeGreaterThanOrEqual(DELAY_MS - 100)

  const { body, status } = await world.ingest.call('GET', '/readyz')
  expect(status).toBe(200)
  expect(Math.abs(body.clockSkewMs - 600_000)).toBeLessThan(2_000)
  expect((await world.ingest.call('GET', '/metrics')).body).toMatch(/touchline_clock_skew_seconds (599|600)/)
  await expect.poll(world.ingest.process.output).toContain("this machine's clock differs from the database's")
})

it('[H15] [W15] an ingest whose clock was an hour ahead for three seconds freezes nobody for an hour', async () => {
  const world = await openWorld()
  await world.score()
  await world.setIngest(3_600)
  await expect.poll(async () => (await world.ingest.call('GET', '/readyz')).body.clockSkewMs).toBeGreaterThan(3_000_000)
  await world.score()
  await world.setIngest(0)
  await world.score()

  const updates = await world.delayed(3)
  expect(updates.map(({ seq }) => seq)).toEqual([1, 2, 3])
  for (const { at } of updates) expect(Math.abs(at - Date.now())).toBeLessThan(60_000)
})

it.each([
  ['40 s ahead shows nothing early', 40],
  ['40 s behind shows nothing late', -40],
])('[W15] a gateway whose clock is %s', async (_what, gatewayAhead) => {
  const world = await openWorld({ gatewayAhead, backends: rightTime })
  const hello = world.viewer.history.find(({ op }) => op === 'hello') as { at: number }
  expect(Math.abs(hello.at - Date.now())).toBeLessThan(PATIENCE_MS)
  const sentAt = Date.now()
  await world.score()
  await world.delayed(1)
  expect(Date.now() - sentAt).toBeGreaterThanOrEqual(DELAY_MS - 100)
})

it('[W15] a gateway whose clock is set closes nobody, and keeps nobody who is gone', async () => {
  const world = await openWorld({ heartbeatMs: 1_000, backends: rightTime })
  const mute = await connectClient(world.liveUrl, { autoPong: false })
  await world.setGateway(3_600)
  await world.viewer.nextOf('heartbeat')
  await world.setGateway(-3_600)
  expect((await mute.closed).code).toBe(4003)
  await world.score()
  await world.delayed(1)
  expect(world.viewer.socket.readyState).toBe(world.viewer.socket.OPEN)
})

interface Options {
  readonly ingestAhead?: number
  readonly gatewayAhead?: number
  readonly heartbeatMs?: number
  /** Others than its own, with an ingest. */
  readonly backends?: Backends & { readonly ingest: SpawnedServer }
}

interface Backends {
  readonly redis: LocalServer
  readonly database: FreshDatabase
}

const urlsOf = ({ redis, database }: Backends) => ({ DATABASE_URL: database.url, REDIS_URL: redis.url })

async function openBackends(): Promise<Backends> {
  const [redis, database] = await Promise.all([startRedis(), freshDatabase(inject('databaseUrl'))])
  return { redis, database }
}

/** Ingest and gateway with clocks of their own, and a viewer who sees a match late. */
async function openWorld({ ingestAhead = 0, gatewayAhead = 0, heartbeatMs = 25_000, backends }: Options = {}) {
  const urls = urlsOf(backends ?? (await openBackends()))
  const ingestTime = await openFakeTime(await temporaryDirectory(), ingestAhead)
  const gatewayTime = await openFakeTime(await temporaryDirectory(), gatewayAhead)
  const [ingest, gateway] = await Promise.all([
    backends?.ingest ?? spawnServer({ ...urls, ROLE: 'ingest' }, ingestTime.start),
    spawnServer({ ...urls, ROLE: 'gateway', HEARTBEAT_MS: String(heartbeatMs) }, gatewayTime.start),
  ])
  const match = uniqueMatch()
  expect((await ingest.call('PUT', `/v1/matches/${match}`, fixture)).status).toBe(201)
  const viewer = await connectClient(gateway.liveUrl)
  await viewer.subscribe({ match, delayMs: DELAY_MS })
  let goals = 0
  return {
    ingest,
    viewer,
    liveUrl: gateway.liveUrl,
    setIngest: ingestTime.set,
    setGateway: gatewayTime.set,
    async score() {
      goals += 1
      const { status } = await ingest.call('POST', `/v1/matches/${match}/events`, {
        id: `g${goals}`,
        type: 'goal',
        team: 'home',
      })
      expect(status).toBe(201)
    },
    /** The updates that the viewer was shown, once they are this many. */
    async delayed(count: number) {
      const shown = () => viewer.history.flatMap((message) => (message.op === 'update' ? message : []))
      await expect.poll(() => shown().length, { interval: 20, timeout: PATIENCE_MS }).toBe(count)
      return shown()
    },
  }
}
