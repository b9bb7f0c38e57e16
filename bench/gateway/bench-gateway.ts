import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Gateway, GatewayOptions } from '../../src/gateway/gateway.ts'
import { LIVE_PATH, type LiveRouteOptions, liveRoute } from '../../src/gateway/live-route.ts'
import { sseRoute } from '../../src/gateway/sse-route.ts'
import { ViewerSocket } from '../../src/gateway/viewer/viewer-socket.ts'
import { upgradesOf, webSockets } from '../../src/http/sockets/websockets.ts'
import type { MatchStore } from '../../src/store/match-store.ts'

const MAX_MESSAGE_BYTES = 8_192

/** The part of a database that a bench needs. */
export interface BenchStore {
  readonly bus: GatewayOptions['bus']
  readonly store: Partial<MatchStore>
}

/**
 * The real gateway at its real address. It refuses nobody, and sends nobody away.
 *
 * @param GatewayClass a subclass, if the bench has to look into the gateway
 */
export async function openBenchGateway<G extends Gateway>(
  { bus, store }: BenchStore,
  GatewayClass: new (options: GatewayOptions) => G,
): Promise<{ gateway: G; port: number; close(): Promise<void> }> {
  const gateway = new GatewayClass({
    now: Date.now,
    bus,
    store: store as MatchStore,
    limits: { subscriptions: 64, messageBytes: MAX_MESSAGE_BYTES },
    heartbeatMs: 600_000,
    drainMs: 0,
    maxConnectionAgeMs: 0,
    maxConnectionRate: 0,
    onRepair() {},
    onCheckFailed() {},
    onSendingAway() {},
  })
  const isUpgrade = upgradesOf(LIVE_PATH)
  const app = Fastify({ http: { shouldUpgradeCallback: isUpgrade } })
  app.addHook('preClose', () => gateway.close())
  await app.register(webSockets, { isUpgrade, Socket: ViewerSocket, maxMessageBytes: MAX_MESSAGE_BYTES })
  const options: LiveRouteOptions = {
    gateway,
    allowedOrigins: 'any',
    admission: { admit() {}, place: () => 0 },
    maxMessageBytes: MAX_MESSAGE_BYTES,
  }
  await app.register(liveRoute, {
    ...options,
    ipOf: ({ socket }) => socket.remoteAddress,
    isRefused: () => false,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  await app.register(sseRoute, options)
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { gateway, port: (app.server.address() as AddressInfo).port, close: () => app.close() }
}
