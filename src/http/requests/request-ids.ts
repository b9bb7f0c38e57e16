import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** An id that a proxy or a feed may give a request: it stands in logs and answers, so it is short, and of plain characters. */
const GIVEN_ID = /^[\w.:/+=-]{1,128}$/
const HEADER = 'x-request-id'

/** Ids that differ between processes and restarts. Random bytes for each request would be a twentieth of the cost of a POST. */
export function createRequestIds(): () => string {
  const process_ = randomBytes(6).toString('hex')
  let count = 0
  return () => {
    count += 1
    return `${process_}-${count.toString(36)}`
  }
}

/** The id that came with a request, if it may be one. */
export function givenIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const given = headers[HEADER]
  return typeof given === 'string' && GIVEN_ID.test(given) ? given : undefined
}

/** Tells whoever gave a request an id that it was taken. */
export function answerGivenIds(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (request.headers[HEADER] !== undefined) reply.header(HEADER, request.id)
    done()
  })
}
