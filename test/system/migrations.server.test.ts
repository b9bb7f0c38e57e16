import { expect, inject, it, vi } from 'vitest'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { connectClient } from '../support/socket-client.ts'
import { spawnServer, uniqueMatch } from '../support/start-server.ts'

// Five processes on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const FIXTURE = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }

it('replicas of every role that start at once on an empty database share one match, and others find it later', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const settings = { DATABASE_URL: url, REDIS_URL: inject('redisUrl') }
  const [all, ingest, otherIngest, gateway] = await Promise.all([
    spawnServer({ ...settings, ROLE: 'all' }),
    spawnServer({ ...settings, ROLE: 'ingest' }),
    spawnServer({ ...settings, ROLE: 'ingest' }),
    spawnServer({ ...settings, ROLE: 'gateway' }),
  ])
  const match = uniqueMatch('roles')
  const path = `/v1/matches/${match}`
  expect((await ingest.call('PUT', path, FIXTURE)).status).toBe(201)
  const viewer = await connectClient(gateway.liveUrl)
  await viewer.subscribe(match)
  for (const [index, server] of [all, ingest, otherIngest].entries()) {
    const event = { id: `g${index}`, type: 'goal', team: 'home' }
    expect((await server.call('POST', `${path}/events`, event)).body).toMatchObject({ seq: index + 1 })
  }
  await viewer.reaches(match, 3)
  const later = await spawnServer({ ...settings, ROLE: 'gateway' })
  for (const server of [all, ingest, gateway, later]) {
    expect((await server.call('GET', path)).body).toMatchObject({ seq: 3, state: { score: { home: 3 } } })
  }
  expect(viewer.scoreboard.get(match)?.state).toEqual((await later.call('GET', path)).body.state)
  // The role chooses the routes.
  // It reads matches at that address, and no more.
  expect((await gateway.call('PUT', path, FIXTURE)).status).toBe(405)
  expect((await gateway.call('POST', `${path}/events`, { id: 'x', type: 'corner' })).status).toBe(405)
  expect((await ingest.call('GET', '/v1/live')).status).toBe(404)
  expect((await gateway.call('GET', '/v1/live')).status).toBe(426)
})
