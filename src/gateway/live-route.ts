import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { tokenOf } from '../access/token-of.ts'
import {
  checkHandshake,
  checkOrigin,
  isAllowed,
  isHandshake,
  upgradeRequired,
  upgradesOf,
} from '../http/sockets/websockets.ts'
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

export interface LiveUpgradeOptions extends LiveRouteOptions {
  /** The address that a request came from; undefined once its sender is gone. */
  ipOf(request: IncomingMessage): string | undefined
  /** Whether a hook of the server refuses it, whatever address it is for. */
  isRefused(request: IncomingMessage): boolean
}

interface Admitted {
  readonly ip: string | undefined
  /** In how many ms the viewer has to come back; 0 if it is let in now. */
  readonly afterMs: number
}

export const LIVE_PATH = '/v1/live'
const EXTENSIONS = 'sec-websocket-extensions'
const isLiveUpgrade = upgradesOf(LIVE_PATH)

/**
 * `GET /v1/live`: admits viewers before the upgrade, and hands them to the gateway; the router answers those who are not, in plain HTTP.
 * In a scope with `webSockets`, whose sockets are of class `ViewerSocket`.
 */
export async function liveRoute(app: FastifyInstance, options: LiveUpgradeOptions): Promise<void> {
  const { gateway, allowedOrigins, admission, addresses, maxMessageBytes, ipOf, isRefused } = options
  /** Of viewers who are not admitted, for the route to answer. */
  const refusals = new WeakMap<IncomingMessage, unknown>()

  app.websocketServer.on('headers', (headers: string[], request: IncomingMessage) => {
    if (isLiveUpgrade(request) && takesDeflate(request.headers[EXTENSIONS])) headers.push(`${EXTENSIONS}: ${ACCEPTED}`)
  })

  const admit = (request: IncomingMessage): Admitted => {
    const ip = ipOf(request)
    if (ip !== undefined) addresses?.admit(ip)
    return { ip, afterMs: admission.place(gateway.viewers.size) }
  }

  const begin = (viewer: ViewerSocket, { headers }: IncomingMessage, { ip, afterMs }: Admitted) => {
    if (afterMs > 0) {
      sendAway(viewer, afterMs)
      return
    }
    if (takesDeflate(headers[EXTENSIONS])) viewer.inflateWith(new Inflater(maxMessageBytes))
    gateway.accept(viewer, tokenOf(headers), ip)
  }

  app.upgradeTakers.push((request, tcp, head) => {
    if (!isLiveUpgrade(request) || isRefused(request)) return false
    if (!isAllowed(request.headers.origin, allowedOrigins) || !isHandshake(request)) return false
    let admitted: Admitted
    try {
      admitted = admit(request)
    } catch (refusal) {
      refusals.set(request, refusal)
      return false
    }
    // The answer to the upgrade and `hello`, which is written at the end of this turn, go by one system call.
    tcp.cork()
    app.websocketServer.handleUpgrade(request, tcp, head, (socket) => {
      begin(socket as unknown as ViewerSocket, request, admitted)
    })
    setImmediate(() => tcp.uncork())
    return true
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
      // Whoever is admitted was taken before the router was asked.
      throw refusals.get(request.raw)
    },
    handler: upgradeRequired,
  })
}

/** `[W22]` Instead of `hello`: browsers cannot see the `Retry-After` of a refused upgrade. */
function sendAway(viewer: ViewerSocket, afterMs: number): void {
  const message: ReconnectMessage = { op: 'reconnect', afterMs, reason: 'busy' }
  viewer.send(JSON.stringify(message))
  viewer.close(CLOSE.reconnect, 'more viewers than this gateway lets in at once; come back')
}
