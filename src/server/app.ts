import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { Config } from '../config.ts'
import { compressAnswers } from '../http/compressed-answers.ts'
import { answerFrameworkError, installProblemHandlers } from '../http/problem.ts'
import { withoutBase } from '../http/requests/base-path.ts'
import { installBodyParsers } from '../http/requests/body-parsers.ts'
import { parseQuery } from '../http/requests/query.ts'
import { answerGivenIds, createRequestIds, givenIdOf } from '../http/requests/request-ids.ts'
import { installNotFound, type NothingHere } from '../http/requests/unknown-address.ts'
import { answerUnreadable, answerUnusual } from '../http/requests/unreadable-requests.ts'
import type { IsUpgrade } from '../http/sockets/websockets.ts'
import { createLog } from '../log.ts'
import { HEADERS_TIMEOUT_MS, TIMEOUT_CHECK_MS } from './request-timeouts.ts'
import { requestValidator } from './request-validator.ts'

const PLUGIN_TIMEOUT_MS = 120_000

export function createApp(config: Config, isUpgrade: IsUpgrade, nothingHere: NothingHere): FastifyInstance {
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
    // One of its own for each request would be 2 % of what a POST costs. Few requests log, and these say which they are.
    childLoggerFactory: (logger) => logger,
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
  installNotFound(app, nothingHere)
  installBodyParsers(app)
  return app
}
