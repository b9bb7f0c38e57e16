import { expect, it } from 'vitest'
import { startTestServer, uniqueMatch } from '../support/start-server.ts'

it('[W20] lists the matches of a board with how far each has come, and answers 304 until one has gone on', async () => {
  const { call, url } = await startTestServer()
  const [first, second] = [uniqueMatch('a'), uniqueMatch('b')]
  for (const match of [first, second]) {
    const fixture = { sport: 'football', competition: 'cup', home: { name: 'A' }, away: { name: 'B' } }
    await call('PUT', `/v1/matches/${match}`, fixture)
  }
  const board = '/v1/boards/competition:cup'
  const { body, headers } = await call('GET', board)
  expect(body).toMatchObject({
    board: 'competition:cup',
    matches: [
      { match: first, seq: 0 },
      { match: second, seq: 0 },
    ],
  })
  expect(headers.get('cache-control')).toContain('max-age=1')
  const etag = headers.get('etag') ?? ''
  const again = (tag: string) => fetch(`${url}${board}`, { headers: { 'if-none-match': tag } })
  expect((await again(etag)).status).toBe(304)

  await call('POST', `/v1/matches/${second}/events`, { id: 'k', type: 'period_start', period: 1 })
  await expect.poll(async () => (await again(etag)).status).toBe(200)
  expect((await call('GET', board)).body.matches).toContainEqual(expect.objectContaining({ match: second, seq: 1 }))
})

it('[W20] refuses what is no name of a board', async () => {
  const { call } = await startTestServer()
  expect(await call('GET', '/v1/boards/weather:fine')).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
})
