import type { Redis } from 'ioredis'
import { expect, it } from 'vitest'
import { connectRedis } from '../../../src/bus/redis/connect-redis.ts'
import { parseRedisUrl } from '../../../src/bus/redis/redis-url.ts'

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
  // Up to the last @, as in the address of a server.
  expect(optionsOf('redis+sentinel://me:a@b/c@one:1/scores')).toMatchObject({ password: 'a@b/c', name: 'scores' })
  expect(parseRedisUrl('redis+cluster://me:a@b@one:1')).toMatchObject({ credentials: { password: 'a@b' } })
})

it('refuses a sentinel address without a master, and says what one looks like', () => {
  expect(() => connectRedis('redis+sentinel://one:1', {})).toThrow('a sentinel url is redis+sentinel://')
})

it('gives sentinels the credentials of their own, and none of the servers', () => {
  const given = optionsOf('redis+sentinel://me:one@a:1/scores?sentinel-username=you&sentinel-password=two')
  expect(given).toMatchObject({ password: 'one', sentinelUsername: 'you', sentinelPassword: 'two' })
  expect(optionsOf('redis+sentinel://a:1/scores?sentinel-password=b+c?d%20')).toMatchObject({
    sentinelPassword: 'b+c?d ',
  })
  expect(optionsOf('redis+sentinel://me:one@a:1/scores').sentinelPassword ?? undefined).toBeUndefined()
})

it('reads the hosts and the credentials of a cluster address', () => {
  expect(parseRedisUrl('redis+cluster://me:a%40b@one:7001,[::1]:7002,two')).toEqual({
    kind: 'cluster',
    hosts: [
      { host: 'one', port: 7001 },
      { host: '::1', port: 7002 },
      { host: 'two', port: 6379 },
    ],
    credentials: { username: 'me', password: 'a@b' },
    tls: undefined,
  })
  expect(parseRedisUrl('rediss+cluster://one:1/')).toMatchObject({ hosts: [{ host: 'one', port: 1 }], tls: {} })
})

it.each(['redis+cluster://', 'redis+cluster:///0', 'redis+cluster://one:1/2'])(
  'refuses the cluster address %s',
  (url) => {
    expect(() => parseRedisUrl(url)).toThrow(/redis\+cluster:\/\//)
  },
)

it.each([
  ['redis://one?cacert=/nowhere', 'with certificates begins with rediss'],
  ['rediss://one?cacert=/nowhere', 'names a file that cannot be read'],
  ['redis+cluster://one?sentinel=x', 'has no parameter sentinel'],
  ['redis://one?sentinel-password=x', 'has no parameter sentinel-password'],
  ['redis+cluster://one?sentinel-password=x', 'has no parameter sentinel-password'],
  // A slip for `cacert`; the client would take it for an option of its own, and say nothing.
  ['rediss://one?ca=/etc/ca.pem', 'has no parameter ca'],
  ['http://one', 'must be redis://'],
  ['redis://:secret@', 'must look like redis://'],
  ['redis://one/scores', 'must look like redis://'],
  ['redis://me:100%@one', 'has a % that is no escape'],
  ['redis+cluster://me:100%@one', 'has a % that is no escape'],
  ['redis+cluster://one,two:65536', 'names hosts as host:port'],
  ['redis+sentinel://one:port/scores', 'names hosts as host:port'],
])('refuses %s', (url, why) => {
  expect(() => parseRedisUrl(url)).toThrow(why)
})

it('leaves to the client what it alone knows', () => {
  expect(optionsOf('redis://one:1/3?family=6')).toMatchObject({ host: 'one', db: 3, family: 6 })
})
