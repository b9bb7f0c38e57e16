import type { FastifyInstance, FastifyReply } from 'fastify'
import fp from 'fastify-plugin'
import { DOCS_POLICY } from '../http/documents/docs-style.ts'
import { startThreadBeside } from '../thread-beside.ts'
import { serveGuides } from './guides.ts'
import type { Described, Documents } from './make-documents.ts'

/** The documents as they are sent: a buffer is compressed once. */
type Made = { readonly [Name in keyof Documents]: Buffer }

/**
 * `/openapi.json` and `/docs`, with the guides that it names. The two are made when one of them is first asked for, in a thread of their own: the loop that serves viewers
 * would stand still for as long as it takes.
 */
export const documents = fp(
  async (app: FastifyInstance, described: Described) => {
    let made: Promise<Made> | undefined
    const make = () => {
      made ??= makeAside(described).catch((error: unknown) => {
        made = undefined // the next who asks tries again
        throw error
      })
      return made
    }
    app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
      const { openapi } = await make()
      return sendMade(reply, 'application/json; charset=utf-8', openapi)
    })
    serveGuides(app)
    app.get('/docs', { schema: { hide: true } }, async (_request, reply) => {
      const { docs } = await make()
      reply.header('content-security-policy', DOCS_POLICY).header('referrer-policy', 'same-origin')
      return sendMade(reply, 'text/html; charset=utf-8', docs)
    })
  },
  { name: 'documents' },
)

function makeAside(described: Described): Promise<Made> {
  const worker = startThreadBeside(import.meta.url, 'documents-worker', described)
  return new Promise((resolve, reject) => {
    worker.once('message', ({ openapi, docs }: Documents) => {
      resolve({ openapi: Buffer.from(openapi), docs: Buffer.from(docs) })
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the thread that makes the documents ended with ${code}`)))
  })
}

function sendMade(reply: FastifyReply, type: string, made: Buffer): FastifyReply {
  return reply
    .type(type)
    .serializer((value: unknown) => value as string)
    .send(made)
}
