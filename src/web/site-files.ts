import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Asset } from './build/asset.ts'
import type { BuiltPages } from './build/built-pages.ts'
import { SERVICE_WORKER } from './build/bundle.ts'
import type { DrawnPage } from './document/page-cache.ts'
import type { Logo } from './logo.ts'

/** A year, the longest time that caches honour. */
const FOREVER = 'public, max-age=31536000, immutable'
/** Browsers keep it, but ask each time whether it changed: a 304 costs a round trip and no body. */
const REVALIDATE = 'no-cache'
/**
 * `/assets/…`: script, styles and images of the pages, kept for ever under names of their content, and the browser SDK, which keeps
 * its addresses; asked for with `?v=` and its version it is kept for ever too. Beside the pages: `/sw.js`, because a service worker sees only what lies below itself, and `/favicon.ico`.
 */
export function serveFiles(app: FastifyInstance, { files, names }: BuiltPages, logo: Logo | undefined): void {
  const hashed = new Set(Object.values(names))
  app.get<{ Params: { '*': string }; Querystring: { v?: unknown } }>('/assets/*', async (request, reply) => {
    const path = request.params['*']
    const asset = path === logo?.name ? logo.asset : files.get(path)
    if (!asset) return reply.callNotFound()
    // Any site may show a score. A module or font of another origin needs both headers.
    reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
    const isForever = hashed.has(path) || path === logo?.name || asset.etag === `"${request.query.v}"`
    return sendAsset(request, reply, asset, isForever ? FOREVER : REVALIDATE)
  })
  const worker = files.get(SERVICE_WORKER)
  if (worker) app.get('/sw.js', async (request, reply) => sendAsset(request, reply, worker, REVALIDATE))
  const icon = logo?.asset ?? files.get('icon.svg')
  if (icon) app.get('/favicon.ico', async (request, reply) => sendAsset(request, reply, icon, 'public, max-age=86400'))
}

function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset, cacheControl: string): FastifyReply {
  // Weak, because the body comes compressed or not.
  reply.header('etag', `W/${asset.etag}`).header('cache-control', cacheControl).type(asset.contentType)
  return isKnown(request.headers['if-none-match'], asset.etag)
    ? reply.code(304).send()
    : sendSmallest(request, reply, asset)
}

type Encoded = Pick<Asset, 'body' | 'brotli' | 'gzip'> & Partial<DrawnPage>

/** Sends what the browser takes and is smallest. */
export function sendSmallest(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, brotli, gzip }: Encoded,
): FastifyReply {
  reply.header('vary', 'accept-encoding')
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const takes = (encoding: string) =>
    new RegExp(`(?:^|,)\\s*${encoding}\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$))|,|$)`).test(accepted)
  if (brotli && takes('br')) return reply.header('content-encoding', 'br').send(brotli)
  if (gzip && takes('gzip')) return reply.header('content-encoding', 'gzip').send(gzip)
  return reply.send(body)
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  return ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false
}
