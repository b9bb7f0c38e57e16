import { setTimeout as pause } from 'node:timers/promises'
import { inject, vi } from 'vitest'
import { expect, it } from '../../support/concurrent.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { connectClient, connectRefused, type SocketClient } from '../../support/socket-client.ts'
import { spawnServer, type TestServer, uniqueMatch } from '../../support/start-server.ts'
import { fixture } from '../feed-traffic.ts'

vi.setConfig({ testTimeout: 90_000 })

const VIEWERS = 60
const DRAIN_MS = 4_000

it('[W7] loses no update for any viewer when a gateway is stopped, and spreads them over the drain window', async () => {
  const { url: databaseUrl } = await freshDatabase(inject('databaseUrl'))
  const settings = { DATABASE_URL: databaseUrl, REDIS_URL: inject('redisUrl'), DRAIN_MS: String(DRAIN_MS) }
  const [ingest, leaving, staying] = await Promise.all([
    spawnServer({ ...settings, ROLE: 'ingest' }),
    spawnServer({ ...settings, ROLE: 'gateway' }),
    spawnServer({ ...settings, ROLE: 'gateway' }),
  ])
  const match = uniqueMatch()
  await ingest.call('PUT', `/v1/matches/${match}`, fixture)
  const viewers = await Promise.all(Array.from({ length: VIEWERS }, () => connectClient(leaving.liveUrl)))
  await Promise.all(viewers.map((viewer) => viewer.subscribe(match)))
  // One that does nothing it is told.
  const deaf = await connectClient(leaving.liveUrl, { autoPong: false })

  let isOver = false
  const writing = (async () => {
    for (let goal = 1; !isOver; goal += 1) {
      await ingest.call('POST', `/v1/matches/${match}/events`, { id: `g${goal}`, type: 'goal', team: 'home' })
    }
  })()
  const advised: number[] = []
  const moving = viewers.map((viewer) => move(viewer, staying, match, advised))
  const stoppedAt = performance.now()
  await leaving.process.kill('SIGTERM')
  const tookMs = performance.now() - stoppedAt
  const moved = await Promise.all(moving)
  isOver = true
  await writing

  const { body: truth } = await ingest.call('GET', `/v1/matches/${match}`)
  for (const { after } of moved) {
    await after.reaches(match, truth.seq)
    expect(after.scoreboard.get(match)?.state).toEqual(truth.state)
  }
  // Everybody went on where it was: nobody had to begin anew.
  expect(moved.filter(({ hasResumed }) => !hasResumed)).toEqual([])
  expect(await leaving.process.exited).toEqual({ code: 0, signal: null })
  expect(tookMs).toBeLessThan(DRAIN_MS + 4_000)
  expect((await deaf.closed).code).toBe(4001)
  const sorted = advised.toSorted((a, b) => a - b)
  expect(sorted).toHaveLength(VIEWERS)
  expect((sorted.at(-1) as number) - (sorted[0] as number)).toBeGreaterThan(DRAIN_MS / 2)
})

/** What a viewer does who is told to come back: waits as long as it was told, connects elsewhere and resumes. */
async function move(viewer: SocketClient, to: TestServer, match: string, advised: number[]) {
  const { afterMs } = await viewer.nextOf('reconnect')
  advised.push(afterMs)
  // Whichever comes first: its time, or the close.
  await Promise.race([pause(afterMs), viewer.closed])
  const after = await connectClient(to.liveUrl, { before: viewer.scoreboard })
  const answer = await after.subscribe(after.scoreboard.positionOf(match))
  viewer.socket.close()
  return { after, hasResumed: answer.matches.every((joined) => 'updates' in joined) }
}

it('[W7] takes nobody new while it drains, and says so to the load balancer', async () => {
  const { url: databaseUrl } = await freshDatabase(inject('databaseUrl'))
  const settings = { DATABASE_URL: databaseUrl, REDIS_URL: inject('redisUrl'), DRAIN_MS: String(DRAIN_MS) }
  const gateway = await spawnServer({ ...settings, ROLE: 'gateway' })
  await expect.poll(async () => (await gateway.call('GET', '/readyz')).status, { timeout: 15_000 }).toBe(200)
  const viewer = await connectClient(gateway.liveUrl)

  const stopping = gateway.process.kill('SIGTERM')
  await expect.poll(async () => (await gateway.call('GET', '/readyz')).status, { timeout: 5_000 }).toBe(503)
  expect((await gateway.call('GET', '/livez')).status).toBe(200)
  const refused = await connectRefused(gateway.liveUrl)
  expect(refused.status).toBe(503)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)

  await viewer.nextOf('reconnect')
  expect((await viewer.closed).code).toBe(4001)
  await stopping
  expect(await gateway.process.exited).toEqual({ code: 0, signal: null })
})
