import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { tokenOf } from '../access/token-of.ts'
import { checkHandshake, checkOrigin, upgradeRequired, upgradesOf } from '../http/sockets/websockets.ts'
import { CLOSE } from '../protocol/close-codes.ts'
import type { ReconnectMessage } from '../protocol/messages.ts'
import type { AddressLimits } from './admission/address-limits.ts'
import type { Admission } from './admission/admission.ts'
import type { Gateway } from './gateway.ts'
import { ACCEPTED, Inflater, takesDeflate } from './viewer/compression.ts'
import type { ViewerSocket } from './viewer/viewer-socket.ts'

export interface LiveRouteOptions {
  readonly gateway: Gateway
  readonly allowedOrigins: 'any' | ReadonlySet<string>
  readonly admission: Pick<Admission, 'admit' | 'place'>
  /** Left out where addresses have no bounds. */
  readonly addresses?: Pick<AddressLimits, 'admit'>
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
  const { gateway, allowedOrigins, admission, addresses, maxMessageBytes } = options
  /** Viewers who have to come back, after how many ms. */
  const later = new WeakMap<FastifyRequest, number>()

  app.websocketServer.on('headers', (headers: string[], request: IncomingMessage) => {
    if (!isLiveUpgrade(request)) return
    if (takesDeflate(request.headers[EXTENSIONS])) headers.push(`${EXTENSIONS}: ${ACCEPTED}`)
    request.socket.cork()
  })

  app.route({
    method: 'GET',
    url: LIVE_PATH,
    exposeHeadRoute: false,
    schema: { hide: true },
    async onRequest(request, reply) {
      if (!request.ws) return
      checkOrigin(request, allowedOrigins)
      checkHandshake(request, reply)
      addresses?.admit(request.ip)
      const afterMs = admission.place(gateway.viewers.size)
      if (afterMs > 0) later.set(request, afterMs)
    },
    handler: upgradeRequired,
    wsHandler: (socket, request) => {
      const viewer = socket as unknown as ViewerSocket
      const { tcp } = viewer
      const afterMs = later.get(request)
      if (afterMs !== undefined) {
        sendAway(viewer, afterMs)
        tcp?.uncork()
        return
      }
      if (takesDeflate(request.headers[EXTENSIONS])) viewer.inflateWith(new Inflater(maxMessageBytes))
      gateway.accept(viewer, tokenOf(request.headers), request.ip)
      // The answer to the upgrade and `hello`, which is written at the end of this turn, go by one system call.
      setImmediate(() => tcp?.uncork())
    },
  })
}

/** `[W22]` Instead of `hello`: browsers cannot see the `Retry-After` of a refused upgrade. */
function sendAway(viewer: ViewerSocket, afterMs: number): void {
  const message: ReconnectMessage = { op: 'reconnect', afterMs, reason: 'busy' }
  viewer.send(JSON.stringify(message))
  viewer.close(CLOSE.reconnect, 'more viewers than this gateway lets in at once; come back')
}
