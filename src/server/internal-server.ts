import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyBaseLogger, type FastifyPluginAsync } from 'fastify'
import { listenAs } from './listening.ts'
import { plainAnswers } from './plain-answers.ts'
import { HEADERS_TIMEOUT_MS, TIMEOUT_CHECK_MS } from './request-timeouts.ts'

export interface InternalServerOptions {
  readonly host: string
  readonly port: number
  readonly log: FastifyBaseLogger
  /** What it serves. */
  readonly routes: FastifyPluginAsync
  /** Of an address that is not here: where it is instead, or what is here. */
  readonly hint?: (path: string) => string | undefined
  /** How long a request may take to arrive. */
  readonly timeoutMs?: number
}

export interface InternalServer {
  readonly url: string
  close(): Promise<void>
}

const MAX_CONNECTIONS = 256

/** A port of its own for those who run it: what is on it cannot be reached by way of the public one, however an address is spelled. */
export async function startInternalServer(options: InternalServerOptions): Promise<InternalServer> {
  const { host, port, log, routes, hint, timeoutMs = HEADERS_TIMEOUT_MS } = options
  const plain = plainAnswers(log, hint ? { hint } : {})
  const app = Fastify({
    ...plain.options,
    forceCloseConnections: true,
    requestTimeout: timeoutMs,
    bodyLimit: 16_384,
    http: { ...plain.http, headersTimeout: timeoutMs, connectionsCheckingInterval: TIMEOUT_CHECK_MS },
  })
  app.server.maxConnections = MAX_CONNECTIONS
  plain.install(app)
  await app.register(routes)
  await listenAs({ host: 'INTERNAL_HOST (or HOST)', port: 'INTERNAL_PORT' }, app, {
    host,
    port,
    // A worker's own: what workers listen on together is answered by any of them, and 0 would be one port for all.
    exclusive: true,
  })
  const { port: taken } = app.server.address() as AddressInfo
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, close: () => app.close() }
}
