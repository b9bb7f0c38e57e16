import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError, DatabaseUnavailable, type Fault } from '../errors.ts'
import { STRICT } from './strict-headers.ts'

/** RFC 9457 problem details, the shape of every error answer. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('stable, kebab-case; listed in docs/protocol.md'),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' })

export interface Explained {
  readonly status: number
  readonly code: string
  readonly detail?: string
  readonly errors?: readonly Fault[]
  readonly retryAfterSeconds?: number
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'A key or a token is needed',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'The request took too long',
  409: 'Conflict',
  413: 'Body too large',
  415: 'Unsupported media type',
  417: 'Expectation failed',
  422: 'The event was refused',
  426: 'Upgrade required',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Internal error',
  503: 'Not available now',
}

/** What Fastify itself refuses, by its error code. */
const FRAMEWORK_ERRORS: Readonly<Record<string, Explained>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'body-too-large',
    detail: 'a body may have 1 MiB at most; send less at once',
  },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    status: 400,
    code: 'invalid-request',
    detail: 'the body is not JSON, or has a field named __proto__, or prototype within constructor, which is refused',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'unsupported-media-type',
    detail: 'send Content-Type: application/json (application/x-ndjson for POST /v1/events), in UTF-8',
  },
}

/** What is sent in place of a problem, if anything is. */
export type AnswerInstead = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined

/**
 * The one place where errors become answers. Of an unexpected error the caller learns the request id and nothing else.
 *
 * @param pageOfAway for people who open a page while the server or its database is away
 */
export function installProblemHandlers(app: FastifyInstance, pageOfAway?: AnswerInstead): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const explained = explain(error)
    if (error instanceof DatabaseUnavailable) {
      request.log.warn({ reqId: request.id, reason: error.reason }, 'request failed: no database')
    } else if (explained.status >= 500 && !(error instanceof AppError)) {
      request.log[explained.status === 500 ? 'error' : 'warn']({ reqId: request.id, err: error }, 'request failed')
    }
    return (explained.status === 503 && pageOfAway?.(request, reply)) || sendProblem(request, reply, explained)
  })
}

/** For what Fastify refuses before it knows the route, such as an address that cannot be decoded. */
export function answerFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(request, reply, explain(error))
}

export function explain(error: unknown): Explained {
  if (error instanceof AppError) {
    const { statusCode, code, message, errors, retryAfterSeconds } = error
    return {
      status: statusCode,
      code,
      detail: message,
      ...(errors && errors.length > 0 && { errors }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    }
  }
  return explainFramework(error as FastifyError)
}

function explainFramework({ code, statusCode, message }: FastifyError): Explained {
  const known = FRAMEWORK_ERRORS[code]
  if (known !== undefined) return known
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return { status: statusCode, code: 'invalid-request', detail: message }
  }
  return { status: 500, code: 'internal-error', detail: 'an unexpected error; the log has it under this request id' }
}

/** The body of an error answer. */
export function problemOf(explained: Explained, requestId: string): z.output<typeof problem> {
  const { status, code, detail, errors } = explained
  return {
    type: `urn:touchline:problem:${code}`,
    title: TITLES[status] ?? 'Refused',
    status,
    code,
    ...(detail !== undefined && { detail }),
    ...(errors && { errors: [...errors] }),
    requestId,
  }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, explained: Explained): FastifyReply {
  const { status, retryAfterSeconds } = explained
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="touchline"')
  // A serializer of its own: the route's response schemas describe its successes.
  return reply
    .code(status)
    .type('application/problem+json')
    .headers({ ...STRICT, 'cache-control': 'no-store' })
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problemOf(explained, request.id))
}
