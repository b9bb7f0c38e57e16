import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendPlainPage } from '../plain-page.ts'
import { sendProblem } from '../problem.ts'
import { type KnownPaths, rememberPaths } from './known-paths.ts'

const SLASH_AT_END = /^[^?]*\/(?:\?|$)/

export interface NotFoundOptions {
  /** The address of the first page, where there are pages for people. */
  readonly home?: string
}

/**
 * `[H10]` What no route answers: a known path with a slash at its end redirects to the one without it, a known path says which
 * methods it takes, any other is 404: a page for browsers, if there is a `home`, and a problem for programs. Call it before the routes
 * are registered.
 */
export function installNotFound(app: FastifyInstance, { home }: NotFoundOptions = {}): void {
  const known = rememberPaths(app)
  const page =
    home && `<h1>Page not found</h1>\n<p>There is nothing at this address. <a href="${home}">Today’s matches</a></p>`
  app.setNotFoundHandler((request, reply) => answerUnknown(known, page, request, reply))
  // Before the body is read: nobody knows which type of body belongs to a path that is not there.
  app.addHook('preParsing', (request, reply, payload, done) => {
    const location = SLASH_AT_END.test(request.url) ? withoutSlash(known, request) : undefined
    if (location !== undefined) reply.redirect(location, 308)
    else if (request.is404) answerUnknown(known, page, request, reply)
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
  page: string | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { method, url } = request
  const [path = ''] = url.split('?')
  const methods = known.methodsOf(path)
  if (methods.length === 0 || methods.includes(method)) {
    if (page !== undefined && isForPeople(request)) return sendPlainPage(reply, 404, 'Page not found', page)
    return sendProblem(request, reply, { status: 404, code: 'not-found', detail: `there is no ${method} ${path}` })
  }
  const allow = methods.join(', ')
  reply.header('allow', allow)
  const detail = `${path} takes ${allow}, not ${method}`
  return sendProblem(request, reply, { status: 405, code: 'method-not-allowed', detail })
}

/** A browser that opens a page, not a program that calls the API. */
function isForPeople({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && !url.startsWith('/v1/') && /^text\/html\b/.test(headers.accept ?? '')
}
