import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { tokenOf } from '../access/token-of.ts'
import { AppError, InvalidRequest } from '../errors.ts'
import { readText } from '../http/requests/body-parsers.ts'
import { checkOrigin } from '../http/sockets/websockets.ts'
import type { SubscribeRequest } from '../protocol/client-messages.ts'
import { parseClientMessage } from '../protocol/parse-client-message.ts'
import type { LiveRouteOptions } from './live-route.ts'
import { requestOf, schemas } from './sse-request.ts'
import { EventStream } from './viewer/event-stream.ts'

export const SSE_PATH = '/v1/sse'

/** The SDK sends its message as plain text: a page of another site may do so without asking first (Fetch, section 3.2.2). */
const MESSAGE_TYPES = ['application/json', 'text/plain']

/** Everything is asked for at once, with a position of each match: eight full boards and 256 matches. */
const MAX_BYTES = 256 * 1024

class MessageTooBig extends AppError {
  readonly code = 'body-too-large'
  readonly statusCode = 413
  constructor() {
    super(`a message to a stream may have ${MAX_BYTES} bytes at most; ask for less`)
  }
}

/** What was pipelined behind a stream: its answer could never be written. */
class BehindAStream extends InvalidRequest {
  constructor() {
    super('this connection carries a stream; use another')
  }
}

/** `[W19]` `GET` and `POST /v1/sse`: admits viewers as `/v1/live` does, and hands them to the gateway with what they asked for. */
export async function sseRoute(fastify: FastifyInstance, options: LiveRouteOptions): Promise<void> {
  const { gateway, allowedOrigins, admission, addresses } = options
  const app = fastify.withTypeProvider<ZodTypeProvider>()
  const onRequest = async (request: FastifyRequest) => {
    checkOrigin(request, allowedOrigins)
    // Whoever reads a stream sees a status, which browsers hide of a WebSocket.
    await gateway.checkToken(tokenOf(request.headers))
  }

  const begin = (reply: FastifyReply, request: SubscribeRequest | undefined): void => {
    const { socket } = reply.raw
    if (socket === null) throw new BehindAStream()
    addresses?.admit(reply.request.ip)
    admission.admit(gateway.viewers.size)
    reply.hijack()
    gateway.acceptStream(
      new EventStream(reply.raw, socket, headersOf(reply)),
      request,
      tokenOf(reply.request.headers),
      reply.request.ip,
    )
  }

  app.get(SSE_PATH, { schema: schemas.get, exposeHeadRoute: false, onRequest }, async (request, reply) => {
    begin(reply as unknown as FastifyReply, requestOf(request.query, request.headers['last-event-id']))
  })

  await app.register(async (scope) => {
    scope.removeContentTypeParser(MESSAGE_TYPES)
    scope.addContentTypeParser(MESSAGE_TYPES, { parseAs: 'buffer' }, (_request, body, done) => {
      if (body.length > MAX_BYTES) done(new MessageTooBig())
      else readText(body as Buffer, done, (text) => done(null, text))
    })
    scope.post(SSE_PATH, { schema: schemas.post, onRequest }, async (request, reply) => {
      begin(reply, readMessage(request.body as string | undefined))
    })
  })
}

/** @returns undefined where there is no message: the viewer wants to know whether streams come through */
function readMessage(text: string | undefined): SubscribeRequest | undefined {
  if (!text) return undefined
  const parsed = parseClientMessage(text)
  if (!parsed.ok) throw new InvalidRequest(parsed.refusal.detail)
  if (parsed.message.op !== 'subscribe') throw new InvalidRequest('"op" must be subscribe')
  return parsed.message
}

/** What hooks have set, such as which pages may read it. */
function headersOf(reply: FastifyReply): Record<string, number | string | string[]> {
  return Object.fromEntries(
    Object.entries(reply.getHeaders()).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
