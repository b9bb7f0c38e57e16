import type { FastifyInstance, FastifyRequest } from 'fastify'
import { guardReads, openReads } from '../access/read-guard.ts'
import type { Config } from '../config.ts'
import { documents } from '../documents/documents.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { LIVE_PATH, liveRoute } from '../gateway/live-route.ts'
import { SSE_PATH, sseRoute } from '../gateway/sse-route.ts'
import { ViewerSocket } from '../gateway/viewer/viewer-socket.ts'
import { watchSkew } from '../http/clock-skew.ts'
import { allowOrigins } from '../http/cross-origin.ts'
import { asyncapi } from '../http/documents/asyncapi.ts'
import { type Check, healthRoutes } from '../http/health.ts'
import { createMetrics, metricsRoute } from '../http/metrics/metrics.ts'
import { ipOf, within } from '../http/requests/client-address.ts'
import { isAskedHere } from '../http/requests/inner-host.ts'
import type { NothingHere } from '../http/requests/unknown-address.ts'
import { hostFault } from '../http/requests/unreadable-requests.ts'
import { limitAddressSockets } from '../http/sockets/address-sockets.ts'
import { limitSockets, maxSocketsHere } from '../http/sockets/socket-limit.ts'
import { refuseWhileStopping, type Stopper } from '../http/sockets/stopping.ts'
import { closeUnusedConnections } from '../http/sockets/unused-connections.ts'
import { upgradesOf, webSockets } from '../http/sockets/websockets.ts'
import { FeedAges } from '../ingest/feed-ages.ts'
import { FEED_PATH, feedRoute } from '../ingest/socket/feed-route.ts'
import type { FeedSockets } from '../ingest/socket/feed-sockets.ts'
import { boardRead } from '../reads/board-read.ts'
import { EventPages } from '../reads/event-pages.ts'
import { matchEvents } from '../reads/match-events.ts'
import { matchReads } from '../reads/match-reads.ts'
import { matchStatus } from '../reads/match-status.ts'
import { sportReads } from '../reads/sport-reads.ts'
import { tracePublish } from '../tracing/traced-publish.ts'
import { VERSION } from '../version.ts'
import { createApp } from './app.ts'
import { showCommon } from './figures.ts'
import { addGateway } from './gateway-role.ts'
import { addIngest } from './ingest-role.ts'
import { listenAs } from './listening.ts'
import { openInternal } from './open-internal.ts'
import { createTokens, openBus, openLogged, openTraces, type Parts } from './parts.ts'

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

/**
 * Puts the parts together: the role chooses the routes, the urls choose the adapters. What is opened last is closed first.
 *
 * @param checks what must also pass before the server is ready, beside its own parts
 * @throws {ConfigError} if feeds could reach it without a key from beyond this machine
 * @throws if the database cannot be opened or the port is taken; what was opened is closed again
 */
export async function startServer(config: Config, checks: Readonly<Record<string, Check>> = {}): Promise<Server> {
  const isUpgrade = upgradesOf(
    ...(config.role === 'gateway' ? [] : [FEED_PATH]),
    ...(config.role === 'ingest' ? [] : [LIVE_PATH]),
  )
  const nothingHere: NothingHere = { hint: (path, request) => whereInternal(config, path, request) }
  const isProxy = within(config.trustedProxies)
  const app = createApp(config, { isUpgrade, isProxy, nothingHere })
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
    const tokens = await createTokens(config, app.log, database, metrics)
    const parts: Parts = {
      config,
      app,
      isUpgrade,
      isProxy,
      nothingHere,
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
    limitAddressSockets(app, {
      max: config.maxSocketsPerAddress,
      isProxy,
      onRefused: () => parts.metrics.addressSocketsRefused.inc(),
    })
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
    const url = await listenAs({ host: 'HOST', port: 'PORT' }, app, { host, port, ...(reusePort && { reusePort }) })
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
    hasPages: config.role !== 'ingest' && parts.tokens === undefined,
    hasSign: config.logoFile === undefined,
  })
  const { clock } = parts.database
  await app.register(healthRoutes, {
    version: VERSION,
    checks,
    readSkewMs: () => clock.skewMs,
    mayKnow: ({ headers, socket }) => config.internal === undefined && isAskedHere(headers, socket.remoteAddress),
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
    if (live) {
      await scope.register(liveRoute, {
        ...live,
        ipOf: (request) => ipOf(request, parts.isProxy),
        isRefused: (request) => stopper.isStopping || hostFault(request) !== undefined,
      })
    }
  })
  return { stopper, gateway: live?.gateway, feeds: feed?.feeds }
}

/** Said on this machine alone, as the reasons of `/readyz` are: nobody else needs to know what there is inside. */
function whereInternal({ internal }: Config, path: string, { headers, socket }: FastifyRequest): string | undefined {
  if (path !== '/ops' && path !== '/metrics') return undefined
  if (!isAskedHere(headers, socket.remoteAddress)) return undefined
  return internal === undefined ? 'set INTERNAL_PORT: it is on that port' : 'it is on INTERNAL_PORT'
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
