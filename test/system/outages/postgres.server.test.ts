import { expect, it } from 'vitest'
import { startPostgres } from '../../support/servers/postgres.ts'
import { startRedis } from '../../support/servers/redis.ts'
import { connectClient } from '../../support/socket-client.ts'
import { fixture } from '../feed-traffic.ts'
import { openOutageWorld } from './outages-world.ts'

it.each([
  ['crashed', 'SIGKILL'],
  ['was stopped', 'SIGINT'],
] as const)('goes on for viewers after Postgres %s, and takes events again when it is back', async (_, signal) => {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  const world = await openOutageWorld({ redisUrl: redis.url, databaseUrl: postgres.url })
  const { ingest, gateways, matches } = world
  const goal = { id: 'g3', type: 'goal', team: 'away' }
  await ingest.call('PUT', '/v1/matches/unwatched', fixture)
  await ingest.call('POST', '/v1/matches/unwatched/events', goal)

  await postgres.kill(signal)

  for (const match of matches) {
    const { status, headers, body } = await ingest.call('POST', `/v1/matches/${match}/events`, goal)
    expect([status, body.code]).toEqual([503, 'database-unavailable'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  }
  const { status, body } = await ingest.call('GET', '/readyz')
  expect(status).toBe(503)
  expect(body.components.database).not.toBe('ok')
  // Viewers see nothing of it: who is there stays, and matches that are open or on the bus can be joined.
  await world.areReady(true)
  for (const { liveUrl } of gateways) {
    const late = await connectClient(liveUrl)
    const answer = await late.subscribe(...matches, 'unwatched')
    expect(answer.matches.map(({ seq }) => seq)).toEqual([...matches.map(() => 2), 1])
    const unknown = await late.subscribe('nobody-knows')
    expect(unknown.rejected).toEqual([{ match: 'nobody-knows', code: 'unavailable' }])
  }

  await postgres.restart()
  await world.score(3)
  await world.converge()
  await expect.poll(async () => (await ingest.call('GET', '/readyz')).status, { timeout: 5_000 }).toBe(200)
  expect(world.outagesTold()).toBe(0)
  expect(world.viewers.every(({ socket }) => socket.readyState === socket.OPEN)).toBe(true)
})
