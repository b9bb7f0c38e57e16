import { expect, it } from 'vitest'
import { connectRedis } from '../../../src/bus/redis/connect-redis.ts'
import { inPortions } from '../../../src/bus/redis/redis-client.ts'

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

it('asks about 200 matches at once', () => {
  const portions = [...inPortions(Array.from({ length: 450 }, (_, n) => n))]
  expect(portions.map(({ length }) => length)).toEqual([200, 200, 50])
})
