import { hostname } from 'node:os'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { guardReads, openReads } from './access/read-guard.ts'
import { ViewerTokens } from './access/viewer-tokens.ts'
import type { Audience } from './bus/audience.ts'
import type { Bus } from './bus/bus.ts'
import type { FleetChannel } from './bus/fleet-channel.ts'
import { createMemoryBus } from './bus/memory/memory-bus.ts'
import type { Suspects } from './bus/suspects.ts'
import { type Config, ConfigError } from './config.ts'
import { explainConnectionFailure } from './connection-failure.ts'
import { documents } from './documents/documents.ts'
import { DatabaseUnavailable } from './errors.ts'
import { showCommon, showGateway } from './figures.ts'
import { AddressLimits } from './gateway/admission/address-limits.ts'
import { Admission } from './gateway/admission/admission.ts'
import { createLoadMeter, defaultMaxRssBytes } from './gateway/admission/load-meter.ts'
import { Gateway } from './gateway/gateway.ts'
import { LIVE_PATH, type LiveRouteOptions, liveRoute } from './gateway/live-route.ts'
import { SSE_PATH, sseRoute } from './gateway/sse-route.ts'
import { ViewerSocket } from './gateway/viewer/viewer-socket.ts'
import { watchSkew } from './http/clock-skew.ts'
import { compressAnswers } from './http/compressed-answers.ts'
import { allowOrigins } from './http/cross-origin.ts'
import { asyncapi } from './http/documents/asyncapi.ts'
import { type Check, healthRoutes } from './http/health.ts'
import { createGatewayMetrics, type GatewayMetrics } from './http/metrics/gateway-metrics.ts'
import { countAnswer, createIngestMetrics, type IngestMetrics } from './http/metrics/ingest-metrics.ts'
import { createMetrics, gauge, gaugeBy, type Metrics, metricsRoute } from './http/metrics/metrics.ts'
import { answerFrameworkError, installProblemHandlers } from './http/problem.ts'
import { withoutBase } from './http/requests/base-path.ts'
import { installBodyParsers } from './http/requests/body-parsers.ts'
import { parseQuery } from './http/requests/query.ts'
import { answerGivenIds, createRequestIds, givenIdOf } from './http/requests/request-ids.ts'
import { installNotFound } from './http/requests/unknown-address.ts'
import { answerUnreadable, answerUnusual } from './http/requests/unreadable-requests.ts'
import { limitSockets, maxSocketsHere, viewersWithin } from './http/sockets/socket-limit.ts'
import { refuseWhileStopping, type Stopper } from './http/sockets/stopping.ts'
import { closeUnusedConnections } from './http/sockets/unused-connections.ts'
import { type IsUpgrade, upgradesOf, webSockets } from './http/sockets/websockets.ts'
import { auditRecorder } from './ingest/audit.ts'
import { FeedAges } from './ingest/feed-ages.ts'
import { FeedLimits } from './ingest/feed-limits.ts'
import { createRecorder, type Recorder } from './ingest/record-event.ts'
import { startRelay } from './ingest/relay.ts'
import { type IngestRoutesOptions, ingestRoutes } from './ingest/routes/ingest-routes.ts'
import { FEED_PATH, type FeedRouteOptions, feedRoute } from './ingest/socket/feed-route.ts'
import { FeedSockets } from './ingest/socket/feed-sockets.ts'
import { SourceWatch } from './ingest/source-watch.ts'
import { type InternalServer, startInternalServer } from './internal-server.ts'
import { createLog } from './log.ts'
import { opsRoutes } from './ops/ops-routes.ts'
import { opsTables } from './ops/ops-tables.ts'
import { pageSource } from './page-source.ts'
import { boardRead } from './reads/board-read.ts'
import { EventPages } from './reads/event-pages.ts'
import { matchEvents } from './reads/match-events.ts'
import { matchReads } from './reads/match-reads.ts'
import { matchStatus } from './reads/match-status.ts'
import { sportReads } from './reads/sport-reads.ts'
import { requestValidator } from './request-validator.ts'
import { scheduleArchiving } from './store/archive/archive-schedule.ts'
import type { Database } from './store/database.ts'
import { createFeedKeys } from './store/feed-keys/feed-keys.ts'
import { openDatabase } from './store/open-database.ts'
import { traceFanOut } from './tracing/traced-fan-out.ts'
import { tracePublish } from './tracing/traced-publish.ts'
import { traceRecorder } from './tracing/traced-recorder.ts'
import { TracedRequests } from './tracing/traced-requests.ts'
import type { Tracing } from './tracing/tracing.ts'
import { VERSION } from './version.ts'
import { readLogo } from './web/logo.ts'
import { noPages } from './web/no-pages.ts'
import { webPages } from './web/web-pages.ts'

const PLUGIN_TIMEOUT_MS = 120_000

export interface Server {
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly url: string
  /** Where `/metrics` and health are, if they have a port of their own. */
  readonly internalUrl: string | undefined
  /**
   * Stops taking requests and sends viewers elsewhere, evenly over the drain window; goes on serving those who are still here.
   * Once they have gone, `close`.
   */
  drain(): Promise<void>
  /** Gives the viewers beyond this gateway's fair share to the other gateways, if it knows of any. */
  rebalance(): Promise<void>
  /** Stops taking requests, sends away who is left, lets what runs end, closes what is open. */
  close(): Promise<void>
}

/** What the parts of one server share. */
interface Parts {
  readonly config: Config
  readonly app: FastifyInstance
  readonly isUpgrade: IsUpgrade
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

/** A connection that says nothing, or says it too slowly, is closed. */
const HEADERS_TIMEOUT_MS = 10_000
const TIMEOUT_CHECK_MS = 2_000

/**
 * Puts the parts together: the role chooses the routes, the urls choose the adapters. What is opened last is closed first.
 *
 * @param checks what it needs in order to be ready besides its own parts
 * @throws {ConfigError} if feeds could reach it without a key from beyond this machine
 * @throws if the database cannot be opened or the port is taken; what was opened is closed again
 */
export async function startServer(config: Config, checks: Readonly<Record<string, Check>> = {}): Promise<Server> {
  const isUpgrade = upgradesOf(
    ...(config.role === 'gateway' ? [] : [FEED_PATH]),
    ...(config.role === 'ingest' ? [] : [LIVE_PATH]),
  )
  const app = createApp(config, isUpgrade)
  try {
    const onDatabaseLost: (() => void)[] = []
    const metrics = createMetrics({ version: VERSION, role: config.role })
    const database = await openLogged(config, app.log, { onDatabaseLost, metrics })
    app.addHook('onClose', () => database.close())
    const tracing = await openTraces(config, app)
    const opened = await openBus(config, database, app.log)
    app.addHook('onClose', () => opened.close())
    const bus = tracing === undefined ? opened : tracePublish(opened, tracing)
    const events = new EventPages({ store: database.matches })
    const tokens = createTokens(config, app.log, database)
    const parts: Parts = {
      config,
      app,
      isUpgrade,
      database,
      bus,
      events,
      tokens,
      metrics,
      feedAges: new FeedAges(),
      tracing,
      checks: { ...checks },
      onDatabaseLost,
    }
    closeUnusedConnections(app)
    limitSockets(app, { maxSockets: maxSocketsHere(), onRefused: () => parts.metrics.socketsRefused.inc() })
    const { stopper, gateway, feeds } = await addRoutes(parts)
    const { host, port, reusePort } = config
    const drain = async () => {
      stopper.begin()
      // The kernel would go on giving this process its part of the new connections.
      if (reusePort) app.server.close()
      feeds?.leave()
      await gateway?.drain()
    }
    const rebalance = async () => {
      await gateway?.rebalance()
    }
    const internal = await openInternal(parts, { gateway, drain, rebalance })
    const url = await app.listen({ host, port, ...(reusePort && { reusePort }) })
    app.log.info(
      {
        url,
        ...(internal && { internalUrl: internal.url }),
        version: VERSION,
        role: config.role,
        database: database.kind,
        bus: config.redisUrl ? 'redis' : 'memory',
      },
      'listening',
    )
    return {
      url,
      internalUrl: internal?.url,
      drain,
      rebalance,
      close: () => app.close(),
    }
  } catch (error) {
    await app.close()
    throw error
  }
}

/** Opened before the public port, so that whoever is told of that one can look at this. */
async function openInternal(
  parts: Parts,
  ops: { readonly gateway: Gateway | undefined; drain(): Promise<void>; rebalance(): Promise<void> },
): Promise<InternalServer | undefined> {
  const { config, app, database, bus, checks, metrics, feedAges } = parts
  const { gateway, drain, rebalance } = ops
  if (config.internal === undefined) return undefined
  const internal = await startInternalServer({
    ...config.internal,
    log: app.log,
    async routes(scope) {
      await scope.register(healthRoutes, { version: VERSION, checks, readSkewMs: () => database.clock.skewMs })
      await scope.register(metricsRoute, { metrics })
      await scope.register(opsRoutes, {
        read: () => ({
          site: config.siteName,
          about: `Version ${VERSION}, role ${config.role}, ${processName()}`,
          tables: opsTables({ database, bus, gateway, feedAges: feedAges.seconds() }),
        }),
        ...(gateway && { actions: { drain, rebalance } }),
        onAction: (action) => app.log.warn({ action }, 'asked for on /ops'),
      })
    },
  })
  app.addHook('onClose', () => internal.close())
  return internal
}

function createApp(config: Config, isUpgrade: IsUpgrade): FastifyInstance {
  const log: FastifyBaseLogger = createLog(config.logLevel)
  const nextId = createRequestIds()
  const app = Fastify({
    // A first start builds the pages, which takes seconds, and many on a busy machine.
    pluginTimeout: PLUGIN_TIMEOUT_MS,
    loggerInstance: log,
    // Set later, Fastify would have loaded its own before. Its types know no compilers but those of JSON Schema.
    schemaController: {
      compilersFactory: {
        buildValidator: () => requestValidator,
        buildSerializer: () => serializerCompiler,
      } as object,
    },
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket, nextId()),
    genReqId: (request) => givenIdOf(request) ?? nextId(),
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    // Event ids of 128 characters, each percent-encoded.
    routerOptions: { maxParamLength: 400, querystringParser: parseQuery },
    rewriteUrl: ({ url = '' }) => withoutBase(url, config.basePath),
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    requestTimeout: config.requestTimeoutMs,
    http: {
      shouldUpgradeCallback(request) {
        // Asked before Fastify has rewritten the address.
        request.url = withoutBase(request.url ?? '', config.basePath)
        return isUpgrade(request)
      },
      requireHostHeader: false, // Node would answer without a word; `answerUnusual` says what is missing
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, config.requestTimeoutMs),
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    },
  })
  answerUnusual(app, nextId)
  answerGivenIds(app)
  compressAnswers(app)
  installProblemHandlers(app)
  installNotFound(app)
  installBodyParsers(app)
  return app
}

async function openLogged(
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
    onWaiting: (reason) => log.warn({ reason }, 'waiting for the database to be migrated'),
  })
  if (migrations.length > 0) log.info({ migrations }, 'migrated')
  return database
}

/** Closed after the bus and the database, so that their last work is told too. */
async function openTraces({ traces, role }: Config, app: FastifyInstance): Promise<Tracing | undefined> {
  if (traces === undefined) return undefined
  const { openTracing } = await import('./tracing/open-tracing.ts')
  const tracing = await openTracing({ ...traces, version: VERSION, role })
  app.addHook('onClose', () => tracing.close())
  return tracing
}

async function openBus(
  config: Config,
  database: Database,
  log: FastifyBaseLogger,
): Promise<Bus & FleetChannel & Audience & Suspects> {
  if (config.redisUrl === undefined) return createMemoryBus()
  // Its client is loaded only by who needs it.
  const { createRedisBus } = await import('./bus/redis/redis-bus.ts')
  const bus = createRedisBus({
    url: config.redisUrl,
    prefix: `${config.redisPrefix}${await database.installation.read()}:`,
    onError: (err) => log.warn({ err }, `redis connection failed: ${explainConnectionFailure(err)}`),
  })
  bus.watchHealth((health) => {
    if (health === 'down') log.warn('bus is down; updates are kept in the database')
    else log.info('bus is up')
  })
  return bus
}

async function addRoutes(
  parts: Parts,
): Promise<{ stopper: Stopper; gateway: Gateway | undefined; feeds: FeedSockets | undefined }> {
  const { app, config, metrics, checks } = parts
  const stopper = refuseWhileStopping(app)
  checks['process'] = () => (stopper.isStopping ? 'stopping' : undefined)
  allowOrigins(app, { allowed: config.allowedOrigins, postedReads: [SSE_PATH] })
  await app.register(asyncapi)
  await app.register(documents, {
    hasFeeds: config.role !== 'gateway',
    hasViewers: config.role !== 'ingest',
    base: config.basePath,
    site: config.siteName,
  })
  const { clock } = parts.database
  await app.register(healthRoutes, {
    version: VERSION,
    checks,
    readSkewMs: () => clock.skewMs,
    isBrief: config.internal !== undefined,
  })
  showCommon(metrics, parts)
  watchSkew(app, clock)
  if (config.internal === undefined) await app.register(metricsRoute, { metrics })
  await app.register((scope) => addReads(scope, parts))
  await app.register(sportReads)
  const feed = config.role === 'gateway' ? undefined : await addIngest(parts)
  const live = config.role === 'ingest' ? undefined : await addGateway(parts)
  if (live) await app.register(sseRoute, live)
  await app.register(async (scope) => {
    const { maxMessageBytes } = config
    await scope.register(webSockets, { isUpgrade: parts.isUpgrade, Socket: ViewerSocket, maxMessageBytes })
    if (feed) await scope.register(feedRoute, feed)
    if (live) await scope.register(liveRoute, live)
  })
  return { stopper, gateway: live?.gateway, feeds: feed?.feeds }
}

/** What viewers may read of matches, if need be with a token. */
async function addReads(scope: FastifyInstance, { database, bus, events, tokens }: Parts): Promise<void> {
  const { matches: store, sources, clock } = database
  const guard = tokens === undefined ? openReads(store) : guardReads(store, tokens, () => clock.now())
  guard.protect(scope)
  await scope.register(matchReads, { guard, sources })
  await scope.register(matchEvents, { pages: events, guard })
  await scope.register(boardRead, { store, guard, sources, now: () => clock.now() })
  await scope.register(matchStatus, { store, sources, audience: bus, guard })
}

function createTokens({ viewerTokens }: Config, log: FastifyBaseLogger, { clock }: Database): ViewerTokens | undefined {
  if (viewerTokens === undefined) return undefined
  return new ViewerTokens({
    settings: viewerTokens,
    now: () => clock.now(),
    onFailure: (err) => log.warn({ err }, 'the keys of viewer tokens cannot be read; those read before hold'),
  })
}

/** @returns what the socket of feeds needs */
async function addIngest(parts: Parts): Promise<FeedRouteOptions> {
  const { app, config, database, bus, tracing, checks, onDatabaseLost } = parts
  const metrics = createIngestMetrics(parts.metrics)
  const { feedAges: ages } = parts
  const store = database.matches
  const relay = startRelay({
    store,
    bus,
    onHealth: (health, err) => {
      if (health === 'down') app.log.warn({ err }, 'relay cannot sweep; it keeps trying')
      else app.log.info('relay sweeps again')
    },
    now: () => database.clock.now(),
    onPublished: (result, ms) => metrics.publishSeconds.observe({ result }, ms / 1_000),
    onSwept: (updates) => metrics.updatesSwept.inc(updates),
    onMended(match, seen, to) {
      metrics.historiesMended.inc({ outcome: to === undefined ? 'removed' : 'restarted' })
      const what = to === undefined ? 'is gone from the database' : 'lost its last writes in the database'
      app.log.error({ matchId: match, seen, to }, `match ${what}; viewers are told`)
    },
  })
  app.addHook('onClose', () => relay.close())
  onDatabaseLost.push(() => relay.databaseLost())
  const recorded = createRecorder({
    store,
    now: () => database.clock.now(),
    sources: database.sources,
    onHeard(source, feed) {
      watch.heard(source)
      ages.heard(feed)
    },
    onCommitted: (ms) => metrics.commitSeconds.observe(ms / 1_000),
    publish(entry) {
      metrics.updatesRecorded.inc(entry.updates.length)
      app.log.debug({ matchId: entry.match, seq: entry.updates.at(-1)?.seq }, 'update recorded')
      const trace = traced?.workOn(entry.match)
      relay.publish(trace === undefined ? entry : { ...entry, trace })
    },
    onDeleted(matchId, epoch) {
      relay.remove(matchId, epoch)
    },
  })
  const requests = tracing && new TracedRequests(tracing)
  const traced = tracing && requests && traceRecorder(recorded, tracing, requests)
  const recorder = auditRecorder(traced ?? recorded, (accepted) => app.log.info(accepted, 'change accepted'))
  const watch = watchSources(parts, metrics, recorder)
  app.addHook('onClose', () => watch.close())
  archiveOldMatches(parts)
  const keys = createFeedKeys({
    store: database.feedKeys,
    fromEnvironment: config.feedKeys,
    now: () => database.clock.now(),
  })
  const isOpen = await keys.isEmpty()
  if (isOpen && !isLoopback(config.host)) {
    throw new ConfigError([
      `FEED_KEYS: needed when HOST is ${config.host}, or anyone could send scores; set name:key, or create one with \`npm run feeds\``,
    ])
  }
  if (isOpen) app.log.warn('no feed key: anyone on this machine may send events, as feed "local"')
  const { feedRate: ratePerSecond, feedStaleMs } = config
  const { takeTokens } = bus
  const limits = new FeedLimits({ ratePerSecond, allowance: takeTokens && { takeTokens } })
  const onHeartbeat = (source: string) => watch.heard(source, true)
  const onAnswered: IngestRoutesOptions['onAnswered'] = (answer) => countAnswer(metrics, answer)
  await app.register(async (scope) => {
    requests?.watch(scope)
    await scope.register(ingestRoutes, {
      recorder,
      keys,
      onHeartbeat,
      limits,
      staleMs: feedStaleMs,
      onAnswered,
    })
  })
  checks['database'] = () =>
    database.check().then(
      () => undefined,
      (error: unknown) => (error instanceof DatabaseUnavailable ? error.reason : String(error)),
    )
  const feeds = new FeedSockets({
    recorder,
    keys,
    limits,
    heartbeatMs: config.heartbeatMs,
    onAnswer({ op }) {
      metrics.feedAnswers.inc({ op })
    },
    onRefused: (feed, status) => metrics.feedRefusals.inc({ feed, status: String(status) }),
    onUnexpected: (err) => app.log.error({ err }, 'a message of a feed failed'),
  })
  app.addHook('preClose', () => feeds.close())
  gauge(parts.metrics, 'touchline_feed_sockets', 'WebSockets of feeds open now', () => feeds.size)
  gaugeBy(parts.metrics, {
    name: 'touchline_feed_event_age_seconds',
    help: 'Since when this replica has recorded nothing of the feed',
    label: 'feed',
    read: () => ages.seconds(),
  })
  gaugeBy(parts.metrics, {
    name: 'touchline_feed_key_ends_seconds',
    help: 'How long until the last key of a feed ends, for feeds whose keys all end; below 0 since it has ended',
    label: 'feed',
    read: async () => {
      const now = database.clock.now()
      return [...(await keys.lastEnds())].map(([feed, at]) => [feed, (at - now) / 1_000] as const)
    },
  })
  return { feeds, keys, allowedOrigins: config.allowedOrigins }
}

function archiveOldMatches({ app, config, database }: Parts): void {
  const { archiveAfterDays: afterDays, archiveDirectory: directory } = config
  if (afterDays === 0 || directory === undefined) return
  const archiving = scheduleArchiving({
    database,
    afterDays,
    directory,
    onArchived: (matches, file) => app.log.info({ matches, file }, 'old matches archived'),
    onFailure: (err) => app.log.error({ err }, 'old matches cannot be archived; tried again in an hour'),
  })
  app.addHook('onClose', () => archiving.close())
}

/** `[H7]` */
function watchSources(
  { app, config, database, metrics }: Parts,
  { sourcesReplaced }: IngestMetrics,
  recorder: Recorder,
): SourceWatch {
  const watch = new SourceWatch({
    sources: database.sources,
    recorder,
    staleMs: config.feedStaleMs,
    divergenceMs: config.divergenceMs,
    onHealth(source, health) {
      if (health === 'stale') app.log.error({ source }, 'source is silent')
      else app.log.info({ source }, 'source is heard again')
    },
    onReplaced(matchId, stale, by) {
      sourcesReplaced.inc()
      app.log.warn({ matchId, source: by, stale }, 'source replaced, because it is silent')
    },
    onStuck: (matchId, stale, why) => app.log.error({ matchId, stale, why }, 'no other source can take over'),
    onDivergence: ({ match, source, inCharge }) =>
      app.log.warn({ matchId: match, source, inCharge }, 'sources tell different scores'),
    onFailure(err) {
      if (err) app.log.warn({ err }, 'sources cannot be watched; tried again')
      else app.log.info('sources are watched again')
    },
  })
  gauge(metrics, 'touchline_stale_sources', 'Sources under watch that are silent', () => watch.staleCount)
  gauge(
    metrics,
    'touchline_diverging_sources',
    'Sources in the shadow that tell another score than the one in charge, for DIVERGENCE_MS',
    () => watch.divergingCount,
  )
  return watch
}

/** @returns what the socket of viewers needs */
async function addGateway({
  app,
  config,
  database,
  bus,
  events,
  tokens,
  tracing,
  metrics: common,
  checks,
}: Parts): Promise<LiveRouteOptions> {
  const metrics = createGatewayMetrics(common)
  const { maxMessageBytes, maxSubscriptions, allowedOrigins } = config
  const addresses = new AddressLimits({
    ...config.perAddress,
    onRefused: (limit) => metrics.addressRefusals.inc({ limit }),
  })
  app.addHook('onClose', async () => addresses.close())
  const gateway = new Gateway({
    addresses,
    now: () => database.clock.now(),
    bus,
    store: database.matches,
    sources: database.sources,
    tokens,
    heartbeatMs: config.heartbeatMs,
    drainMs: config.drainMs,
    maxConnectionAgeMs: config.maxConnectionAgeMs,
    maxConnectionRate: config.maxConnectionRate,
    about: { name: processName(), version: VERSION },
    limits: { subscriptions: maxSubscriptions, messageBytes: maxMessageBytes },
    onRepair: (_match, outcome) => metrics.repairs.inc({ outcome }),
    onServed(served) {
      const { tookMs, times, traces } = served
      if (tracing !== undefined && traces !== undefined) traceFanOut(tracing, served)
      metrics.fanOutSeconds.observe(tookMs / 1_000)
      const now = database.clock.now()
      for (const at of times) metrics.endToEndSeconds.observe(Math.max(0, now - at) / 1_000)
    },
    onCheckFailed: (err) => app.log.warn({ err }, 'rooms could not be compared; tried again soon'),
    onSendingAway(reason, viewers, spreadMs) {
      metrics.sentAway.inc({ reason }, viewers)
      app.log.info({ reason, viewers, spreadMs: Math.round(spreadMs) }, 'sending viewers elsewhere')
    },
  })
  app.addHook('preClose', () => gateway.close())
  showGateway(common, gateway)
  const { siteName: site, basePath: base, publicOrigin, brandColour, logoFile } = config
  const logo = logoFile === undefined ? undefined : await readLogo(logoFile)
  await app.register(tokens === undefined ? webPages : noPages, {
    source: pageSource({ store: database.matches, events, sources: database.sources }),
    site: { site, base, publicOrigin, brandColour, logo },
  })
  checks['bus'] = () => (bus.health === 'up' ? undefined : 'down')
  return { gateway, allowedOrigins, admission: openAdmission(app, config, metrics), addresses, maxMessageBytes }
}

function openAdmission(app: FastifyInstance, config: Config, metrics: Pick<GatewayMetrics, 'refusals'>): Admission {
  const { maxConnections } = config
  const maxViewers = viewersWithin(maxSocketsHere())
  if (maxViewers < maxConnections) {
    app.log.warn({ maxConnections, maxViewers }, 'MAX_CONNECTIONS is more than the open files allow; raise `ulimit -n`')
  }
  const meter = createLoadMeter()
  const admission = new Admission({
    maxConnections: Math.min(maxConnections, maxViewers),
    maxConnectionRate: config.maxConnectionRate,
    maxRssBytes: config.maxRssMb === undefined ? defaultMaxRssBytes() / config.workers : config.maxRssMb * 2 ** 20,
    maxLoopDelayMs: config.maxEventLoopDelayMs,
    readLoad: () => meter.read(),
    onRefusal: (reason) => metrics.refusals.inc({ reason }),
  })
  app.addHook('onClose', async () => {
    admission.close()
    meter.close()
  })
  return admission
}

/** What tells this process from the others of the fleet, for people. */
function processName(): string {
  return `${hostname()} ${process.pid}`
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
