import { expect, it } from 'vitest'
import { connectRedis } from '../../../src/bus/redis/connect-redis.ts'
import { createRedisAudience } from '../../../src/bus/redis/redis-audience.ts'
import type { RedisCommands } from '../../../src/bus/redis/redis-client.ts'

it('asks about 200 matches at once, and waits for the answers before it goes on', async () => {
  let waiting: (() => void)[] = []
  const report = () => new Promise<number>((resolve) => waiting.push(() => resolve(1)))
  const audience = createRedisAudience({ touchlineReportViewers: report } as unknown as RedisCommands, 'p:')
  const reported = audience.reportViewers('a', new Map(Array.from({ length: 450 }, (_, n) => [`m${n}`, 1])))
  const portions: number[] = []
  while (portions.reduce((sum, count) => sum + count, 0) < 450) {
    portions.push(waiting.length)
    const answers = waiting
    waiting = []
    for (const answer of answers) answer()
    await new Promise(setImmediate)
  }
  await reported

  expect(portions).toEqual([200, 200, 50])
})

it('waits no longer than seconds for a connection or an answer, and tries again each second', () => {
  const client = connectRedis('redis://127.0.0.1:1', { lazyConnect: true })
  client.disconnect()
  const { connectTimeout, socketTimeout, commandTimeout, retryStrategy } = client.options

  expect({ connectTimeout, socketTimeout, commandTimeout }).toEqual({
    connectTimeout: 3_000,
    socketTimeout: 3_000,
    commandTimeout: 2_000,
  })
  expect([1, 5, 10, 1_000].map((attempt) => retryStrategy?.(attempt))).toEqual([100, 500, 1_000, 1_000])
})
