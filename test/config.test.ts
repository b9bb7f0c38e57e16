import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ConfigError, environment, readConfig } from '../src/config.ts'

/** What is wrong with the settings, a line each. */
function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.split('\n').slice(1)
  }
  return []
}

describe('.env.example', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')

  it('names every setting, and no other', () => {
    const named = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name)
    expect(named.toSorted()).toEqual(Object.keys(environment.shape).toSorted())
  })

  it('gives each its default', () => {
    expect(readConfig(parseEnv(example) as Record<string, string>)).toEqual(readConfig({}))
  })
})

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toMatchObject({ role: 'all', host: '127.0.0.1', port: 8080, feedKeys: [] })
  })

  it('takes an empty value for none', () => {
    const empty = Object.fromEntries(Object.keys(environment.shape).map((name) => [name, '']))
    expect(readConfig(empty)).toEqual(readConfig({}))
  })

  it('says of numbers and words what they may be', () => {
    expect(faultsOf({ PORT: '0x1F90', HEARTBEAT_MS: '1e12', MAX_CONNECTIONS: 'many', LOG_LEVEL: 'loud' })).toEqual([
      '  PORT: must be a whole number from 0 to 65535',
      '  LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent',
      '  MAX_CONNECTIONS: must be a whole number, 1 or more',
      '  HEARTBEAT_MS: must be a whole number, 100 or more',
    ])
    expect(faultsOf({ HEARTBEAT_MS: String(2 ** 31) })).toHaveLength(1)
    expect(readConfig({ HEARTBEAT_MS: String(2 ** 31 - 1) }).heartbeatMs).toBe(2 ** 31 - 1)
  })

  it('names every bad variable at once', () => {
    const faults = faultsOf({
      ROLE: 'both',
      PORT: '70000',
      DATABASE_URL: 'mysql://x',
      REDIS_URL: 'http://x',
      LOG_LEVEL: 'loud',
      FEED_KEYS: 'opta',
      FEED_RATE: '0',
      MAX_CONNECTIONS: 'many',
      HEARTBEAT_MS: '1.5',
      DRAIN_MS: '-1',
    })
    expect(faults.map((fault) => /^ {2}([A-Z_]+): ./.exec(fault)?.[1]).toSorted()).toEqual([
      'DATABASE_URL',
      'DRAIN_MS',
      'FEED_KEYS',
      'FEED_RATE',
      'HEARTBEAT_MS',
      'LOG_LEVEL',
      'MAX_CONNECTIONS',
      'PORT',
      'REDIS_URL',
      'ROLE',
    ])
  })

  it.each<[string, number, number?]>([
    ['PORT', 0, 65_535],
    ['FEED_RATE', 1],
    ['MAX_CONNECTIONS', 1],
    ['MAX_CONNECTION_RATE', 0],
    ['MAX_CONNECTION_AGE_MS', 0],
    ['MAX_RSS_MB', 0],
    ['MAX_EVENT_LOOP_DELAY_MS', 0],
    ['MAX_SUBSCRIPTIONS', 1],
    ['MAX_MESSAGE_BYTES', 128],
    ['HEARTBEAT_MS', 100],
    ['DRAIN_MS', 0],
  ])('takes whole numbers for %s, from %i', (name, least, most) => {
    expect(faultsOf({ [name]: String(least) })).toEqual([])
    for (const bad of [least - 1, least + 0.5, 'x']) expect(faultsOf({ [name]: String(bad) })).toHaveLength(1)
    if (most === undefined) return
    expect(faultsOf({ [name]: String(most) })).toEqual([])
    expect(faultsOf({ [name]: String(most + 1) })).toHaveLength(1)
  })

  it('asks for database and bus for several workers, which SQLite and a bus in memory do not serve', () => {
    expect(faultsOf({ WORKERS: '2' }).join()).toMatch(/DATABASE_URL: required when WORKERS=2.*REDIS_URL: required/s)
    expect(faultsOf({ WORKERS: '2', DATABASE_URL: 'postgres://db/x', REDIS_URL: 'redis://r' })).toEqual([])
    expect(faultsOf({ WORKERS: '1' })).toEqual([])
    expect(faultsOf({ WORKERS: '129' })).toHaveLength(3)
  })

  it.each(['ingest', 'gateway'])('asks for database and bus when ROLE is %s', (role) => {
    const faults = faultsOf({ ROLE: role })
    expect(faults).toHaveLength(2)
    expect(faults.join()).toMatch(/DATABASE_URL: required when ROLE=\w+.*REDIS_URL: required when ROLE/s)
    expect(faultsOf({ ROLE: role, PORT: 'x' })).toHaveLength(3)
    expect(faultsOf({ ROLE: role, DATABASE_URL: 'postgres://db/x', REDIS_URL: 'redis://r' })).toEqual([])
  })

  it.each([
    ['opta:secret-key', [{ feed: 'opta', key: 'secret-key' }]],
    [
      ' a:12345678 , b:with:colons:in ',
      [
        { feed: 'a', key: '12345678' },
        { feed: 'b', key: 'with:colons:in' },
      ],
    ],
    ['main@opta:12345678', [{ feed: 'main', source: 'opta', key: '12345678' }]],
    ['a:12345678,', [{ feed: 'a', key: '12345678' }]],
  ])('reads the keys of feeds: %j', (text, feedKeys) => {
    expect(readConfig({ FEED_KEYS: text }).feedKeys).toEqual(feedKeys)
  })

  it.each(['a', 'a:', ':12345678', 'a:short', 'a b:12345678', 'a:1234 5678', 'a@:12345678', 'a@b@c:12345678'])(
    'refuses the key %j without showing it',
    (text) => {
      const [fault] = faultsOf({ FEED_KEYS: text })
      expect(fault).toContain('FEED_KEYS: must be name:key')
      expect(fault).not.toContain('1234')
    },
  )

  it.each(['redis://r:6379', 'rediss://:pw@r:6380/1', 'redis+sentinel://a:26379,b:26379/main'])(
    'takes %s for the bus',
    (url) => {
      expect(readConfig({ REDIS_URL: url }).redisUrl).toBe(url)
    },
  )

  it('reads the origins that may connect', () => {
    expect(readConfig({ ALLOWED_ORIGINS: 'https://a, https://b' }).allowedOrigins).toEqual(
      new Set(['https://a', 'https://b']),
    )
    expect(readConfig({ ALLOWED_ORIGINS: 'https://a,*' }).allowedOrigins).toBe('any')
  })
})

describe('[W21] the settings of viewer tokens', () => {
  const secret = { JWT_SECRET: 'a secret of tests, which has 32 characters' }
  const jwks = { JWT_JWKS_URL: 'https://login.example/keys' }

  it('say what to do when they let everybody in, or nobody', () => {
    expect(faultsOf({ VIEWER_AUTH: 'jwt' })).toEqual([expect.stringContaining('JWT_SECRET')])
    expect(faultsOf({ VIEWER_AUTH: 'jwt', ...secret, ...jwks })).toEqual([expect.stringContaining('either')])
    expect(faultsOf({ ...secret, JWT_AUDIENCE: 'x' })).toEqual([
      expect.stringContaining('VIEWER_AUTH=jwt'),
      expect.stringContaining('VIEWER_AUTH=jwt'),
    ])
    expect(faultsOf({ VIEWER_AUTH: 'jwt', JWT_SECRET: 'short' })).toEqual([expect.stringContaining('openssl rand')])
    expect(faultsOf({ VIEWER_AUTH: 'jwt', JWT_JWKS_URL: 'ftp://x' })).toEqual([expect.stringContaining('https://')])
    expect(faultsOf({ VIEWER_AUTH: 'yes' })).toEqual([expect.stringContaining('VIEWER_AUTH')])
  })

  it('are a secret or an address of keys', () => {
    expect(readConfig({}).viewerTokens).toBeUndefined()
    expect(readConfig({ VIEWER_AUTH: 'jwt', ...secret }).viewerTokens).toMatchObject({
      key: { secret: secret.JWT_SECRET },
    })
    const all = { VIEWER_AUTH: 'jwt', ...jwks, JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' }
    expect(readConfig(all).viewerTokens).toEqual({ key: { jwksUrl: jwks.JWT_JWKS_URL }, issuer: 'i', audience: 'a' })
  })
})
