import type { FastifyInstance } from 'fastify'

/** Stands with every answer: a browser takes it for what it says it is, whatever a stranger has brought into it. */
export const STRICT = { 'x-content-type-options': 'nosniff' } as const

/** For all that reaches a route, or none. What is refused before that says so by itself. */
export function addStrictHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(STRICT)
    done()
  })
}
