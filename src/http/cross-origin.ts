import type { FastifyInstance } from 'fastify'

/** Lets pages of other origins read: a score may stand on any page the operator allows. Writing needs a key, and never a browser. */
export function allowOrigins(app: FastifyInstance, allowed: 'any' | ReadonlySet<string>): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    if (request.method !== 'GET' || origin === undefined) return
    if (allowed === 'any') reply.header('access-control-allow-origin', '*')
    else if (allowed.has(origin)) reply.headers({ 'access-control-allow-origin': origin, vary: 'origin' })
    reply.header('access-control-expose-headers', 'etag, retry-after')
  })
}
