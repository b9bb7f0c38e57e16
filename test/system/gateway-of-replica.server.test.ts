import { expect, inject, it } from 'vitest'
import { startPostgresPair } from '../support/servers/postgres-pair.ts'
import { connectClient } from '../support/socket-client.ts'
import { startTestServer, uniqueMatch } from '../support/start-server.ts'

it('[W1] a gateway reads a replica of the database, which takes no writes, and an ingest does not start on one', async () => {
  const pair = await startPostgresPair()
  const replica = `postgres://postgres@${pair.replicaAddress}/postgres?target_session_attrs=any`
  const shared = { REDIS_URL: inject('redisUrl') }
  const ingest = await startTestServer({ ...shared, ROLE: 'ingest', DATABASE_URL: pair.url })
  const match = uniqueMatch()
  const fixture = { sport: 'football', home: { name: 'A' }, away: { name: 'B' } }
  expect((await ingest.call('PUT', `/v1/matches/${match}`, fixture)).status).toBe(201)

  // The replica has the tables a moment later.
  await expect
    .poll(() => startTestServer({ ...shared, ROLE: 'ingest', DATABASE_URL: replica }).catch(String), {
      timeout: 20_000,
    })
    .toMatch(/DatabaseUnavailable/)
  const gateway = await startTestServer({ ...shared, ROLE: 'gateway', DATABASE_URL: replica })
  const viewer = await connectClient(gateway.liveUrl)
  await viewer.subscribe(match)
  const goal = { id: 'g1', type: 'goal', team: 'home' }
  expect((await ingest.call('POST', `/v1/matches/${match}/events`, goal)).status).toBe(201)
  await viewer.reaches(match, 1)
  await expect.poll(async () => (await gateway.call('GET', `/v1/matches/${match}`)).body.seq).toBe(1)
})
