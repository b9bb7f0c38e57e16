import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { onTestFinished } from 'vitest'
import type { BusHealth } from '../../src/bus/bus.ts'
import { createMemoryBus } from '../../src/bus/memory/memory-bus.ts'
import { Admission, type AdmissionOptions } from '../../src/gateway/admission/admission.ts'
import { Gateway, type GatewayOptions } from '../../src/gateway/gateway.ts'
import { LIVE_PATH, type LiveRouteOptions, liveRoute } from '../../src/gateway/live-route.ts'
import { SSE_PATH, sseRoute } from '../../src/gateway/sse-route.ts'
import { ViewerSocket } from '../../src/gateway/viewer/viewer-socket.ts'
import { allowOrigins } from '../../src/http/cross-origin.ts'
import { installProblemHandlers } from '../../src/http/problem.ts'
import { installBodyParsers } from '../../src/http/requests/body-parsers.ts'
import { upgradesOf, webSockets } from '../../src/http/sockets/websockets.ts'
import type { MatchStore } from '../../src/store/match-store.ts'
import { type RoomStore, storeOf, Truth } from './truth.ts'

export interface GatewayWorld {
  readonly liveUrl: string
  readonly sseUrl: string
  readonly url: string
  readonly gateway: Gateway
  readonly bus: GatewayOptions['bus']
  /** The matches of the database, by id; a test may add some. */
  readonly truths: Map<string, Truth>
  truth(match: string): Truth
  /** Makes the next change of a match and sends it. */
  publish(match: string, fields?: Parameters<Truth['change']>[0]): Promise<unknown>
  setBrokerHealth(health: BusHealth): void
  close(): Promise<void>
}

export type Settings = Partial<
  Pick<
    GatewayOptions,
    'heartbeatMs' | 'limits' | 'tokens' | 'now' | 'drainMs' | 'maxConnectionAgeMs' | 'onSendingAway'
  > &
    Pick<LiveRouteOptions, 'allowedOrigins'> &
    AdmissionOptions & {
      matches: string[]
      store: RoomStore
      /** That of another gateway, to be in one fleet with it. */
      bus: GatewayOptions['bus']
    }
>

/** A gateway on a real port, between a bus in memory and a database that is a map. */
export async function startGateway(settings: Settings = {}): Promise<GatewayWorld> {
  const { matches = ['m1', 'm2', 'm3'], heartbeatMs = 25_000, drainMs = 0, maxConnectionAgeMs = 0 } = settings
  const {
    limits = { subscriptions: 64, messageBytes: 4_096 },
    allowedOrigins = 'any',
    maxConnectionRate = 0,
    onSendingAway = () => {},
  } = settings
  const truths = new Map(matches.map((match) => [match, new Truth(match)]))
  const memory = settings.bus ?? createMemoryBus()
  const watchers: ((health: BusHealth) => void)[] = []
  let health: BusHealth = 'up'
  const bus: GatewayOptions['bus'] = {
    ...memory,
    get health() {
      return health
    },
    watchHealth: (watcher) => watchers.push(watcher),
  }
  const gateway = new Gateway({
    now: settings.now ?? Date.now,
    tokens: settings.tokens,
    bus,
    store: (settings.store ?? storeOf(truths)) as MatchStore,
    heartbeatMs,
    drainMs,
    maxConnectionAgeMs,
    maxConnectionRate,
    limits,
    onRepair() {},
    onCheckFailed() {},
    onSendingAway,
  })
  const admission = new Admission({
    maxConnections: 1_000,
    maxConnectionRate,
    maxRssBytes: 0,
    maxLoopDelayMs: 0,
    readLoad: () => ({ rssBytes: 0, loopDelayMs: 0 }),
    onRefusal() {},
    ...settings,
  })
  const isUpgrade = upgradesOf(LIVE_PATH)
  const app = Fastify({ http: { shouldUpgradeCallback: isUpgrade }, forceCloseConnections: 'idle' })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  installProblemHandlers(app)
  installBodyParsers(app)
  allowOrigins(app, { allowed: allowedOrigins, postedReads: [SSE_PATH] })
  app.addHook('preClose', () => gateway.close())
  app.addHook('onClose', async () => admission.close())
  const maxMessageBytes = limits.messageBytes
  await app.register(webSockets, { isUpgrade, Socket: ViewerSocket, maxMessageBytes })
  await app.register(sseRoute, { gateway, allowedOrigins, admission, maxMessageBytes })
  await app.register(liveRoute, {
    gateway,
    allowedOrigins,
    admission,
    maxMessageBytes,
    ipOf: ({ socket }) => socket.remoteAddress,
    isRefused: () => false,
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  const truth = (match: string) => {
    const found = truths.get(match)
    if (found === undefined) throw new Error(`there is no match ${match}`)
    return found
  }
  return {
    url,
    liveUrl: `${url.replace('http', 'ws')}/v1/live`,
    sseUrl: `${url}/v1/sse`,
    gateway,
    bus,
    truths,
    truth,
    publish: (match, fields) => bus.publish(truth(match).change(fields)),
    setBrokerHealth(now) {
      health = now
      for (const watcher of watchers) watcher(now)
    },
    close: () => app.close(),
  }
}
