import type { Redis } from 'ioredis'
import { expect, it } from 'vitest'
import { connectRedis } from '../../../src/bus/redis/connect-redis.ts'
import { parseClusterUrl } from '../../../src/bus/redis/redis-url.ts'

function optionsOf(url: string): Partial<Redis['options']> {
  const client = connectRedis(url, { lazyConnect: true })
  client.disconnect()
  return client.options
}

it('reads the hosts, the master and the database of a sentinel address', () => {
  expect(optionsOf('redis+sentinel://one:1001,two/scores/3')).toMatchObject({
    sentinels: [
      { host: 'one', port: 1001 },
      { host: 'two', port: 26_379 },
    ],
    name: 'scores',
    db: 3,
  })
})

it('reads the credentials of a sentinel address, whatever characters are in them', () => {
  expect(optionsOf('redis+sentinel://me:a%40b:c%2Fd@one:1/scores')).toMatchObject({
    username: 'me',
    password: 'a@b:c/d',
  })
  const { username, password } = optionsOf('redis+sentinel://:secret@one:1/scores')
  expect([username ?? '', password]).toEqual(['', 'secret'])
})

it('refuses a sentinel address without a master, and says what one looks like', () => {
  expect(() => connectRedis('redis+sentinel://one:1', {})).toThrow('redis+sentinel://host:port')
})

it('reads the hosts and the credentials of a cluster address', () => {
  expect(parseClusterUrl('redis+cluster://me:a%40b@one:7001,two')).toEqual({
    hosts: [
      { host: 'one', port: 7001 },
      { host: 'two', port: 6379 },
    ],
    credentials: { username: 'me', password: 'a@b' },
  })
  expect(parseClusterUrl('redis+cluster://one:1/')).toEqual({ hosts: [{ host: 'one', port: 1 }], credentials: {} })
})

it.each(['redis+cluster://', 'redis+cluster:///0', 'redis+cluster://one:1/2'])(
  'refuses the cluster address %s',
  (url) => {
    expect(() => parseClusterUrl(url)).toThrow('redis+cluster://host:port')
  },
)
