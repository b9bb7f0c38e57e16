import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { AddressLimits } from '../gateway/admission/address-limits.ts'
import { Admission } from '../gateway/admission/admission.ts'
import { createLoadMeter, defaultMaxRssBytes } from '../gateway/admission/load-meter.ts'
import { Gateway } from '../gateway/gateway.ts'
import type { LiveRouteOptions } from '../gateway/live-route.ts'
import { createGatewayMetrics, type GatewayMetrics } from '../http/metrics/gateway-metrics.ts'
import { maxSocketsHere, viewersWithin } from '../http/sockets/socket-limit.ts'
import { traceFanOut } from '../tracing/traced-fan-out.ts'
import { VERSION } from '../version.ts'
import { builtPages } from '../web/build/built-pages.ts'
import { readLogo } from '../web/logo.ts'
import { noPages } from '../web/no-pages.ts'
import { awayPage, nothingHere as nothingHerePage } from '../web/plain-page.ts'
import { webPages } from '../web/web-pages.ts'
import { showGateway } from './figures.ts'
import { pageSource } from './page-source.ts'
import { type Parts, processName } from './parts.ts'

/** @returns what the socket of viewers needs */
export async function addGateway({
  app,
  config,
  database,
  bus,
  events,
  tokens,
  tracing,
  metrics: common,
  checks,
  nothingHere,
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
    about: { name: processName(config.port), version: VERSION },
    limits: { subscriptions: maxSubscriptions, messageBytes: maxMessageBytes },
    onRepair: (_match, outcome) => metrics.repairs.inc({ outcome }),
    onServed(served) {
      const { tookMs, times, traces } = served
      // A turn of answers and heartbeats is no fan-out.
      if (times.length === 0) return
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
  const pages = await builtPages()
  const logo = logoFile === undefined ? undefined : await readLogo(logoFile)
  const about = { site, base, publicOrigin, brandColour, logo }
  await app.register(tokens === undefined ? webPages : noPages, {
    pages,
    source: pageSource({ store: database.matches, events, sources: database.sources }),
    site: about,
  })
  if (tokens === undefined) {
    nothingHere.page = nothingHerePage(pages, about)
    nothingHere.pageOfAway = awayPage(pages, about)
  }
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
