import { EventEmitter } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { WebSocket } from 'ws'
import { AppError, InvalidRequest } from '../../errors.ts'
import { SUBPROTOCOL } from '../../protocol/messages.ts'

class UpgradeRequired extends AppError {
  readonly code = 'upgrade-required'
  readonly statusCode = 426
  constructor() {
    super('this address speaks WebSocket, version 13; connect with ws:// or wss://')
  }
}

export class OriginNotAllowed extends AppError {
  readonly code = 'origin-not-allowed'
  readonly statusCode = 403
  constructor(origin: string) {
    super(`pages of ${origin} may not connect; ALLOWED_ORIGINS names those that may`)
  }
}

export class SubprotocolUnknown extends AppError {
  readonly code = 'subprotocol-unknown'
  readonly statusCode = 400
  constructor() {
    super(`this server speaks ${SUBPROTOCOL}; offer it, or offer nothing`)
  }
}

/** Which requests ask for an upgrade that this server knows. */
export type IsUpgrade = (request: IncomingMessage) => boolean

/**
 * What may leave HTTP, for `shouldUpgradeCallback` of the server. Whatever else asks for an upgrade is answered as if it had not, as
 * RFC 9110, section 7.8 allows: Java's client asks for h2c with every first request, and once upgraded Node would not read its
 * body, and nobody would close its socket.
 */
export function upgradesOf(...paths: readonly string[]): IsUpgrade {
  return ({ method, url = '', headers }) =>
    method === 'GET' && paths.includes(url.split('?')[0] ?? '') && headers.upgrade?.toLowerCase() === 'websocket'
}

/**
 * Takes an upgrade past the router, whose way costs an eighth of what a viewer's join does.
 *
 * @returns false where the router is to answer, with a refusal or for another address
 */
export type TakeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean

declare module 'fastify' {
  interface FastifyInstance {
    /** Asked in turn about each upgrade, until one has taken it. */
    upgradeTakers: TakeUpgrade[]
  }
}

export interface WebSocketsOptions {
  readonly isUpgrade: IsUpgrade
  /** The class of all sockets, which says our close codes. */
  readonly Socket: new (
    ...options: never
  ) => WebSocket
  /** The most that a message may have, unless its route says another bound with `limitMessages`. */
  readonly maxMessageBytes: number
}

const CLOSE_TIMEOUT_MS = 5_000

/** WebSocket for the routes of this scope. Once a server: the plugin listens to every upgrade. */
export const webSockets = fp<WebSocketsOptions>(
  async (app: FastifyInstance, { isUpgrade, Socket, maxMessageBytes }) => {
    const takers: TakeUpgrade[] = []
    app.decorate('upgradeTakers', takers)
    const routed = new EventEmitter()
    app.server.on('upgrade', (request, socket, head) => {
      if (!takers.some((take) => take(request, socket, head))) routed.emit('upgrade', request, socket, head)
    })
    await app.register(websocket, {
      options: {
        // All that the plugin does with a server is to hear of upgrades.
        server: routed as Server,
        // The types want the statics of the whole module; ws only constructs it.
        WebSocket: Socket as never,
        // ws refuses what is longer by its header, so that it is never buffered; the socket says our close code.
        maxPayload: maxMessageBytes,
        // ws would answer 400 to an offer that it cannot read, and keep an inflater for each viewer.
        perMessageDeflate: false,
        clientTracking: false,
        // ws goes on parsing the messages of a client that broke the rules until it answers the close frame: give it less than the usual 30 s.
        // The types do not know this option yet.
        ...{ closeTimeout: CLOSE_TIMEOUT_MS },
        handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
      },
      // The plugin's own would close sockets without a code; their owners close them.
      preClose: (done) => done(),
    })
    // The plugin does this for those it got to see; a hook of the server's own may refuse before.
    app.addHook('onResponse', async ({ raw }) => {
      if (isUpgrade(raw)) raw.socket.destroy()
    })
  },
  { name: 'websockets' },
)

/** Gives this socket another bound for its messages. ws knows one for all sockets of a server. */
export function limitMessages(socket: WebSocket, maxBytes: number): void {
  const { _receiver: receiver } = socket as unknown as { _receiver: { _maxPayload: number } }
  receiver._maxPayload = maxBytes
}

/** Of the protocol of RFC 6455, the only one that was ever finished. */
const VERSION = '13'
const HANDSHAKE_KEY = /^[+/0-9A-Za-z]{22}==$/

/**
 * What ws would refuse with a page of HTML, and the subprotocol.
 *
 * @throws {UpgradeRequired} {InvalidRequest} {SubprotocolUnknown}
 */
export function checkHandshake({ headers }: FastifyRequest, reply: FastifyReply): void {
  if (!hasVersion(headers)) refuseHttp(reply.header('sec-websocket-version', VERSION))
  if (!hasKey(headers)) {
    throw new InvalidRequest('an upgrade to WebSocket needs a Sec-WebSocket-Key of 16 bytes in Base64')
  }
  if (!speaksOurs(headers)) throw new SubprotocolUnknown()
}

/** Whether `checkHandshake` would find nothing. */
export function isHandshake({ headers }: IncomingMessage): boolean {
  return hasVersion(headers) && hasKey(headers) && speaksOurs(headers)
}

function hasVersion(headers: IncomingHttpHeaders): boolean {
  return headers['sec-websocket-version'] === VERSION
}

function hasKey(headers: IncomingHttpHeaders): boolean {
  return HANDSHAKE_KEY.test(headers['sec-websocket-key'] ?? '')
}

function speaksOurs({ 'sec-websocket-protocol': offered }: IncomingHttpHeaders): boolean {
  return offered === undefined || offered.split(',').some((name) => name.trim() === SUBPROTOCOL)
}

/** The handler of an address that speaks nothing but WebSocket. @throws {UpgradeRequired} */
export async function upgradeRequired(_request: FastifyRequest, reply: FastifyReply): Promise<never> {
  return refuseHttp(reply)
}

function refuseHttp(reply: FastifyReply): never {
  // What the header says is all that Node goes by, and whoever asked for the end of the connection waits for it.
  const connection = reply.raw.shouldKeepAlive ? 'upgrade' : 'upgrade, close'
  reply.headers({ upgrade: 'websocket', connection })
  throw new UpgradeRequired()
}

/** @throws {OriginNotAllowed} */
export function checkOrigin({ headers: { origin } }: FastifyRequest, allowed: 'any' | ReadonlySet<string>): void {
  if (origin !== undefined && !isAllowed(origin, allowed)) throw new OriginNotAllowed(origin)
}

/** @param origin of a page; undefined of whatever is none */
export function isAllowed(origin: string | undefined, allowed: 'any' | ReadonlySet<string>): boolean {
  return allowed === 'any' || origin === undefined || allowed.has(origin)
}
