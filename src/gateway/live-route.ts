import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { tokenOf } from '../access/viewer-tokens.ts'
import { checkOrigin, checkSubprotocol, UpgradeRequired, upgradesOf } from '../http/websockets.ts'
import type { Admission } from './admission/admission.ts'
import type { Gateway } from './gateway.ts'
import { ACCEPTED, Inflater, takesDeflate } from './viewer/compression.ts'
import type { ViewerSocket } from './viewer/viewer-socket.ts'

export interface LiveRouteOptions {
  readonly gateway: Gateway
  readonly allowedOrigins: 'any' | ReadonlySet<string>
  readonly admission: Pick<Admission, 'admit'>
  readonly maxMessageBytes: number
}

export const LIVE_PATH = '/v1/live'
const EXTENSIONS = 'sec-websocket-extensions'
const isLiveUpgrade = upgradesOf(LIVE_PATH)

/**
 * `GET /v1/live`: admits viewers before the upgrade, with plain HTTP refusals, and hands them to the gateway. In a scope with
 * `webSockets`, whose sockets are of class `ViewerSocket`.
 */
export async function liveRoute(app: FastifyInstance, options: LiveRouteOptions): Promise<void> {
  const { gateway, allowedOrigins, admission, maxMessageBytes } = options

  app.websocketServer.on('headers', (headers: string[], request: IncomingMessage) => {
    if (isLiveUpgrade(request) && takesDeflate(request.headers[EXTENSIONS])) headers.push(`${EXTENSIONS}: ${ACCEPTED}`)
  })

  app.route({
    method: 'GET',
    url: LIVE_PATH,
    exposeHeadRoute: false,
    schema: { hide: true },
    async onRequest(request) {
      if (!request.ws) return
      checkOrigin(request, allowedOrigins)
      checkSubprotocol(request)
      admission.admit(gateway.connectionCount)
    },
    handler: async (_request, reply) => {
      reply.headers({ upgrade: 'websocket', connection: 'upgrade' })
      throw new UpgradeRequired()
    },
    wsHandler: (socket, request) => {
      const viewer = socket as unknown as ViewerSocket
      if (takesDeflate(request.headers[EXTENSIONS])) viewer.inflateWith(new Inflater(maxMessageBytes))
      gateway.accept(viewer, tokenOf(request.headers))
    },
  })
}
