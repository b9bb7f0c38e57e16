import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, inject, it, onTestFinished } from 'vitest'
import { createRedisBus } from '../../src/bus/redis/redis-bus.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { startTestServer } from '../support/start-server.ts'

it('[H19] a feed may send FEED_RATE to all replicas together', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const settings = { DATABASE_URL: url, REDIS_URL: inject('redisUrl'), FEED_KEYS: 'opta:opta-key-1', FEED_RATE: '20' }
  const replicas = await Promise.all([1, 2, 3].map(() => startTestServer({ ...settings, ROLE: 'ingest' })))
  const heartbeat = (server: { readonly url: string }) =>
    fetch(`${server.url}/v1/heartbeat`, { method: 'POST', headers: { authorization: 'Bearer opta-key-1' } })
  // Until each has its connection to Redis, it counts alone.
  for (const replica of replicas) {
    await expect.poll(async () => (await fetch(`${replica.url}/metrics`)).text()).toMatch(/^touchline_bus_up 1$/m)
  }

  const from = performance.now()
  const answers = await Promise.all(replicas.flatMap((replica) => Array.from({ length: 40 }, () => heartbeat(replica))))
  const seconds = (performance.now() - from) / 1_000

  const passed = answers.filter(({ status }) => status === 200).length
  expect(passed).toBeGreaterThanOrEqual(20)
  expect(passed).toBeLessThanOrEqual(20 + Math.ceil(20 * seconds))
  expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('1')
})

it('[H19] the bucket in Redis fills at its rate, up to its size', async () => {
  const bus = createRedisBus({ url: inject('redisUrl'), prefix: `tokens-${process.pid}:`, onError() {} })
  onTestFinished(() => bus.close())
  await expect.poll(() => bus.health).toBe('up')
  const rate = { perSecond: 50, burst: 10 }
  const take = (wanted: number) => bus.takeTokens?.('opta', rate, wanted)
  expect(await take(4)).toBe(4)
  expect(await take(9)).toBeLessThanOrEqual(8)
  await expect.poll(() => take(1), { interval: 20 }).toBe(1)
  expect(await bus.takeTokens?.('desk', rate, 25)).toBe(10)
})

it('a body that does not come to its end is given up, also by a server without keys', async () => {
  const { url } = await startTestServer({ REQUEST_TIMEOUT_MS: '1000' })
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const head = [
    'POST /v1/matches/m1/events HTTP/1.1',
    'host: x',
    'content-type: application/json',
    'content-length: 9000',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n[`)
  let answer = ''
  socket.on('data', (data) => (answer += String(data)))
  socket.on('error', () => {}) // it may be reset in the middle of a write
  const dripping = setInterval(() => socket.write(' '), 100)
  onTestFinished(() => clearInterval(dripping))
  await once(socket, 'close')
  expect(answer).toMatch(/^HTTP\/1\.1 408 /)
})
