import { Redis } from 'ioredis'
import { it as alone, inject, vi } from 'vitest'
import { expect, it, onTestFinished } from '../../support/concurrent.ts'
import type { LocalServer } from '../../support/local-server.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { startRedis } from '../../support/servers/redis.ts'
import { connectClient, type SocketClient } from '../../support/socket-client.ts'
import { startTestServer, type TestServer } from '../../support/start-server.ts'
import { fixture } from '../feed-traffic.ts'

const MATCHES = ['m1', 'm2', 'm3']
/** A head comparison every 3 s finds what an outage cost; the rest is for a busy machine. */
const HEALED_MS = 15_000

vi.setConfig({ testTimeout: 90_000 })

it('[W6] heals by itself after a crash of Redis, which lost all it had', async () => {
  const { redis, viewers, score, isThere, ingest, gateway } = await setUp()
  await score(3)
  await isThere()

  await redis.kill('SIGKILL')
  for (const viewer of viewers) await viewer.nextOf('gateway', ({ broker }) => broker === 'down')
  expect((await gateway.call('GET', '/readyz')).status).toBe(503)
  await score(3)
  // Even now: the gateway asks the database every few seconds.
  await isThere()
  const late = await connectClient(gateway.liveUrl)
  expect((await late.subscribe(...MATCHES)).matches.map(({ seq }) => seq)).toEqual([6, 6, 6])
  expect(late.history.map(({ op }) => op)).toContain('gateway')

  await score(2)
  await redis.restart()
  await Promise.all([...viewers, late].map((viewer) => viewer.nextOf('gateway', ({ broker }) => broker === 'up')))
  await score(2)
  await isThere()
  await expect.poll(async () => (await gateway.call('GET', '/readyz')).status, { timeout: HEALED_MS }).toBe(200)
  await expect.poll(async () => (await ingest.call('GET', '/readyz')).status, { timeout: HEALED_MS }).toBe(200)
})

it('[W6] heals by itself after Redis hung', async () => {
  const { redis, viewers, score, isThere } = await setUp()
  await score(1)
  await isThere()

  await redis.kill('SIGSTOP')
  await score(3)
  for (const viewer of viewers) await viewer.nextOf('gateway', ({ broker }) => broker === 'down')
  await redis.kill('SIGCONT')
  for (const viewer of viewers) await viewer.nextOf('gateway', ({ broker }) => broker === 'up')
  await score(1)
  await isThere()
})

it('[W6] heals by itself after one outage upon another', async () => {
  const { redis, score, isThere } = await setUp()
  for (let outage = 0; outage < 4; outage += 1) {
    await redis.kill('SIGKILL')
    await score(2)
    await redis.restart()
    await score(2)
  }
  await isThere()
})

// While other servers start in this process, a busy machine could make a viewer see an outage that is none.
alone('[W6] does not notice that Redis was emptied', async () => {
  const { redis, viewers, score, isThere, gateway } = await setUp()
  await score(5)
  await isThere()
  const admin = new Redis(redis.url)
  onTestFinished(() => admin.disconnect())

  await admin.flushall()
  await score(1)
  await isThere()

  // A viewer of before, and one who was never there.
  const [before] = viewers as [SocketClient]
  const back = await connectClient(gateway.liveUrl, { before: before.scoreboard })
  const answer = await back.subscribe(...MATCHES.map((match) => back.scoreboard.positionOf(match)))
  expect(answer.matches.map(({ seq }) => seq)).toEqual([6, 6, 6])
  expect(viewers.flatMap(({ history }) => history).some(({ op }) => op === 'gateway')).toBe(false)
})

/** An ingest and a gateway on a Redis of their own, with viewers of all matches. */
async function setUp() {
  const redis: LocalServer = await startRedis()
  const { url: databaseUrl } = await freshDatabase(inject('databaseUrl'))
  const settings = { DATABASE_URL: databaseUrl, REDIS_URL: redis.url }
  const ingest = await startTestServer({ ...settings, ROLE: 'ingest' })
  const gateway = await startTestServer({ ...settings, ROLE: 'gateway' })
  for (const match of MATCHES) await expectStatus(ingest, 201, 'PUT', `/v1/matches/${match}`, fixture)
  await expect.poll(async () => (await gateway.call('GET', '/readyz')).status, { timeout: HEALED_MS }).toBe(200)
  const viewers = await Promise.all(Array.from({ length: 10 }, () => connectClient(gateway.liveUrl)))
  await Promise.all(viewers.map((viewer) => viewer.subscribe(...MATCHES)))
  for (const viewer of viewers) viewer.queue.length = 0
  let goals = 0

  return {
    redis,
    ingest,
    gateway,
    viewers,
    /** `[H1]` So many goals in every match, outage or not. */
    async score(count: number) {
      for (; count > 0; count -= 1) {
        goals += 1
        const goal = { id: `g${goals}`, type: 'goal', team: 'home' }
        for (const match of MATCHES) await expectStatus(ingest, 201, 'POST', `/v1/matches/${match}/events`, goal)
      }
    },
    /** Every viewer shows what is true, within seconds. */
    async isThere() {
      for (const match of MATCHES) {
        const { body } = await ingest.call('GET', `/v1/matches/${match}`)
        for (const viewer of viewers) {
          await expect.poll(() => viewer.scoreboard.get(match)?.seq, { timeout: HEALED_MS }).toBe(body.seq)
          expect(viewer.scoreboard.get(match)?.state).toEqual(body.state)
        }
      }
    },
  }
}

async function expectStatus(
  server: TestServer,
  status: number,
  ...request: Parameters<TestServer['call']>
): Promise<void> {
  expect((await server.call(...request)).status).toBe(status)
}
