import { expect, inject, it, onTestFinished } from 'vitest'
import { Link } from '../../chaos/world/link.ts'
import { openCheckedApi } from '../../http/checked-api.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { openSession } from '../../support/servers/postgres-session.ts'
import { startTestServer } from '../../support/start-server.ts'

const FIXTURE = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }

it('[H2] does not deny a write whose answer was lost, and repeating it is safe', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const link = await Link.open(Number(new URL(url).port))
  onTestFinished(() => link.close())
  const linked = new URL(url)
  linked.hostname = '127.0.0.1'
  linked.port = String(link.port)
  const server = await startTestServer({ DATABASE_URL: linked.href, REDIS_URL: inject('redisUrl') })
  const api = await openCheckedApi(server.url)
  await api.put('/v1/matches/m', FIXTURE)
  const direct = await openSession({ connectionString: url })
  const goal = { id: 'g1', type: 'goal', team: 'home' }

  // The append waits for the row; meanwhile its connection is lost, which Postgres does not notice before it answers.
  await direct.query('begin')
  await direct.query(`select from match where id = 'm' for update`)
  const posted = api.post('/v1/matches/m/events', goal)
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await expect.poll(async () => (await direct.query(waiting)).rowCount).toBe(1)
  link.mode = 'cut'
  const { status, body } = await posted
  await direct.query('commit')

  expect({ status, code: body.code }).toEqual({ status: 503, code: 'database-unavailable' })
  expect(body.detail).toBe('it may or may not have been written; send the same request again, repeats are safe')
  await expect.poll(async () => (await direct.query('select seq from match_update')).rowCount).toBe(1)

  link.mode = 'open'
  const again = await api.post('/v1/matches/m/events', goal)
  expect(again).toMatchObject({ status: 200, body: { id: 'g1', status: 'duplicate', seq: 1 } })
  expect((await api.get('/v1/matches/m')).body).toMatchObject({ seq: 1, state: { score: { home: 1 } } })
})
