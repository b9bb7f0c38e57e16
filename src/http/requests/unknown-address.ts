import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from '../problem.ts'
import { type KnownPaths, rememberPaths } from './known-paths.ts'

const SLASH_AT_END = /^[^?]*\/(?:\?|$)/

export interface NothingHere {
  /** What browsers are shown. It is there once the pages are; a program is always answered with a problem. */
  page?: (reply: FastifyReply) => FastifyReply
  /** What they are shown while there is an address and no answer. */
  pageOfAway?: (reply: FastifyReply) => FastifyReply
  /** Tells an operator where it is instead, or what is here; undefined for everybody else. */
  hint?: (path: string, request: FastifyRequest) => string | undefined
}

/**
 * `[H10]` What no route answers: a known path with a slash at its end redirects to the one without it, a known path says which
 * methods it takes, any other is 404: a page for browsers, if there are any, and a problem for programs. Call it before the routes
 * are registered.
 */
export function installNotFound(app: FastifyInstance, nothingHere: NothingHere = {}): void {
  const known = rememberPaths(app)
  app.setNotFoundHandler((request, reply) => answerUnknown(known, nothingHere, request, reply))
  // Before the body is read: nobody knows which type of body belongs to a path that is not there.
  app.addHook('preParsing', (request, reply, payload, done) => {
    const location = SLASH_AT_END.test(request.url) ? withoutSlash(known, request) : undefined
    if (location !== undefined) reply.redirect(location, 308)
    else if (request.is404) answerUnknown(known, nothingHere, request, reply)
    else done(null, payload)
  })
}

/**
 * Where a path with a slash at its end leads. To routes, `/v1/matches/` is a match without an id.
 *
 * @returns undefined if nothing is there; `//other.example/` would send the client to another server
 */
function withoutSlash(known: KnownPaths, { method, url, originalUrl }: FastifyRequest): string | undefined {
  const [path = ''] = url.split('?')
  if (!known.methodsOf(path.replace(/\/+$/, '')).includes(method)) return undefined
  // As the client wrote it: below a base path.
  const [asked = '', ...query] = originalUrl.split('?')
  return [asked.replace(/\/+$/, ''), ...query].join('?')
}

function answerUnknown(
  known: KnownPaths,
  { page, hint }: NothingHere,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { method, url } = request
  const [path = ''] = url.split('?')
  const methods = known.methodsOf(path)
  if (methods.length === 0 || methods.includes(method)) {
    const told = hint?.(path, request)
    if (page !== undefined && told === undefined && isForPeople(request)) return page(reply)
    const detail = [`there is no ${method} ${path}`, ...(told === undefined ? [] : [told])].join('; ')
    return sendProblem(request, reply, { status: 404, code: 'not-found', detail })
  }
  const allow = methods.join(', ')
  reply.header('allow', allow)
  const detail = `${path} takes ${allow}, not ${method}`
  return sendProblem(request, reply, { status: 405, code: 'method-not-allowed', detail })
}

/** A browser that opens a page, not a program that calls the API. */
export function isForPeople({ method, url, headers }: FastifyRequest): boolean {
  return (
    (method === 'GET' || method === 'HEAD') && !url.startsWith('/v1/') && /^text\/html\b/.test(headers.accept ?? '')
  )
}
