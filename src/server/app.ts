import Fastify, { type FastifyInstance } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { Config } from '../config.ts'
import { compressAnswers } from '../http/compressed-answers.ts'
import { withoutBase } from '../http/requests/base-path.ts'
import { installBodyParsers } from '../http/requests/body-parsers.ts'
import { parseQuery } from '../http/requests/query.ts'
import type { NothingHere } from '../http/requests/unknown-address.ts'
import type { IsUpgrade } from '../http/sockets/websockets.ts'
import { createLog } from '../log.ts'
import { plainAnswers } from './plain-answers.ts'
import { HEADERS_TIMEOUT_MS, TIMEOUT_CHECK_MS } from './request-timeouts.ts'
import { requestValidator } from './request-validator.ts'

const PLUGIN_TIMEOUT_MS = 120_000

export interface AppOptions {
  readonly isUpgrade: IsUpgrade
  /** Whether an address is one of the trusted proxies. */
  readonly isProxy: (ip: string) => boolean
  readonly nothingHere: NothingHere
}

export function createApp(config: Config, { isUpgrade, isProxy, nothingHere }: AppOptions): FastifyInstance {
  const plain = plainAnswers(createLog(config.logLevel), nothingHere)
  const app = Fastify({
    ...plain.options,
    // A first start builds the pages, which takes seconds, and many on a busy machine.
    pluginTimeout: PLUGIN_TIMEOUT_MS,
    // Set later, Fastify would have loaded its own before. Its types know no compilers but those of JSON Schema.
    schemaController: {
      compilersFactory: {
        buildValidator: () => requestValidator,
        buildSerializer: () => serializerCompiler,
      } as object,
    },
    trustProxy: config.trustedProxies.length > 0 ? isProxy : false,
    // Event ids of 128 characters, each percent-encoded.
    routerOptions: { maxParamLength: 400, querystringParser: parseQuery },
    rewriteUrl: ({ url = '' }) => withoutBase(url, config.basePath),
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    requestTimeout: config.requestTimeoutMs,
    http: {
      ...plain.http,
      shouldUpgradeCallback(request) {
        // Asked before Fastify has rewritten the address.
        request.url = withoutBase(request.url ?? '', config.basePath)
        return isUpgrade(request)
      },
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, config.requestTimeoutMs),
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    },
  })
  plain.install(app)
  compressAnswers(app)
  installBodyParsers(app)
  return app
}
