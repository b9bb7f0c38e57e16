import { expect, inject, it, onTestFinished } from 'vitest'
import { type CheckedApi, openCheckedApi } from '../http/checked-api.ts'
import { openPostgresStore } from '../store/open-postgres-store.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { startTestServer, uniqueMatch } from '../support/start-server.ts'
import { agreedState } from './agreed-state.ts'

const DELIVERIES = 2_000
/** In ms of the thread's own CPU time, so that a machine which is busy with other things makes no difference. */
const MOST_AT_ONCE = 250

it('answers others while a provider changes the ids of a whole Test match, and gets the state right', async () => {
  const { api, store, match } = await openMatch()
  const put = (list: readonly object[]) => api.put(`/v1/matches/${match}/timeline`, list)
  await put(testMatch('a'))
  const before = (await agreedState(store, match)).reduced.state

  const replaced = await watched(() => put(testMatch('b')))

  expect(replaced.result).toMatchObject({ status: 200, body: { seq: 3 * (DELIVERIES + 1) } })
  const { state } = (await agreedState(store, match)).reduced
  expect({ ...state, updatedAt: 0 }).toEqual({ ...before, updatedAt: 0 })
  expect(replaced.longestMs).toBeLessThan(MOST_AT_ONCE)

  const emptied = await watched(() => put([]))

  expect(emptied.result).toMatchObject({ status: 200, body: { seq: 4 * (DELIVERIES + 1) } })
  expect((await agreedState(store, match)).reduced.state).toMatchObject({
    status: 'scheduled',
    score: { home: 0, away: 0 },
  })
  expect(emptied.longestMs).toBeLessThan(MOST_AT_ONCE)
})

it('answers others while every ball is edited, with and without an effect on the score', async () => {
  const { api, store, match } = await openMatch()
  const put = (list: readonly object[]) => api.put(`/v1/matches/${match}/timeline`, list)
  const list = testMatch('a')
  await put(list)

  const told = await watched(() => put(list.map((event) => ({ ...event, remark: 'on a length' }))))

  expect(told.result).toMatchObject({ status: 200, body: { seq: 2 * (DELIVERIES + 1) } })
  await agreedState(store, match)
  expect(told.longestMs).toBeLessThan(MOST_AT_ONCE)

  const early = list.map((event, index) => (index > 0 && index <= 100 ? { ...event, bat: 3 } : event))
  const counted = await watched(() => put(early))

  expect(counted.result.status).toBe(200)
  await agreedState(store, match)
  expect(counted.longestMs).toBeLessThan(MOST_AT_ONCE)
})

async function openMatch() {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const server = await startTestServer({ DATABASE_URL: url, REDIS_URL: inject('redisUrl') })
  const { store, connection: database } = await openPostgresStore(url)
  onTestFinished(() => database.close())
  const api: CheckedApi = await openCheckedApi(server.url)
  const match = uniqueMatch('test')
  const sides = { home: { name: 'Reds' }, away: { name: 'Blues' } }
  await api.put(`/v1/matches/${match}`, { sport: 'cricket', format: 'test', ...sides })
  return { api, store, match }
}

/** One long innings. */
function testMatch(prefix: string): object[] {
  const deliveries = Array.from({ length: DELIVERIES }, (_, ball) => {
    const over = Math.floor(ball / 6)
    const place = { period: 1, over, ballInOver: 1 + (ball % 6), bowler: `Blue ${11 - (over % 6)}` }
    return { id: `${prefix}${ball}`, type: 'delivery', ...place, bat: [0, 1, 0, 4, 2][ball % 5] }
  })
  return [{ id: `${prefix}-start`, type: 'innings_start', n: 1, batting: 'home' }, ...deliveries]
}

/** Does something and tells how long it kept the event loop from everybody else at most. */
async function watched<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly longestMs: number }> {
  let longestMs = 0
  let isOver = false
  let since = cpuMs()
  const look = () => {
    const now = cpuMs()
    longestMs = Math.max(longestMs, now - since)
    since = now
    if (!isOver) setImmediate(look)
  }
  setImmediate(look)
  const result = await work()
  isOver = true
  look()
  return { result, longestMs }
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
