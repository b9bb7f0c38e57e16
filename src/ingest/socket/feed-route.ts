import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  checkHandshake,
  checkOrigin,
  limitMessages,
  OriginNotAllowed,
  upgradeRequired,
} from '../../http/sockets/websockets.ts'
import { MAX_FEED_MESSAGE_BYTES } from '../../protocol/feed-messages.ts'
import { bearerOf, type FeedKeys, identifyKey, localFeed } from '../routes/feed-auth.ts'
import type { Identity } from './feed-connection.ts'
import type { FeedSockets } from './feed-sockets.ts'

export interface FeedRouteOptions {
  readonly feeds: FeedSockets
  readonly keys: FeedKeys
  readonly allowedOrigins: 'any' | ReadonlySet<string>
  /** Told of the status of each upgrade that was refused. */
  onRefused?(status: number): void
}

export const FEED_PATH = '/v1/feed'

/** `GET /v1/feed`, `[H16]`: refuses in plain HTTP what can be refused before the upgrade. In a scope with `webSockets`. */
export async function feedRoute(
  app: FastifyInstance,
  { feeds, keys, allowedOrigins, onRefused }: FeedRouteOptions,
): Promise<void> {
  const identities = new WeakMap<FastifyRequest, Identity>()
  app.route({
    method: 'GET',
    url: FEED_PATH,
    exposeHeadRoute: false,
    schema: { hide: true },
    async onRequest(request, reply) {
      if (!request.ws) return
      checkOrigin(request, allowedOrigins)
      checkHandshake(request, reply)
      if (await keys.isEmpty()) {
        refuseForeignPage(request, allowedOrigins)
        identities.set(request, { feed: localFeed(request) })
        return
      }
      const key = bearerOf(request)
      if (key !== undefined) identities.set(request, { feed: await identifyKey(keys, key), key })
    },
    async onResponse({ ws }, { statusCode }) {
      if (ws && statusCode >= 400) onRefused?.(statusCode)
    },
    handler: upgradeRequired,
    wsHandler: (socket, request) => {
      limitMessages(socket, MAX_FEED_MESSAGE_BYTES)
      feeds.accept(socket, request.id, identities.get(request))
    },
  })
}

/**
 * Without keys anybody on this machine is a feed, and that includes every page that is open in its browser. Over HTTP the browser
 * asks first whether it may send JSON; a WebSocket it opens without asking.
 */
function refuseForeignPage({ headers }: FastifyRequest, allowed: 'any' | ReadonlySet<string>): void {
  const { origin, host } = headers
  if (origin === undefined || (allowed !== 'any' && allowed.has(origin))) return
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw new OriginNotAllowed(origin)
}
