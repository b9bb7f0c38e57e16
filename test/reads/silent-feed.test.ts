import { expect, it } from 'vitest'
import { openCheckedApi } from '../http/checked-api.ts'
import { useServer } from '../http/use-server.ts'

const server = useServer({ FEED_KEYS: 'opta:opta-key-1', FEED_STALE_MS: '2000' })

it('[H7] reads say while the feed of a match is silent, and have another ETag then', async () => {
  const opta = await openCheckedApi(server.url, { key: 'opta-key-1' })
  const [match, later] = [await opta.createMatch({ competition: 'c' }), await opta.createMatch({ competition: 'c' })]
  const path = `/v1/matches/${match}`
  await opta.post(`${path}/events`, { id: 's', type: 'period_start', period: 1 })
  const before = await opta.get(path)
  expect(before.body).not.toHaveProperty('feed')
  const etag = before.headers.get('etag') as string
  expect(etag).toBe(`"${before.body.epoch}.1"`)

  await opta.post('/v1/heartbeat', {})
  await expect.poll(async () => (await opta.get(path)).body.feed, { timeout: 20_000, interval: 100 }).toBeDefined()
  const feed = { health: 'stale', at: expect.any(Number) }
  const silent = await opta.get(`${path}?view=score`, { 'if-none-match': etag })
  expect([silent.status, silent.body.feed, silent.headers.get('etag')]).toEqual([
    200,
    feed,
    `"${before.body.epoch}.1.stale"`,
  ])
  expect((await opta.get(path, { 'if-none-match': `"${before.body.epoch}.1.stale"` })).status).toBe(304)
  expect((await opta.get(`${path}?at=1`)).body).not.toHaveProperty('feed')
  for (const view of ['full', 'score']) {
    const { matches } = (await opta.get(`/v1/matches?competition=c&view=${view}`)).body
    expect(matches.find((each: { match: string }) => each.match === match).feed).toEqual(feed)
    // It is not being played.
    expect(matches.find((each: { match: string }) => each.match === later)).not.toHaveProperty('feed')
  }
  const board = () => opta.get('/v1/boards/competition:c')
  const { body, headers } = await board()
  expect(body.matches).toContainEqual({ match, epoch: before.body.epoch, seq: 1, feed })
  expect(headers.get('etag')).toMatch(/\.stale"$/)

  await opta.post(`${path}/events`, { id: 'g', type: 'goal', team: 'home' })
  await expect.poll(async () => (await opta.get(path)).body.feed, { timeout: 20_000, interval: 100 }).toBeUndefined()
  expect((await board()).headers.get('etag')).not.toMatch(/stale/)
})
