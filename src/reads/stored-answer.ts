import type { FastifyReply } from 'fastify'

/**
 * Sends JSON text as it is: parsing and printing it again would cost more than reading it.
 *
 * @param text a buffer where it is the same for all who ask
 */
export function sendJson(reply: FastifyReply, text: string | Buffer): FastifyReply {
  return reply
    .type('application/json; charset=utf-8')
    .serializer((value: unknown) => value as string)
    .send(text)
}

/** True if the client has this answer already. RFC 9110, section 13.1.2: a list of entity tags, compared weakly, or `*`. */
export function holdsTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}
