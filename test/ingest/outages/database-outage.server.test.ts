import { expect, it } from 'vitest'
import { openCheckedApi } from '../../http/checked-api.ts'
import { startPostgres } from '../../support/servers/postgres.ts'
import { startRedis } from '../../support/servers/redis.ts'
import { startTestServer } from '../../support/start-server.ts'

const FIXTURE = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }

it('[H5] is 503 with Retry-After while the database is away, loses nothing it has answered, and recovers by itself', async () => {
  const postgres = await startPostgres()
  const redis = await startRedis()
  const server = await startTestServer({ DATABASE_URL: postgres.url, REDIS_URL: redis.url })
  const api = await openCheckedApi(server.url)
  await api.put('/v1/matches/m', FIXTURE)
  const answered = new Map<string, number>()
  const statuses = new Set<number>()
  let isOver = false
  const write = async (writer: number) => {
    for (let n = 0; !isOver; n += 1) {
      const id = `${writer}-${n}`
      // A feed sends again what was not taken.
      for (let isTaken = false; !isTaken && !isOver; ) {
        const { status, body } = await api.post('/v1/matches/m/events', { id, type: 'corner' })
        statuses.add(status)
        isTaken = status < 300
        if (isTaken) answered.set(id, body.seq)
      }
    }
  }
  const writers = Promise.all([0, 1, 2].map(write))
  const untilMore = (events: number) => {
    const goal = answered.size + events
    return expect.poll(() => answered.size, { interval: 5, timeout: 30_000 }).toBeGreaterThan(goal)
  }

  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    await untilMore(50)
    statuses.clear()
    await postgres.kill(signal)
    await expect.poll(() => statuses.has(503), { timeout: 10_000 }).toBe(true)
    const ready = await server.call('GET', '/readyz')
    expect(ready).toMatchObject({ status: 503, body: { components: { process: 'ok' } } })
    expect(ready.body.components.database).not.toBe('ok')
    expect((await api.get('/livez')).status).toBe(200)
    for (const path of ['/v1/matches/m', '/v1/matches', '/v1/matches/m/updates']) {
      expect((await api.get(path)).status).toBe(503)
    }
    await postgres.restart()
  }
  await untilMore(50)
  isOver = true
  await writers

  const { updates } = (await api.get('/v1/matches/m/updates?limit=1000')).body
  const log = updates.map(({ seq, event }: { seq: number; event: { id: string } }) => [event.id, seq] as const)
  expect(log.map(([, seq]: [string, number]) => seq)).toEqual(log.map((_: unknown, index: number) => index + 1))
  expect(new Map(log).size).toBe(log.length)
  for (const [id, seq] of answered) expect({ id, seq: new Map(log).get(id) }).toEqual({ id, seq })
  await expect
    .poll(async () => (await server.call('GET', '/readyz')).body, { timeout: 10_000 })
    .toMatchObject({ status: 'ready', components: { process: 'ok', database: 'ok', bus: 'ok' } })
})
