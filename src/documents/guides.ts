import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'

const FOLDER = new URL('../../docs/', import.meta.url)

/** A file of `docs` or of a folder in it. No other path is ever read. */
const GUIDE = /^(?:[\w-]+\/)?[\w-]+\.md$/

/** `/docs/NAME.md`: what people read, of the version that runs, as the text that it is. */
export function serveGuides(app: FastifyInstance): void {
  app.get<{ Params: { '*': string } }>('/docs/*', { schema: { hide: true } }, async (request, reply) => {
    const name = request.params['*']
    const text = GUIDE.test(name) ? await readGuide(name) : undefined
    if (text === undefined) return reply.callNotFound()
    return reply
      .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
      .type('text/plain; charset=utf-8')
      .serializer((value: unknown) => value as string)
      .send(text)
  })
}

async function readGuide(name: string): Promise<string | undefined> {
  try {
    return await readFile(new URL(name, FOLDER), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
