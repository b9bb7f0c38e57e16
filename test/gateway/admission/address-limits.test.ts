import { expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { AddressLimits, TooManyConnections } from '../../../src/gateway/admission/address-limits.ts'
import { connectClient } from '../../support/socket-client.ts'
import { startTestServer } from '../../support/start-server.ts'

const FAR = '203.0.113.7'

function openLimits(limits: Partial<ConstructorParameters<typeof AddressLimits>[0]> = {}) {
  vi.useFakeTimers()
  const refused: string[] = []
  const onRefused = (limit: string) => refused.push(limit)
  const all = new AddressLimits({ connections: 2, messages: 10, joins: 10, boards: 2, onRefused, ...limits })
  onTestFinished(() => {
    all.close()
    vi.useRealTimers()
  })
  return { limits: all, refused }
}

it('[W23] an address has so many connections at once, and a network of IPv6 is one address', () => {
  const { limits, refused } = openLimits()
  const first = limits.enter('2001:db8::1')
  limits.enter('2001:db8::2')
  expect(() => limits.admit('2001:db8::3')).toThrow(TooManyConnections)
  limits.admit('2001:db8:0:1::3')
  first?.leave()
  limits.admit('2001:db8::3')
  expect(refused).toEqual(['connections'])
  expect(limits.enter('127.0.0.1')).toBeUndefined()
})

it('[W23] all viewers of an address share what it may send and ask for a second, and five seconds of it at once', () => {
  const { limits, refused } = openLimits()
  const [one, two] = [limits.enter(FAR), limits.enter(FAR)]
  for (let n = 0; n < 25; n += 1) expect([one?.take('messages'), two?.take('messages')]).toEqual([true, true])
  expect(one?.take('messages')).toBe(false)
  expect(limits.enter('203.0.113.8')?.take('messages')).toBe(true)
  vi.advanceTimersByTime(1_000)
  expect(Array.from({ length: 11 }, () => two?.take('messages')).filter(Boolean)).toHaveLength(10)
  // Many at once are a debt.
  expect(one?.take('joins', 60)).toBe(true)
  expect(one?.take('joins', 1)).toBe(false)
  expect(one?.take('boards', 0)).toBe(true)
  expect(refused).toEqual(['messages', 'messages', 'joins'])
})

it('[W23] an address is forgotten ten seconds after its last viewer, and not before its budget is full again', () => {
  const { limits } = openLimits()
  const viewer = limits.enter(FAR)
  while (viewer?.take('messages')) {}
  viewer?.leave()
  limits.sweep(performance.now() + 9_999)
  expect(limits.size).toBe(1)
  expect(limits.enter(FAR)?.take('messages')).toBe(false)
  limits.enter('203.0.113.9')?.leave()
  limits.sweep(performance.now() + 10_000)
  expect(limits.size).toBe(1)
})

it('[W23] addresses without a viewer are looked for every ten seconds, until all is closed', () => {
  const { limits } = openLimits()
  limits.enter(FAR)?.leave()
  vi.advanceTimersByTime(9_999)
  expect(limits.size).toBe(1)
  vi.advanceTimersByTime(1)
  expect(limits.size).toBe(0)
  limits.close()
  expect(vi.getTimerCount()).toBe(0)
})

it('[W23] behind a trusted proxy the viewer counts, and nobody believes another', async () => {
  const settings = { MAX_CONNECTIONS_PER_ADDRESS: '1', MAX_JOINS_PER_ADDRESS: '1' }
  const server = await startTestServer({ ...settings, TRUST_PROXY: '127.0.0.0/8,::1' })
  const from = (ip: string) => ({ headers: { 'x-forwarded-for': ip } })
  const viewer = await connectClient(server.liveUrl, from(FAR))
  expect(await refusalOf(server.liveUrl, from(FAR))).toBe(429)
  const other = await connectClient(server.liveUrl, from('203.0.113.8'))
  other.send({ op: 'subscribe', matches: Array.from({ length: 5 }, (_, n) => ({ match: `none-${n}` })) })
  await other.nextOf('subscribed')
  other.send({ op: 'subscribe', matches: [{ match: 'none-6' }] })
  expect((await other.closed).code).toBe(4502)
  const { body } = await server.call('GET', '/metrics')
  expect(body).toContain('touchline_address_refusals_total{limit="connections"} 1')
  expect(body).toContain('touchline_address_refusals_total{limit="joins"} 1')
  viewer.socket.close()

  const untrusting = await startTestServer(settings)
  for (let n = 0; n < 3; n += 1) await connectClient(untrusting.liveUrl, from(FAR))
})

function refusalOf(url: string, options: object): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, options)
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode))
    socket.on('open', () => resolve(undefined))
    socket.on('error', () => {})
  })
}
