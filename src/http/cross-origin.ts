import type { FastifyInstance, FastifyRequest } from 'fastify'

export interface CrossOriginOptions {
  readonly allowed: 'any' | ReadonlySet<string>
  /** Paths where a `POST` reads. */
  readonly postedReads: readonly string[]
}

/** What pages may send with a read; a browser asks first whether they may (Fetch, section 4.8). */
const READ_HEADERS = 'authorization, content-type, if-none-match, last-event-id'
/** Browsers ask again after two hours at the latest. */
const PREFLIGHT_KEPT_S = 7_200

/** Lets pages of other origins read: a score may stand on any page the operator allows. Writing needs a key, and is not for browsers. */
export function allowOrigins(app: FastifyInstance, { allowed, postedReads }: CrossOriginOptions): void {
  const isRead = (method: string | undefined, url: string) =>
    method === 'GET' || (method === 'POST' && postedReads.includes(url.split('?')[0] ?? ''))

  app.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers
    const preflightOf = methodAskedFor(request)
    if (!isRead(preflightOf ?? request.method, request.url)) return done()
    // On every answer: a cache that keeps one for no origin must not give it to a page.
    if (allowed !== 'any') reply.header('vary', 'origin')
    if (origin === undefined) return done()
    if (allowed === 'any') reply.header('access-control-allow-origin', '*')
    else if (allowed.has(origin)) reply.header('access-control-allow-origin', origin)
    reply.header('access-control-expose-headers', 'date, etag, retry-after')
    if (preflightOf === undefined) return done()
    reply.header('access-control-allow-methods', preflightOf)
    reply.header('access-control-allow-headers', READ_HEADERS)
    reply.header('access-control-max-age', PREFLIGHT_KEPT_S)
    reply.code(204).send()
    return undefined
  })
}

/** Of a browser that asks whether a page may send a request. */
function methodAskedFor({ method, headers }: FastifyRequest): string | undefined {
  const asked = headers['access-control-request-method']
  return method === 'OPTIONS' && headers.origin !== undefined && typeof asked === 'string' ? asked : undefined
}
