import { expect, it, onTestFinished, vi } from 'vitest'
import { createClient, type TransportName } from '../../src/client/index.ts'
import { startTestServer } from '../support/start-server.ts'
import { SECRET, signToken } from './sign-token.ts'

async function startWorld() {
  const server = await startTestServer({ VIEWER_AUTH: 'jwt', JWT_SECRET: SECRET })
  await server.call('PUT', '/v1/matches/m1', { sport: 'football', home: { name: 'A' }, away: { name: 'B' } })
  const follow = (transport: TransportName, token: () => Promise<string>) => {
    const client = createClient({ url: server.url, transports: [transport], token })
    onTestFinished(() => client.close())
    return { client, match: client.subscribe('m1') }
  }
  return { server, follow }
}

it.each(['websocket', 'sse', 'polling'] as const)(
  '[W19] [W20] [W21] the SDK says who it is over %s, and gets each update',
  async (transport) => {
    const { server, follow } = await startWorld()
    const { match } = follow(transport, () => signToken({ matches: ['m1'] }))
    await expect.poll(() => match.state?.match, { timeout: 10_000 }).toBe('m1')
    await server.call('POST', '/v1/matches/m1/events', { id: 'k', type: 'period_start', period: 1 })
    await expect.poll(() => match.seq, { timeout: 10_000 }).toBe(1)
    expect(match.status).toEqual({ kind: 'live' })
  },
)

it('[W20] [W21] reads share one token, and go on with another once it is refused', async () => {
  const { server, follow } = await startWorld()
  const token = vi.fn(() => signToken({ matches: ['m1'] }, token.mock.calls.length === 1 ? { expiresInS: 2 } : {}))
  const { client, match } = follow('polling', token)
  const statuses: string[] = []
  client.on('status', ({ kind }) => statuses.push(kind))
  await expect.poll(() => match.state?.match, { timeout: 10_000 }).toBe('m1')
  await expect.poll(() => token.mock.calls.length, { timeout: 10_000 }).toBe(2)
  await server.call('POST', '/v1/matches/m1/events', { id: 'k', type: 'period_start', period: 1 })
  await expect.poll(() => match.seq, { timeout: 10_000 }).toBe(1)
  expect([statuses, token.mock.calls.length]).toEqual([['live'], 2])
})

it.each(['websocket', 'sse', 'polling'] as const)(
  '[W21] a token that is not taken over %s is asked for once more, and then it is over',
  async (transport) => {
    const { follow } = await startWorld()
    let asked = 0
    const { client } = follow(transport, async () => {
      asked += 1
      return 'nonsense'
    })
    await expect.poll(() => client.status, { timeout: 15_000 }).toMatchObject({ kind: 'closed', code: 4501 })
    expect(asked).toBe(2)
  },
)
