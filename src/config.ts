import { z } from 'zod'
import { parseRedisUrl } from './bus/redis/redis-url.ts'
import { brokenRules, DEFAULT_PORT, LAST_PORT } from './settings/rules.ts'
import {
  checked,
  count,
  feedKeys,
  httpUrl,
  networks,
  oneOf,
  origin,
  origins,
  path,
  readableFile,
  whole,
} from './settings/values.ts'
import { readCertificates } from './store/postgres/connection/certificates.ts'
import { parsePostgresUrl } from './store/postgres/connection/postgres-url.ts'

/** Every setting there is. `.env.example` lists the same names; a test compares them. */
export const environment = z.object({
  ROLE: oneOf(['all', 'ingest', 'gateway']).default('all'),
  HOST: z.string().default('127.0.0.1'),
  PORT: count(DEFAULT_PORT, 0, LAST_PORT),
  INTERNAL_PORT: whole(0, LAST_PORT).optional(),
  INTERNAL_HOST: z.string().min(1).optional(),
  TRUST_PROXY: networks,
  DATABASE_URL: checked((url) => readCertificates(parsePostgresUrl(url))).optional(),
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
  MAX_SOCKETS_PER_ADDRESS: count(2_000, 0),
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
  LOGO_FILE: readableFile(z.string().regex(/\.(svg|png)$/, 'must be the path of an .svg or a .png')).optional(),
  VIEWER_AUTH: oneOf(['none', 'jwt']).default('none'),
  JWT_SECRET: z.string().min(32, 'must have 32 characters or more; make one with `openssl rand -base64 32`').optional(),
  JWT_JWKS_URL: httpUrl(
    'must be the https:// url of the issuer’s keys, such as https://login.example/.well-known/jwks.json',
  ).optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl(
    'must be the address of a collector that speaks OTLP over HTTP, such as http://collector:4318',
  ).optional(),
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

/** Reads the settings. What is around one does not count, such as the end of a line, and an empty one counts as unset. @throws {ConfigError} naming every bad variable */
export function readConfig(env: Record<string, string | undefined>): Config {
  const known = Object.keys(environment.shape)
  const given = Object.fromEntries(known.map((name) => [name, env[name]?.trim() || undefined]))
  const parsed = environment.safeParse(given)
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => `${String(path[0])}: ${message}`)
  // Not a refinement of the schema: zod asks those only once all else is right.
  faults.push(...brokenRules(given))
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)
  return toConfig(parsed.data)
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
    maxSocketsPerAddress: env.MAX_SOCKETS_PER_ADDRESS,
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
