import { expect, it, onTestFinished } from 'vitest'
import { createClient, type MatchSubscription, type View } from '../../src/client/index.ts'
import { startTestServer, type TestServer } from '../support/start-server.ts'

/** Matches that a server has, all of one competition. */
async function plan(server: TestServer, names: readonly string[]): Promise<void> {
  const fixture = { sport: 'football', competition: 'cup', home: { name: 'A' }, away: { name: 'B' } }
  const lines = names.map((match) => JSON.stringify({ match, fixture })).join('\n')
  const headers = { 'content-type': 'application/x-ndjson' }
  const response = await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body: lines })
  expect(response.status, await response.text()).toBeLessThan(300)
}

async function connectionsOf(server: TestServer): Promise<number> {
  const { body } = await server.call('GET', '/metrics')
  return Number(/^touchline_connections(?:\{.*\})? (\d+)/m.exec(body)?.[1])
}

const namesOf = (count: number) => Array.from({ length: count }, (_, n) => `m${n}`)
const settings = { MAX_CONNECTION_RATE: '1000' }
const allLive = (matches: readonly MatchSubscription<View>[]) =>
  expect.poll(() => matches.filter(({ status }) => status.kind !== 'live').map(({ match }) => match), {
    timeout: 30_000,
  })

it('shows 600 matches on one page, over as many connections as it takes, and gives back what it does not need', async () => {
  const server = await startTestServer(settings)
  const names = namesOf(600)
  await plan(server, names)
  const client = createClient({ url: server.url })
  onTestFinished(() => client.close())
  const refused: string[] = []
  const matches = names.map((name) => client.subscribe(name, { view: 'score' }))
  for (const match of matches) match.on('status', ({ kind }) => kind === 'refused' && refused.push(match.match))
  await allLive(matches).toEqual([])
  expect(refused).toEqual([])
  // On a busy machine a stream was tried beside a WebSocket that was slow, and is let go of.
  await expect.poll(() => connectionsOf(server)).toBe(3)
  for (const name of ['m0', 'm300', 'm599']) {
    await server.call('POST', `/v1/matches/${name}/events`, { id: 'k', type: 'period_start', period: 1 })
    await expect.poll(() => matches.find(({ match }) => match === name)?.state?.status).toBe('live')
  }
  for (const match of matches.slice(250)) match.close()
  await expect.poll(() => connectionsOf(server), { timeout: 10_000 }).toBe(1)
  await server.call('POST', '/v1/matches/m1/events', { id: 'k', type: 'period_start', period: 1 })
  await expect.poll(() => matches[1]?.state?.status).toBe('live')
})

it.each(['websocket', 'sse', 'polling'] as const)(
  'shows 70 matches over %s where a connection may have 64, and a board beside them',
  async (transport) => {
    const server = await startTestServer({ ...settings, MAX_SUBSCRIPTIONS: '64' })
    const names = namesOf(70)
    await plan(server, names)
    const client = createClient({ url: server.url, transports: [transport] })
    onTestFinished(() => client.close())
    const board = client.board('competition:cup', { view: 'score' })
    const matches = names.map((name) => client.subscribe(name))
    await allLive(matches).toEqual([])
    expect(board.matches).toHaveLength(70)
    await allLive(board.matches).toEqual([])
    await server.call('POST', '/v1/matches/m69/events', { id: 'k', type: 'period_start', period: 1 })
    await expect.poll(() => matches[69]?.state?.detail, { timeout: 10_000 }).toBeDefined()
    await expect.poll(() => matches[69]?.state?.status, { timeout: 10_000 }).toBe('live')
  },
)

it('shows ten boards, where a connection may have eight', async () => {
  const server = await startTestServer(settings)
  await plan(server, ['m1'])
  const client = createClient({ url: server.url })
  onTestFinished(() => client.close())
  const boards = Array.from({ length: 10 }, (_, n) => client.board(n === 9 ? 'competition:cup' : `competition:c${n}`))
  await expect
    .poll(() => boards.map(({ status }) => status.kind), { timeout: 10_000 })
    .toEqual(boards.map(() => 'live'))
  expect(boards[9]?.matches.map(({ match }) => match)).toEqual(['m1'])
  expect(await connectionsOf(server)).toBe(2)
})
