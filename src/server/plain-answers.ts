import {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { answerFrameworkError, installProblemHandlers } from '../http/problem.ts'
import { answerGivenIds, createRequestIds, givenIdOf } from '../http/requests/request-ids.ts'
import { installNotFound, isForPeople, type NothingHere } from '../http/requests/unknown-address.ts'
import { answerUnreadable, answerUnusual } from '../http/requests/unreadable-requests.ts'
import { addStrictHeaders, STRICT } from '../http/strict-headers.ts'

/** What every port of ours does alike: requests have ids, and what no route answers is answered in the shape of all errors. */
export function plainAnswers(log: FastifyBaseLogger, nothingHere: NothingHere) {
  const nextId = createRequestIds()
  return {
    /** For `Fastify`. */
    options: {
      loggerInstance: log,
      // One of its own for each request would be 2 % of what a POST costs. Few requests log, and these say which they are.
      childLoggerFactory: (logger: FastifyBaseLogger) => logger,
      logController: new LogController({ disableRequestLogging: true }),
      frameworkErrors(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
        // An address that cannot be decoded: nothing is there, and no hook has run that sets headers.
        if (nothingHere.page !== undefined && isForPeople(request)) nothingHere.page(reply.headers(STRICT))
        else answerFrameworkError(error, request, reply)
      },
      clientErrorHandler: (error: NodeJS.ErrnoException, socket: Parameters<typeof answerUnreadable>[1]) =>
        answerUnreadable(error, socket, nextId()),
      genReqId: (request: Parameters<typeof givenIdOf>[0]) => givenIdOf(request) ?? nextId(),
    },
    /** For the `http` of `Fastify`: Node would answer without a word; `answerUnusual` says what is missing. */
    http: { requireHostHeader: false },
    /** Before anything else is registered. */
    install(app: FastifyInstance): void {
      answerUnusual(app, nextId)
      answerGivenIds(app)
      addStrictHeaders(app)
      installProblemHandlers(app, (request, reply) =>
        isForPeople(request) ? nothingHere.pageOfAway?.(reply) : undefined,
      )
      installNotFound(app, nothingHere)
    },
  }
}
