import { expect, inject, it } from 'vitest'
import { migratePostgres } from '../../../src/store/postgres/migrate.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { connectClient } from '../../support/socket-client.ts'
import { startTestServer, type TestServer, uniqueMatch } from '../../support/start-server.ts'

const fixture = { sport: 'football', home: { name: 'Home' }, away: { name: 'Away' } }

// Gateways tell of their viewers every five seconds.
it('each gateway shows on /metrics how many watch a match at all of them', async () => {
  const { url: DATABASE_URL } = await freshDatabase(inject('databaseUrl'))
  const settings = { DATABASE_URL, REDIS_URL: inject('redisUrl') }
  // Each tells of its viewers, and then reads what all have told: the one that began later knows of both after the first time.
  await migratePostgres(DATABASE_URL)
  const two = await startTestServer({ ...settings, ROLE: 'gateway' })
  const one = await startTestServer(settings)
  const [final, other, unwatched] = [uniqueMatch(), uniqueMatch(), uniqueMatch()]
  for (const match of [final, other, unwatched]) await one.call('PUT', `/v1/matches/${match}`, fixture)
  const watch = async (server: TestServer, match: string) => {
    const viewer = await connectClient(server.liveUrl)
    await viewer.subscribe(match)
    return viewer
  }
  const read = async (server: TestServer) => {
    const { body } = await server.call('GET', '/metrics')
    const shown = [...body.matchAll(/^touchline_match_viewers\{match="([^"]+)"\} (\d+)$/gm)]
    return {
      byMatch: Object.fromEntries(shown.map(([, match, viewers]) => [match, Number(viewers)])),
      largestHere: Number(/^touchline_largest_room_viewers (\d+)$/m.exec(body)?.[1]),
    }
  }
  for (let n = 0; n < 3; n += 1) await watch(one, final)
  const leaver = await watch(one, other)
  for (let n = 0; n < 2; n += 1) await watch(two, final)

  const patience = { interval: 100, timeout: 30_000 }
  await expect.poll(() => read(one), patience).toEqual({ byMatch: { [final]: 5, [other]: 1 }, largestHere: 3 })

  leaver.socket.close()
  await watch(two, final)
  await expect.poll(() => read(one), patience).toEqual({ byMatch: { [final]: 6 }, largestHere: 3 })
  await expect.poll(() => read(two), patience).toEqual({ byMatch: { [final]: 6 }, largestHere: 3 })
})
