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

  it.each([
    'a',
    'a:',
    ':12345678',
    'a:short',
    'a b:12345678',
    'a:1234 5678',
    'a@:12345678',
    'a@b@c:12345678',
    '"a:12345678"',
    'ä:12345678',
    'a/b:12345678',
    'a:schlüssel-12345678',
    'a:12345678-\u{7f}',
  ])('refuses the key %j without showing it', (text) => {
    const [fault] = faultsOf({ FEED_KEYS: text })
    expect(fault).toContain('FEED_KEYS: must be name:key')
    expect(fault).not.toContain('1234')
  })

  it.each(['redis://r:6379', 'rediss://:pw@r:6380/1', 'redis+sentinel://a:26379,b:26379/main'])(
    'takes %s for the bus',
    (url) => {
      expect(readConfig({ REDIS_URL: url }).redisUrl).toBe(url)
    },
  )

  it('reads the origins that may connect, as browsers write them', () => {
    const text = 'https://a, http://[::1]:8080, capacitor://localhost, null,'
    expect(readConfig({ ALLOWED_ORIGINS: text }).allowedOrigins).toEqual(
      new Set(['https://a', 'http://[::1]:8080', 'capacitor://localhost', 'null']),
    )
    expect(readConfig({ ALLOWED_ORIGINS: 'https://a,*' }).allowedOrigins).toBe('any')
  })

  it.each([
    ['https://a.example/', 'write https://a.example'],
    ['https://a.example/page?x#y', 'write https://a.example'],
    ['HTTPS://A.Example:443', 'write https://a.example'],
    ['https://bücher.example', 'write https://xn--bcher-kva.example'],
    ['a.example', 'is no origin'],
    ['//a.example', 'is no origin'],
    ['https://*.example', 'is no origin'],
    ['https://a.example https://b.example', 'is no origin'],
  ])('refuses %j, which no browser sends and so would let no page in', (text, told) => {
    expect(faultsOf({ ALLOWED_ORIGINS: `https://b.example,${text}` })).toEqual([
      expect.stringMatching(/^ {2}ALLOWED_ORIGINS: /),
    ])
    expect(faultsOf({ ALLOWED_ORIGINS: text }).join()).toContain(told)
  })

  it('believes load balancers by address and network, and never everybody', () => {
    const text = '10.0.0.0/8, fd00::/8,::ffff:10.0.0.0/104, 192.0.2.7'
    expect(readConfig({ TRUST_PROXY: text }).trustedProxies).toEqual(text.split(',').map((item) => item.trim()))
    for (const bad of ['10.0.0.0/33', 'fd00::/129', '10.0.0.0/', '10.0.0.0/8/8', 'true', 'lb.example']) {
      expect(faultsOf({ TRUST_PROXY: bad }), bad).toEqual([`  TRUST_PROXY: "${bad}" is no address and no CIDR`])
    }
    for (const all of ['0.0.0.0/0', '::/0', '10.0.0.0/00']) {
      expect(faultsOf({ TRUST_PROXY: all }), all).toEqual([expect.stringContaining('is everybody')])
    }
  })

  it('does not count what is around a value, such as the end of a line in a file of settings', () => {
    expect(readConfig({ PORT: '80\r', DATABASE_URL: ' postgres://db/scores\n', HOST: ' ' })).toMatchObject({
      port: 80,
      databaseUrl: 'postgres://db/scores',
      host: '127.0.0.1',
    })
  })

  it('refuses an internal port that PORT or a worker cannot have beside it', () => {
    const workers = { WORKERS: '4', DATABASE_URL: 'postgres://db/x', REDIS_URL: 'redis://r' }
    expect(faultsOf({ INTERNAL_PORT: '8080' })).toEqual([
      '  INTERNAL_PORT: it is 8080, and PORT is 8080: they cannot have the same',
    ])
    expect(faultsOf({ PORT: '9094', INTERNAL_PORT: '9090', ...workers })).toEqual([
      '  INTERNAL_PORT: it is 9090 to 9094, and PORT is 9094: they cannot have the same',
    ])
    expect(faultsOf({ INTERNAL_PORT: '65532', ...workers })).toEqual([
      '  INTERNAL_PORT: with 4 workers it is 65532 to 65536, and 65535 is the last',
    ])
    expect(faultsOf({ PORT: '9095', INTERNAL_PORT: '9090', ...workers })).toEqual([])
    expect(faultsOf({ INTERNAL_PORT: '8080', HOST: '10.0.0.7', INTERNAL_HOST: '127.0.0.1' })).toEqual([])
    expect(faultsOf({ PORT: '0', INTERNAL_PORT: '0' })).toEqual([])
  })

  it('refuses what has no effect without another setting', () => {
    expect(faultsOf({ INTERNAL_HOST: '127.0.0.1' })).toEqual([expect.stringContaining('without INTERNAL_PORT')])
    expect(faultsOf({ ARCHIVE_DIR: '/archive' })).toEqual([expect.stringContaining('without ARCHIVE_AFTER_DAYS')])
    expect(faultsOf({ ARCHIVE_DIR: '/archive', ARCHIVE_AFTER_DAYS: '0' })).toEqual([])
    expect(faultsOf({ ARCHIVE_AFTER_DAYS: '90' })).toEqual([expect.stringContaining('ARCHIVE_DIR: needed')])
  })

  it('refuses files that cannot be read, of those that it needs', () => {
    const faults = faultsOf({
      LOGO_FILE: '/nowhere/logo.svg',
      DATABASE_URL: 'postgres://db/x?sslmode=verify-full&sslrootcert=/nowhere/ca.pem',
      REDIS_URL: 'rediss://r?cacert=/nowhere/ca.pem',
    })
    expect(faults.map((fault) => /^ {2}(\w+): .*cannot be read.*\/nowhere/.exec(fault)?.[1])).toEqual([
      'DATABASE_URL',
      'REDIS_URL',
      'LOGO_FILE',
    ])
    for (const search of ['sslmode=disable&sslrootcert=/nowhere/ca.pem', 'sslmode=verify-full&sslrootcert=system']) {
      expect(faultsOf({ DATABASE_URL: `postgres://db/x?${search}` }), search).toEqual([])
    }
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
    // `fetch` refuses such an address, and says the whole of it.
    const withPassword = faultsOf({ VIEWER_AUTH: 'jwt', JWT_JWKS_URL: 'https://user:hidden@login.example/keys' })
    expect(withPassword).toEqual([expect.stringContaining('JWT_JWKS_URL: must be without user and password')])
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
