import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { AppError } from '../../errors.ts'
import { isInnerHost } from '../../http/requests/inner-host.ts'
import type { Sender } from '../../match/change.ts'
import type { EndedKey, Feed } from '../../match/feed.ts'
import { OperatorsOnly } from '../errors.ts'

export interface FeedKeys {
  /** The feed that holds this key, or held it until it ended; undefined if there is no such key. */
  identify(key: string): Promise<Feed | EndedKey | undefined>
  /** True if nobody has ever made a key. */
  isEmpty(): Promise<boolean>
}

declare module 'fastify' {
  interface FastifyRequest {
    feed: Feed
  }
}

export class Unauthorised extends AppError {
  readonly code = 'unauthorised'
  readonly statusCode = 401
}

export class OutOfScope extends AppError {
  readonly code = 'out-of-scope'
  readonly statusCode = 403
  constructor(feed: string, match: string) {
    super(`the key of feed "${feed}" may not write match "${match}"`)
  }
}

/** The feed of every request while no key exists and the server listens on loopback alone. */
export const LOCAL_FEED: Feed = { feed: 'local', source: 'local', isOperator: true, mayWrite: () => true }

/** Gives every request of its routes a feed: the holder of `Authorization: Bearer <key>`, or `local`. */
export const feedAuth = fp<{ keys: FeedKeys }>(
  async (app: FastifyInstance, { keys }) => {
    app.decorateRequest('feed', null as unknown as Feed)
    app.addHook('onRequest', async (request) => {
      request.feed = (await keys.isEmpty()) ? localFeed(request) : await identify(keys, request)
      const { matchId } = request.params as { matchId?: string }
      if (matchId !== undefined) checkScope(request.feed, matchId)
    })
  },
  { name: 'feed-auth' },
)

/**
 * Refuses requests to a public name, which do not come from this machine: a proxy beside the server lets the internet in, or a page that is open here
 * has led its own name to this machine (DNS rebinding).
 *
 * @throws {Unauthorised}
 */
export function localFeed({ headers: { host } }: Pick<FastifyRequest, 'headers'>): Feed {
  if (host === undefined || isInnerHost(host)) return LOCAL_FEED
  throw new Unauthorised('this server has no feed key yet, so it takes events by localhost alone; make a key first')
}

/** @throws {OutOfScope} */
export function checkScope(feed: Feed, match: string): void {
  if (!feed.mayWrite(match)) throw new OutOfScope(feed.feed, match)
}

/** @param source as which an operator acts @throws {OperatorsOnly} */
export function senderOf({ feed, source: own, isOperator }: Feed, source = own): Sender {
  if (source === own) return { feed, source }
  if (!isOperator) throw new OperatorsOnly(`feed "${feed}" sends for source "${own}"; only an operator acts as another`)
  return { feed, source, holds: true }
}

/** The sender of a request. @param source as which an operator acts @throws {OperatorsOnly} */
export function senderIn({ feed, id }: Pick<FastifyRequest, 'feed' | 'id'>, source?: string): Sender {
  return { ...senderOf(feed, source), requestId: id }
}

/** The key of `Authorization: Bearer <key>`, or undefined. */
export function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
}

async function identify(keys: FeedKeys, request: FastifyRequest): Promise<Feed> {
  const key = bearerOf(request)
  if (key === undefined) throw new Unauthorised('send your feed key as "Authorization: Bearer <key>"')
  return identifyKey(keys, key)
}

/** @throws {Unauthorised} */
export async function identifyKey(keys: FeedKeys, key: string): Promise<Feed> {
  const found = await keys.identify(key)
  if (found === undefined) throw new Unauthorised('this feed key is not known or was revoked')
  if (!('endedAt' in found)) return found
  const { feed, endedAt } = found
  throw new Unauthorised(
    `this key of feed "${feed}" ended at ${new Date(endedAt).toISOString()}; ask whoever runs this server for the next one`,
  )
}
