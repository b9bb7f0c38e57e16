import { isIP } from 'node:net'
import { z } from 'zod'
import { parseRedisUrl } from './bus/redis/redis-url.ts'
import { parsePostgresUrl } from './store/postgres/connection/postgres-url.ts'

/** Timers of Node take no more milliseconds than this. */
const MOST = 2 ** 31 - 1

/** Digits alone: `0x10` and `1e3` are slips more often than numbers. */
const whole = (min: number, max = MOST) =>
  z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: max === MOST ? `must be a whole number, ${min} or more` : `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number)

const count = (fallback: number, min = 1, max = MOST) => whole(min, max).default(fallback)

const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` })

const feedKeys = z
  .string()
  .default('')
  .transform((text) => text.split(',').filter((item) => item.trim() !== ''))
  .pipe(
    z.array(
      z
        .string()
        .regex(
          /^\s*[^:@\s]+(@[A-Za-z0-9][A-Za-z0-9._-]{0,63})?:\S{8,}\s*$/,
          'must be name:key or name@source:key, separated by commas, keys of 8 characters or more',
        )
        .transform((item) => {
          const at = item.indexOf(':')
          const [feed = '', source] = item.slice(0, at).trim().split('@')
          return { feed, key: item.slice(at + 1).trim(), ...(source !== undefined && { source }) }
        }),
    ),
  )
  .superRefine((items, context) => {
    for (const [index, { feed, key }] of items.entries()) {
      const first = items.findIndex((item) => item.key === key)
      if (first === index) continue
      const message = `${items[first]?.feed} and ${feed} have the same key; nobody could tell who sent an event`
      context.addIssue({ code: 'custom', message })
    }
  })

/** Addresses and networks, with commas. */
const networks = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''))
  .superRefine((items, context) => {
    for (const item of items) {
      if (!isNetwork(item)) context.addIssue({ code: 'custom', message: `"${item}" is no address and no CIDR` })
    }
  })

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128))
}

const origins = z
  .string()
  .default('*')
  .transform((text) => text.split(',').map((item) => item.trim()))
  .transform((items) => (items.includes('*') ? ('any' as const) : new Set(items)))

/** `/scores`, `/a/b`; what is not empty begins with a slash and does not end with one. */
const path = z
  .string()
  .regex(/^(\/[\w.~-]+)*$/, 'must be a path such as /scores, without a slash at its end')
  .default('')

const origin = z
  .string()
  .regex(/^https?:\/\/[^\s/?#@]+$/, 'must be what addresses begin with, such as https://scores.example')
  .optional()

/** Text that `parse` does not refuse. */
const checked = (parse: (text: string) => unknown) =>
  z.string().superRefine((text, context) => {
    try {
      parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
    }
  })

/** Every setting there is. `.env.example` lists the same names; a test compares them. */
export const environment = z.object({
  ROLE: oneOf(['all', 'ingest', 'gateway']).default('all'),
  HOST: z.string().default('127.0.0.1'),
  PORT: count(8080, 0, 65_535),
  INTERNAL_PORT: whole(0, 65_535).optional(),
  INTERNAL_HOST: z.string().min(1).optional(),
  TRUST_PROXY: networks,
  DATABASE_URL: checked(parsePostgresUrl).optional(),
  DATABASE_POOL: count(16),
  REDIS_URL: checked(parseRedisUrl).optional(),
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w:./-]{1,64}$/, 'must be letters, digits and _ : . / -, 64 at most')
    .default('touchline:'),
  DATA_DIR: z.string().min(1).default('./data'),
  ARCHIVE_AFTER_DAYS: count(0, 0),
  ARCHIVE_DIR: z.string().min(1).optional(),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  FEED_KEYS: feedKeys,
  FEED_RATE: count(2_000),
  FEED_STALE_MS: count(60_000, 1_000),
  DIVERGENCE_MS: count(60_000, 0),
  ALLOWED_ORIGINS: origins,
  MAX_CONNECTIONS: count(15_000),
  MAX_CONNECTION_RATE: count(1_000, 0),
  MAX_CONNECTION_AGE_MS: count(0, 0),
  MAX_CONNECTIONS_PER_ADDRESS: count(1_000, 0),
  MAX_MESSAGES_PER_ADDRESS: count(2_000, 0),
  MAX_JOINS_PER_ADDRESS: count(5_000, 0),
  MAX_BOARDS_PER_ADDRESS: count(500, 0),
  MAX_RSS_MB: whole(0).optional(),
  MAX_EVENT_LOOP_DELAY_MS: count(250, 0),
  MAX_SUBSCRIPTIONS: count(256),
  MAX_MESSAGE_BYTES: count(16_384, 128),
  HEARTBEAT_MS: count(25_000, 100),
  DRAIN_MS: count(10_000, 0),
  REQUEST_TIMEOUT_MS: count(60_000, 1_000),
  BASE_PATH: path,
  PUBLIC_ORIGIN: origin,
  SITE_NAME: z.string().min(1).max(60).default('Touchline'),
  BRAND_COLOUR: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #0a7d4f')
    .optional(),
  LOGO_FILE: z
    .string()
    .regex(/\.(svg|png)$/, 'must be the path of an .svg or a .png')
    .optional(),
  VIEWER_AUTH: oneOf(['none', 'jwt']).default('none'),
  JWT_SECRET: z.string().min(32, 'must have 32 characters or more; make one with `openssl rand -base64 32`').optional(),
  JWT_JWKS_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be the https:// url of the issuer’s keys, such as https://login.example/.well-known/jwks.json',
    })
    .optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({
      protocol: /^https?$/,
      error: 'must be the address of a collector that speaks OTLP over HTTP, such as http://collector:4318',
    })
    .optional(),
  OTEL_SERVICE_NAME: z.string().min(1).default('touchline'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .refine((text) => /^\d*\.?\d+$/.test(text) && Number(text) <= 1, {
      error: 'must be a number from 0 to 1, such as 0.1',
    })
    .transform(Number)
    .default(1),
  WORKERS: count(1, 1, 128),
  REUSE_PORT: z.stringbool({ error: 'must be true or false' }).default(false),
})

export type Config = ReturnType<typeof toConfig>

/** Bad settings, all of them at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  constructor(faults: readonly string[]) {
    super(`bad settings:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  }
}

/** Reads the settings; an empty string counts as unset. @throws {ConfigError} naming every bad variable */
export function readConfig(env: Record<string, string | undefined>): Config {
  const known = Object.keys(environment.shape)
  const given = Object.fromEntries(known.map((name) => [name, env[name] === '' ? undefined : env[name]]))
  const parsed = environment.safeParse(given)
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => `${String(path[0])}: ${message}`)
  // Not a refinement of the schema: zod asks those only once all else is right.
  faults.push(...missingUrls(given), ...wrongViewerAuth(given))
  if (parsed.data && parsed.data.ARCHIVE_AFTER_DAYS > 0 && parsed.data.ARCHIVE_DIR === undefined) {
    faults.push('ARCHIVE_DIR: needed when ARCHIVE_AFTER_DAYS is set, or old matches would go nowhere')
  }
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)
  return toConfig(parsed.data)
}

function missingUrls(given: Readonly<Record<string, string | undefined>>): string[] {
  const { ROLE: role, WORKERS: workers = '1' } = given
  const setting = role === 'ingest' || role === 'gateway' ? `ROLE=${role}` : Number(workers) > 1 && `WORKERS=${workers}`
  if (!setting) return []
  return ['DATABASE_URL', 'REDIS_URL']
    .filter((name) => given[name] === undefined)
    .map((name) => `${name}: required when ${setting}: the embedded database and bus serve one process, ROLE=all`)
}

/** What would let everybody in, or nobody, is refused at the start. */
function wrongViewerAuth(given: Readonly<Record<string, string | undefined>>): string[] {
  const keys = ['JWT_SECRET', 'JWT_JWKS_URL'].filter((name) => given[name] !== undefined)
  if (given['VIEWER_AUTH'] === 'jwt') {
    if (keys.length === 1) return []
    return keys.length === 0
      ? [
          'VIEWER_AUTH: jwt needs JWT_SECRET, which you share with who makes tokens, or JWT_JWKS_URL, where they publish keys',
        ]
      : ['JWT_JWKS_URL: set either this or JWT_SECRET: a token would be good with either key']
  }
  return [...keys, ...['JWT_ISSUER', 'JWT_AUDIENCE'].filter((name) => given[name] !== undefined)].map(
    (name) => `${name}: has no effect without VIEWER_AUTH=jwt; set that, or unset this`,
  )
}

function viewerTokensOf(env: z.output<typeof environment>) {
  if (env.VIEWER_AUTH === 'none') return undefined
  const { JWT_SECRET: secret, JWT_JWKS_URL: jwksUrl = '' } = env
  const key = secret === undefined ? { jwksUrl } : { secret }
  return { key, issuer: env.JWT_ISSUER, audience: env.JWT_AUDIENCE }
}

function toConfig(env: z.output<typeof environment>) {
  return {
    role: env.ROLE,
    host: env.HOST,
    port: env.PORT,
    /** Undefined: `/metrics` is on `port`. */
    internal:
      env.INTERNAL_PORT === undefined ? undefined : { host: env.INTERNAL_HOST ?? env.HOST, port: env.INTERNAL_PORT },
    trustedProxies: env.TRUST_PROXY,
    databaseUrl: env.DATABASE_URL,
    databasePool: env.DATABASE_POOL,
    redisUrl: env.REDIS_URL,
    redisPrefix: env.REDIS_PREFIX,
    dataDirectory: env.DATA_DIR,
    archiveAfterDays: env.ARCHIVE_AFTER_DAYS,
    archiveDirectory: env.ARCHIVE_DIR,
    logLevel: env.LOG_LEVEL,
    feedKeys: env.FEED_KEYS,
    feedRate: env.FEED_RATE,
    feedStaleMs: env.FEED_STALE_MS,
    divergenceMs: env.DIVERGENCE_MS,
    allowedOrigins: env.ALLOWED_ORIGINS,
    maxConnections: env.MAX_CONNECTIONS,
    maxConnectionRate: env.MAX_CONNECTION_RATE,
    maxConnectionAgeMs: env.MAX_CONNECTION_AGE_MS,
    perAddress: {
      connections: env.MAX_CONNECTIONS_PER_ADDRESS,
      messages: env.MAX_MESSAGES_PER_ADDRESS,
      joins: env.MAX_JOINS_PER_ADDRESS,
      boards: env.MAX_BOARDS_PER_ADDRESS,
    },
    maxRssMb: env.MAX_RSS_MB,
    maxEventLoopDelayMs: env.MAX_EVENT_LOOP_DELAY_MS,
    maxSubscriptions: env.MAX_SUBSCRIPTIONS,
    maxMessageBytes: env.MAX_MESSAGE_BYTES,
    heartbeatMs: env.HEARTBEAT_MS,
    drainMs: env.DRAIN_MS,
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    basePath: env.BASE_PATH,
    publicOrigin: env.PUBLIC_ORIGIN,
    siteName: env.SITE_NAME,
    brandColour: env.BRAND_COLOUR,
    logoFile: env.LOGO_FILE,
    workers: env.WORKERS,
    reusePort: env.REUSE_PORT,
    /** Undefined: nobody follows updates. */
    traces:
      env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? undefined
        : {
            endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
            service: env.OTEL_SERVICE_NAME,
            ratio: env.OTEL_TRACES_SAMPLER_ARG,
          },
    /** Undefined: viewers need no token. */
    viewerTokens: viewerTokensOf(env),
  }
}
