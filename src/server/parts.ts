import { hostname } from 'node:os'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { ViewerTokens } from '../access/viewer-tokens.ts'
import type { Audience } from '../bus/audience.ts'
import type { Bus } from '../bus/bus.ts'
import type { FleetChannel } from '../bus/fleet-channel.ts'
import { createMemoryBus } from '../bus/memory/memory-bus.ts'
import { explainRedisFailure } from '../bus/redis/explain-redis.ts'
import type { Suspects } from '../bus/suspects.ts'
import type { Config } from '../config.ts'
import type { Check } from '../http/health.ts'
import { counterBy, type Metrics } from '../http/metrics/metrics.ts'
import type { NothingHere } from '../http/requests/unknown-address.ts'
import type { IsUpgrade } from '../http/sockets/websockets.ts'
import type { FeedAges } from '../ingest/feed-ages.ts'
import type { EventPages } from '../reads/event-pages.ts'
import type { Database } from '../store/database.ts'
import { openDatabase } from '../store/open-database.ts'
import type { Tracing } from '../tracing/tracing.ts'
import { VERSION } from '../version.ts'

/** What the parts of one server share. */
export interface Parts {
  readonly config: Config
  readonly app: FastifyInstance
  readonly isUpgrade: IsUpgrade
  /** Whether an address is one of the trusted proxies. */
  readonly isProxy: (ip: string) => boolean
  readonly nothingHere: NothingHere
  readonly database: Database
  readonly bus: Bus & FleetChannel & Audience & Suspects
  /** Pages of events, which pages of the web are made of, too. */
  readonly events: EventPages
  /** Undefined if viewers need no token. */
  readonly tokens: ViewerTokens | undefined
  readonly metrics: Metrics
  readonly feedAges: FeedAges
  /** Undefined if nobody follows updates. */
  readonly tracing: Tracing | undefined
  readonly checks: Record<string, Check>
  /** Called when a connection to the database was lost. */
  readonly onDatabaseLost: (() => void)[]
}

export async function openLogged(
  config: Config,
  log: FastifyBaseLogger,
  { onDatabaseLost, metrics }: Pick<Parts, 'onDatabaseLost' | 'metrics'>,
): Promise<Database> {
  const { database, migrations } = await openDatabase(config, {
    onFailure(err) {
      log.warn({ err }, 'the database failed; tried again when it is needed')
      for (const tell of onDatabaseLost) tell()
    },
    onClockBack(ms) {
      metrics.clockStepsBack.inc()
      log.warn({ ms }, "the database's clock was set back; times run back by as much")
    },
    onRestored(matches) {
      log.warn(
        { matches },
        'a backup was restored: its matches have a new epoch; ask their feeds for the whole timeline',
      )
    },
    onWaiting: (reason) => log.warn({ reason }, 'waiting for the database to be migrated'),
  })
  if (migrations.length > 0) log.info({ migrations }, 'migrated')
  return database
}

/** Closed after the bus and the database, so that their last work is told too. */
export async function openTraces({ traces, role }: Config, app: FastifyInstance): Promise<Tracing | undefined> {
  if (traces === undefined) return undefined
  const { openTracing } = await import('../tracing/open-tracing.ts')
  const tracing = await openTracing({ ...traces, version: VERSION, role })
  app.addHook('onClose', () => tracing.close())
  return tracing
}

export async function openBus(
  config: Config,
  database: Database,
  log: FastifyBaseLogger,
): Promise<Bus & FleetChannel & Audience & Suspects> {
  if (config.redisUrl === undefined) return createMemoryBus()
  // Its client is loaded only by who needs it.
  const { createRedisBus } = await import('../bus/redis/redis-bus.ts')
  const bus = createRedisBus({
    url: config.redisUrl,
    prefix: `${config.redisPrefix}${await database.installation.read()}:`,
    onError: (err) => log.warn({ err }, explainRedisFailure(err)),
  })
  bus.watchHealth((health) => {
    if (health === 'down') log.warn('bus is down; updates are kept in the database')
    else log.info('bus is up')
  })
  return bus
}

export async function createTokens(
  { viewerTokens }: Config,
  log: FastifyBaseLogger,
  { clock }: Database,
  metrics: Metrics,
): Promise<ViewerTokens | undefined> {
  if (viewerTokens === undefined) return undefined
  // What checks signatures is loaded only by who needs it.
  const { ViewerTokens } = await import('../access/viewer-tokens.ts')
  const refusals = counterBy(metrics, {
    name: 'touchline_viewer_token_refusals_total',
    help: 'Tokens of viewers that were refused, over WebSocket, SSE or HTTP: 401 missing or not good, 503 keys that cannot be read',
    label: 'status',
    values: ['401', '503'],
  })
  return new ViewerTokens({
    settings: viewerTokens,
    now: () => clock.now(),
    onRefused: (status) => refusals.inc({ status: String(status) }),
    onFailure: (err) => log.warn({ err }, 'the keys of viewer tokens cannot be read; those read before hold'),
  })
}

/** What tells this process from the others of the fleet, for people: they know it by its port, and workers share one. */
export function processName(port: number): string {
  return `${hostname()}${port === 0 ? '' : `:${port}`} (${process.pid})`
}
