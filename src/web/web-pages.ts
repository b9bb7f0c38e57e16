import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type Asset, type AssetSet, etagOf, readAssets } from './asset-set.ts'

/** Scripts, styles and images come from this server alone; data also over WebSocket from the address that the page was given. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ')

/** A year, the longest time that caches honour. */
const FOREVER = 'public, max-age=31536000, immutable'
/** Browsers keep it, but ask each time whether it changed: a 304 costs a round trip and no body. */
const REVALIDATE = 'no-cache'

export interface WebPagesOptions {
  /** For tests. Read from the source tree if left out. */
  readonly assets?: AssetSet
}

/**
 * The scoreboard that the server ships: `/`, `/match/:matchId`, and `/assets/…` with the page's modules, the styles and
 * the browser SDK (`/assets/client/index.js`, `/assets/client/element.js`).
 *
 * The page asks for its assets below `/assets/v-<version>/`, where they never change; the addresses without a version
 * are for other sites and stay the same.
 */
export const webPages: FastifyPluginAsync<WebPagesOptions> = async (app, options) => {
  const assets = options.assets ?? (await readAssets())
  const shell = makeShell(assets)

  for (const url of ['/', '/match/:matchId']) {
    app.get(url, async (request, reply) => {
      reply.header('content-security-policy', CONTENT_SECURITY_POLICY).header('referrer-policy', 'same-origin')
      return sendAsset(request, reply, shell, REVALIDATE)
    })
  }

  app.get<{ Params: { '*': string } }>('/assets/*', async (request, reply) => {
    const [, version, path = ''] = /^(?:v-([0-9a-f]+)\/)?(.+)$/.exec(request.params['*']) ?? []
    const asset = assets.files.get(path)
    if (!asset) return reply.callNotFound()
    // Any site may show a score. A module or font of another origin needs both headers.
    reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
    // While replicas are replaced, a page of the old version may ask the new one: it gets the new files, uncached.
    return sendAsset(request, reply, asset, version === assets.version ? FOREVER : REVALIDATE)
  })

  const icon = assets.files.get('icon.svg')
  if (icon) app.get('/favicon.ico', async (request, reply) => sendAsset(request, reply, icon, 'public, max-age=86400'))
}

function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset, cacheControl: string): FastifyReply {
  reply
    .header('etag', asset.etag)
    .header('cache-control', cacheControl)
    .header('x-content-type-options', 'nosniff')
    .type(asset.contentType)
  return isKnown(request.headers['if-none-match'], asset.etag) ? reply.code(304).send() : reply.send(asset.body)
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  // A proxy that compresses the body makes the tag weak.
  return ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false
}

/** The page's HTML. All its modules are announced at once: found import by import, they would take a round trip each. */
function makeShell({ files, version }: AssetSet): Asset {
  const template = files.get('shell.html')
  if (!template) throw new Error('src/web/assets/shell.html is missing')
  const base = `/assets/v-${version}`
  const modules = [...files.keys()].filter((path) => path.endsWith('.js') && path !== 'client/element.js')
  const preloads = modules.map((path) => `<link rel="modulepreload" href="${base}/${path}">`).join('\n    ')
  const html = template.body.toString().replaceAll('{{assets}}', base).replace('{{preloads}}', preloads)
  const body = Buffer.from(html)
  return { body, contentType: template.contentType, etag: etagOf(body) }
}
