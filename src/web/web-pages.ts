import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { isMatchId } from '../protocol/match-id.ts'
import type { Asset } from './build/asset.ts'
import { type BuiltPages, builtPages } from './build/built-pages.ts'
import { drawFrame, drawPage } from './document/draw-page.ts'
import { EARLY_SCRIPT_SOURCE } from './document/early-script.ts'
import { isNew, loadFrame, loadList, loadStory } from './document/load-page.ts'
import { type DrawnPage, PageCache } from './document/page-cache.ts'
import { readFrame } from './frame-address.ts'
import type { Frame, ListOf, SentData, SiteData } from './page-data.ts'
import type { PageSource } from './page-source.ts'
import { isDay } from './view/shared/days.ts'

/** Scripts, styles and images come from this server; crests from wherever the fixture says; data also over WebSocket. */
const contentSecurityPolicy = (frameAncestors: string) =>
  [
    "default-src 'none'",
    `script-src 'self' ${EARLY_SCRIPT_SOURCE}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self' ws: wss:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ')

/** Only what is made for frames may be in one of another site: nobody's click on a page of ours is stolen. */
const PAGE_POLICY = contentSecurityPolicy("'self'")
const EMBED_POLICY = contentSecurityPolicy('*')

/** A year, the longest time that caches honour. */
const FOREVER = 'public, max-age=31536000, immutable'
/** Browsers keep it, but ask each time whether it changed: a 304 costs a round trip and no body. */
const REVALIDATE = 'no-cache'
/** As scores have it: a CDN takes the crowd, and a page is never older than its live connection can mend. */
const PAGE_CACHE = 'public, max-age=1, stale-while-revalidate=2'

export interface WebPagesOptions {
  readonly source: PageSource
  /** For tests. Read from `dist`, or built, if left out. */
  readonly pages?: BuiltPages
  readonly now?: () => number
}

/**
 * The pages that the server ships: `/`, `/date/:day`, `/competition/:competition`, `/match/:matchId`, drawn here and alive in the
 * browser; `/embed/:matchId` for frames of other sites, `/overlay/:matchId` for streaming software; and `/assets/…` with their script and styles and the browser SDK (`/assets/client/index.js`, `/assets/client/element.js`).
 *
 * The assets of our own pages have names with their content's hash and are kept for ever; the two of the SDK are for other sites and
 * keep their addresses.
 */
export const webPages: FastifyPluginAsync<WebPagesOptions> = async (app, options) => {
  const pages = options.pages ?? (await builtPages())
  if (pages.builtMs !== undefined) app.log.info({ ms: pages.builtMs }, 'built the pages, which were missing or old')
  serveAssets(app, pages)
  const draw = createDrawer(pages, options)

  app.get('/', (request, reply) => draw(request, reply, '/', ofList({ kind: 'today' })))
  app.get<{ Params: { day: string } }>('/date/:day', (request, reply) => {
    const { day } = request.params
    if (!isDay(day)) return reply.callNotFound()
    return draw(request, reply, `/date/${day}`, ofList({ kind: 'day', day }))
  })
  app.get<{ Params: { competition: string } }>('/competition/:competition', (request, reply) => {
    const { competition } = request.params
    return draw(
      request,
      reply,
      `/competition/${encodeURIComponent(competition)}`,
      ofList({ kind: 'competition', competition }),
    )
  })
  app.get<{ Params: { matchId: string } }>('/match/:matchId', (request, reply) => {
    const { matchId } = request.params
    if (!isMatchId(matchId)) return reply.callNotFound()
    return draw(request, reply, `/match/${matchId}`, ofMatch(matchId))
  })
  for (const kind of ['embed', 'overlay'] as const) {
    app.get<{ Params: { matchId: string }; Querystring: Record<string, unknown> }>(
      `/${kind}/:matchId`,
      (request, reply) => {
        const { matchId } = request.params
        if (!isMatchId(matchId)) return reply.callNotFound()
        const frame = readFrame(kind, request.query)
        return draw(request, reply, `/${kind}/${matchId}?${JSON.stringify(frame)}`, ofFrame(matchId, frame))
      },
    )
  }
}

/** Reads what a page is made of. */
type Load = (source: PageSource, site: SiteData) => Promise<SentData>

function ofList(of: ListOf): Load {
  return async (source, site) => {
    const matches = await loadList(source, of, site.now)
    return { ...site, kind: 'list', of, matches, isNew: matches.length === 0 && (await isNew(source)) }
  }
}

function ofMatch(match: string): Load {
  return async (source, site) => {
    const feedSilentSince = await source.readFeedSilentSince(match)
    for (let again = true; ; again = false) {
      const held = await source.read(match)
      if (held === undefined) return { ...site, kind: 'match', match }
      const story = await loadStory(source, match, held)
      // A switch in between would make a page of two sources.
      if (again && story?.standing !== undefined && story.standing.seq !== held.seq) continue
      return {
        ...site,
        kind: 'match',
        match,
        held,
        ...(story && { story }),
        ...(feedSilentSince !== undefined && { feedSilentSince }),
      }
    }
  }
}

function ofFrame(match: string, frame: Frame): Load {
  return async (source, site) => {
    const { isThere, held } = await loadFrame(source, match, frame)
    return { ...site, kind: 'frame', match, frame, isThere, ...(held && { held }) }
  }
}

function createDrawer({ names }: BuiltPages, { source, now = Date.now }: WebPagesOptions) {
  const cache = new PageCache()
  const base = ''
  const addressOf = (name: string) => `${base}/assets/${names[name] ?? name}`
  const icon = addressOf('icon.svg')
  const assets = { script: addressOf('main.js'), style: addressOf('page.css'), icon }
  const frameAssets = { script: addressOf('frame.js'), style: addressOf('frame.css'), icon }
  const drawn = (data: SentData, path: string) =>
    data.kind === 'frame' ? drawFrame(data, frameAssets) : drawPage(data, path, assets)
  return async (request: FastifyRequest, reply: FastifyReply, path: string, load: Load): Promise<FastifyReply> => {
    const origin = `${request.protocol}://${request.host}`
    const page = await cache.get(`${origin}${path}`, async () => {
      const data = await load(source, { site: 'Touchline', base, origin, now: now() })
      return { status: isMissing(data) ? 404 : 200, html: drawn(data, path) }
    })
    reply
      .code(page.status)
      .header('content-security-policy', path.startsWith('/embed/') ? EMBED_POLICY : PAGE_POLICY)
      .header('referrer-policy', 'same-origin')
      .header('cache-control', page.status === 200 ? PAGE_CACHE : 'no-store')
      .header('x-content-type-options', 'nosniff')
      .type('text/html; charset=utf-8')
    return sendSmallest(request, reply, { ...page, body: page.html })
  }
}

function isMissing(data: SentData): boolean {
  if (data.kind === 'frame') return !data.isThere
  return data.kind === 'match' && data.held === undefined
}

function serveAssets(app: FastifyInstance, { files, names }: BuiltPages): void {
  const hashed = new Set(Object.values(names))
  app.get<{ Params: { '*': string } }>('/assets/*', async (request, reply) => {
    const path = request.params['*']
    const asset = files.get(path)
    if (!asset) return reply.callNotFound()
    // Any site may show a score. A module or font of another origin needs both headers.
    reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
    return sendAsset(request, reply, asset, hashed.has(path) ? FOREVER : REVALIDATE)
  })
  const icon = files.get('icon.svg')
  if (icon) app.get('/favicon.ico', async (request, reply) => sendAsset(request, reply, icon, 'public, max-age=86400'))
}

function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset, cacheControl: string): FastifyReply {
  // Weak, because the body comes compressed or not.
  reply
    .header('etag', `W/${asset.etag}`)
    .header('cache-control', cacheControl)
    .header('x-content-type-options', 'nosniff')
    .type(asset.contentType)
  return isKnown(request.headers['if-none-match'], asset.etag)
    ? reply.code(304).send()
    : sendSmallest(request, reply, asset)
}

type Encoded = Pick<Asset, 'body' | 'brotli' | 'gzip'> & Partial<DrawnPage>

/** Sends what the browser takes and is smallest. */
function sendSmallest(request: FastifyRequest, reply: FastifyReply, { body, brotli, gzip }: Encoded): FastifyReply {
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
