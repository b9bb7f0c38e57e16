import { expect, inject, it, onTestFinished } from 'vitest'
import { freePort } from '../../support/free-port.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { connectClient } from '../../support/socket-client.ts'
import { type SpawnedServer, spawnServer, uniqueMatch } from '../../support/start-server.ts'

const PROCESSES = 3
const VIEWERS = 60

it('several gateways of one host share a port, and one that drains gets no new viewers', async () => {
  const { url: DATABASE_URL } = await freshDatabase(inject('databaseUrl'))
  const backends = { DATABASE_URL, REDIS_URL: inject('redisUrl') }
  const ingest = await spawnServer({ ...backends, ROLE: 'ingest' })
  const PORT = String(await freePort())
  const gateways: SpawnedServer[] = []
  for (let n = 0; n < PROCESSES; n += 1) {
    const gateway = await spawnServer({ ...backends, ROLE: 'gateway', PORT, REUSE_PORT: 'true', DRAIN_MS: '4000' })
    onTestFinished(() => gateway.process.kill('SIGKILL'))
    gateways.push(gateway)
  }
  const [first, ...others] = gateways as [SpawnedServer, ...SpawnedServer[]]
  expect(new Set(gateways.map(({ url }) => url)).size).toBe(1)
  const match = uniqueMatch()
  await ingest.call('PUT', `/v1/matches/${match}`, {
    sport: 'football',
    home: { name: 'Home' },
    away: { name: 'Away' },
  })
  const connect = () => Promise.all(Array.from({ length: VIEWERS }, () => connectClient(first.liveUrl)))
  const viewers = await connect()
  await Promise.all(viewers.map((viewer) => viewer.subscribe(match)))

  const { seq } = (await ingest.call('POST', `/v1/matches/${match}/events`, { id: 'g1', type: 'goal', team: 'home' }))
    .body
  await Promise.all(viewers.map((viewer) => viewer.reaches(match, seq)))

  const told: typeof viewers = []
  for (const viewer of viewers)
    void viewer.nextOf('reconnect').then(
      () => told.push(viewer),
      () => {},
    )
  void first.process.kill('SIGTERM')
  await expect.poll(() => told.length, { timeout: 10_000 }).toBeGreaterThan(0)
  // Each would be refused with its share of the luck, were the draining process still listening.
  await connect()

  expect((await first.process.exited).code).toBe(0)
  expect(told.length).toBeLessThan(VIEWERS)
  const ends = viewers.filter((viewer) => !told.includes(viewer)).map((viewer) => viewer.closed)
  await Promise.all(others.map(({ process }) => process.kill('SIGKILL')))
  await Promise.all(ends)
})
