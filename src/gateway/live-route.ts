import type { IncomingMessage } from 'node:http'
import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { SUBPROTOCOL } from '../protocol/messages.ts'
import type { Admission } from './admission/admission.ts'
import type { Gateway } from './gateway.ts'
import { ACCEPTED, Inflater, takesDeflate } from './viewer/compression.ts'
import { ViewerSocket } from './viewer/viewer-socket.ts'

export interface LiveRouteOptions {
  readonly gateway: Gateway
  readonly allowedOrigins: 'any' | ReadonlySet<string>
  readonly admission: Pick<Admission, 'admit'>
  readonly maxMessageBytes: number
}

export class UpgradeRequired extends AppError {
  readonly code = 'upgrade-required'
  readonly statusCode = 426
}

export class OriginNotAllowed extends AppError {
  readonly code = 'origin-not-allowed'
  readonly statusCode = 403
}

export class SubprotocolUnknown extends AppError {
  readonly code = 'subprotocol-unknown'
  readonly statusCode = 400
}

const LIVE_URL = '/v1/live'
const EXTENSIONS = 'sec-websocket-extensions'
const CLOSE_TIMEOUT_MS = 5_000

/**
 * What may leave HTTP, for `shouldUpgradeCallback` of the server. Whatever else asks for an upgrade is answered as if it had not, as
 * RFC 9110, section 7.8 allows: Java's client asks for h2c with every first request, and once upgraded Node would not read its
 * body, and nobody would close its socket.
 */
export function isLiveUpgrade({ method, url = '', headers }: IncomingMessage): boolean {
  return method === 'GET' && url.split('?')[0] === LIVE_URL && headers.upgrade?.toLowerCase() === 'websocket'
}

/** `GET /v1/live`: admits viewers before the upgrade, with plain HTTP refusals, and hands them to the gateway. */
export async function liveRoute(app: FastifyInstance, options: LiveRouteOptions): Promise<void> {
  const { gateway, allowedOrigins, admission, maxMessageBytes } = options
  await app.register(websocket, {
    options: {
      // The types want the statics of the whole module; ws only constructs it.
      WebSocket: ViewerSocket as never,
      // ws refuses what is longer by its header, so that it is never buffered; `ViewerSocket` says our close code.
      maxPayload: maxMessageBytes,
      // ws would answer 400 to an offer that it cannot read, and keep an inflater for each viewer.
      perMessageDeflate: false,
      clientTracking: false,
      // ws parses the messages of a viewer that broke the rules until it answers the close frame: for less than the usual 30 s.
      // The types do not know this option yet.
      ...{ closeTimeout: CLOSE_TIMEOUT_MS },
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    },
    // The plugin's own would close viewers without a code; the gateway closes them.
    preClose: (done) => done(),
  })

  app.websocketServer.on('headers', (headers: string[], { headers: { [EXTENSIONS]: offers } }: IncomingMessage) => {
    if (takesDeflate(offers)) headers.push(`${EXTENSIONS}: ${ACCEPTED}`)
  })

  // The plugin does this for those it got to see; a hook of the server's own may refuse before.
  app.addHook('onResponse', async ({ raw }) => {
    if (isLiveUpgrade(raw)) raw.socket.destroy()
  })

  const admit = (request: FastifyRequest) => {
    const { origin, 'sec-websocket-protocol': offered } = request.headers
    if (allowedOrigins !== 'any' && origin !== undefined && !allowedOrigins.has(origin)) {
      throw new OriginNotAllowed(`pages of ${origin} may not connect; ALLOWED_ORIGINS names those that may`)
    }
    if (offered !== undefined && !offered.split(',').some((name) => name.trim() === SUBPROTOCOL)) {
      throw new SubprotocolUnknown(`this server speaks ${SUBPROTOCOL}; offer it, or offer nothing`)
    }
    admission.admit(gateway.connectionCount)
  }

  app.route({
    method: 'GET',
    url: LIVE_URL,
    exposeHeadRoute: false,
    schema: { hide: true },
    async onRequest(request) {
      if (request.ws) admit(request)
    },
    handler: async (_request, reply) => {
      reply.headers({ upgrade: 'websocket', connection: 'upgrade' })
      throw new UpgradeRequired('this address speaks WebSocket; connect with ws:// or wss://')
    },
    wsHandler: (socket, request) => {
      const viewer = socket as unknown as ViewerSocket
      if (takesDeflate(request.headers[EXTENSIONS])) viewer.inflateWith(new Inflater(maxMessageBytes))
      gateway.accept(viewer)
    },
  })
}
