import { expect, inject, it } from 'vitest'
import { openCheckedApi } from '../http/checked-api.ts'
import { forSeeds } from '../support/seeded-random.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { connectClient } from '../support/socket-client.ts'
import { startTestServer, uniqueMatch } from '../support/start-server.ts'

const FIXTURE = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }

it('[H6] three replicas that write one match at once leave a dense log, and every viewer sees all of it', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const settings = { DATABASE_URL: url, REDIS_URL: inject('redisUrl'), FEED_RATE: '100000' }
  const servers = await Promise.all([1, 2, 3].map(() => startTestServer(settings)))
  const apis = await Promise.all(servers.map((server) => openCheckedApi(server.url)))
  const [first] = apis
  if (first === undefined) throw new Error('there are three')

  await forSeeds(3, async (random) => {
    const match = uniqueMatch('replicas')
    const created = await Promise.all(apis.map((api) => api.put(`/v1/matches/${match}`, FIXTURE)))
    expect(created.map(({ status }) => status).sort()).toEqual([200, 200, 201])
    const viewers = await Promise.all(servers.map(({ liveUrl }) => connectClient(liveUrl)))
    for (const viewer of viewers) await viewer.subscribe(match)

    const path = `/v1/matches/${match}/events`
    const seqs: number[] = []
    const writers = apis.flatMap((api, replica) =>
      [0, 1].map(async (writer) => {
        for (let n = 0; n < 25; n += 1) {
          const id = `${replica}-${writer}-${n}`
          const team = random.pick(['home', 'away'])
          const answer = await api.post(path, { id, type: 'goal', team })
          expect(answer).toMatchObject({ status: 201, body: { status: 'applied' } })
          seqs.push(answer.body.seq)
          // The same event through another replica at the same time as something else.
          const other = random.pick(apis)
          if (random.chance(0.3)) {
            expect((await other.post(path, { id, type: 'goal', team })).body).toMatchObject({ status: 'duplicate' })
          }
          if (random.chance(0.2)) seqs.push((await other.delete(`${path}/${id}`)).body.seq)
        }
      }),
    )
    await Promise.all(writers)

    const { body: now } = await first.get(`/v1/matches/${match}`)
    expect(seqs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: now.seq }, (_, index) => index + 1))
    for (const api of apis) expect((await api.get(`/v1/matches/${match}?at=${now.seq}`)).body).toEqual(now)
    for (const viewer of viewers) {
      await viewer.reaches(match, now.seq)
      expect(viewer.scoreboard.get(match)?.state).toEqual(now.state)
    }
  })
})

it('[H6] one event that all replicas receive at once counts once', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const settings = { DATABASE_URL: url, REDIS_URL: inject('redisUrl'), FEED_RATE: '100000' }
  const servers = await Promise.all([1, 2].map(() => startTestServer(settings)))
  const apis = await Promise.all(servers.map((server) => openCheckedApi(server.url)))
  const match = uniqueMatch('once')
  await apis[0]?.put(`/v1/matches/${match}`, FIXTURE)
  const goal = { id: 'g1', type: 'goal', team: 'home' }
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, n) => apis[n % 2]?.post(`/v1/matches/${match}/events`, goal)),
  )
  expect(answers.map((answer) => answer?.body.status).sort()).toEqual(['applied', ...Array(29).fill('duplicate')])
  expect(answers.every((answer) => answer?.body.seq === 1)).toBe(true)
})
