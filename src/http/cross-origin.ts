import type { FastifyInstance } from 'fastify'

/** Lets pages of other origins read: a score may stand on any page the operator allows. Writing needs a key, and is not for browsers. */
export function allowOrigins(app: FastifyInstance, allowed: 'any' | ReadonlySet<string>): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    if (request.method !== 'GET') return
    // On every answer: a cache that keeps one for no origin must not give it to a page.
    if (allowed !== 'any') reply.header('vary', 'origin')
    if (origin === undefined) return
    if (allowed === 'any') reply.header('access-control-allow-origin', '*')
    else if (allowed.has(origin)) reply.header('access-control-allow-origin', origin)
    reply.header('access-control-expose-headers', 'etag, retry-after')
  })
}
