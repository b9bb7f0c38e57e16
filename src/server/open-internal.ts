import type { Gateway } from '../gateway/gateway.ts'
import { healthRoutes } from '../http/health.ts'
import { metricsRoute } from '../http/metrics/metrics.ts'
import { opsRoutes } from '../ops/ops-routes.ts'
import { opsTables } from '../ops/ops-tables.ts'
import { VERSION } from '../version.ts'
import { type InternalServer, startInternalServer } from './internal-server.ts'
import { type Parts, processName } from './parts.ts'

/** Opened before the public port, so that whoever is told of that one can look at this. */
export async function openInternal(
  parts: Parts,
  ops: { readonly gateway: Gateway | undefined; drain(): Promise<void>; rebalance(): Promise<void> },
): Promise<InternalServer | undefined> {
  const { config, app, database, bus, checks, metrics, feedAges } = parts
  const { gateway, drain, rebalance } = ops
  if (config.internal === undefined) return undefined
  const internal = await startInternalServer({
    ...config.internal,
    log: app.log,
    hint: () => 'here are /ops, /metrics, /livez and /readyz',
    async routes(scope) {
      await scope.register(healthRoutes, { version: VERSION, checks, readSkewMs: () => database.clock.skewMs })
      await scope.register(metricsRoute, { metrics })
      await scope.register(opsRoutes, {
        read: () => ({
          site: config.siteName,
          about: `Version ${VERSION}, role ${config.role}, ${processName(config.port)}`,
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
