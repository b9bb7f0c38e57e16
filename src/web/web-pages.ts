import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { cleanText } from '../match/clean-text.ts'
import { isMatchId } from '../protocol/match-id.ts'
import type { BuiltPages } from './build/built-pages.ts'
import { serveCrawlerFiles } from './crawler-files.ts'
import { drawFrame, drawPage } from './document/draw-page.ts'
import { isNew, loadFrame, loadList, loadStory } from './document/load-page.ts'
import { assetsOf } from './document/page-assets.ts'
import { PageCache } from './document/page-cache.ts'
import { securityPolicy } from './document/security-policy.ts'
import { readFrame } from './frame-address.ts'
import type { Frame, ListOf, SentData, SiteData } from './page-data.ts'
import type { PageSource } from './page-source.ts'
import { NO_ZONE, readZone } from './reader-zone.ts'
import { originOf, type Site, serveManifest } from './site.ts'
import { sendSmallest, serveFiles } from './site-files.ts'
import { isDay } from './view/shared/days.ts'

/** A CDN can serve a crowd. Its page is a few seconds old at most, and the live connection brings it up to date. */
const PAGE_CACHE = 'public, max-age=1, stale-while-revalidate=2'
/** A list that was drawn for a zone is for nobody else's. */
const ZONE_CACHE = 'private, max-age=1'

export interface WebPagesOptions {
  readonly source: PageSource
  readonly site: Site
  readonly pages: BuiltPages
  readonly now?: () => number
}

/**
 * The pages that the server ships: `/`, `/date/:day`, `/competition/:competition`, `/search`, `/match/:matchId`, drawn here and alive in the
 * browser; `/embed/:matchId` for frames of other sites, `/overlay/:matchId` for streaming software; and `/assets/…` with their script and styles and the browser SDK (`/assets/client/index.js`, `/assets/client/element.js`).
 *
 * The assets of our own pages have names with their content's hash and are kept for ever; the two of the SDK are for other sites and
 * keep their addresses.
 */
export const webPages: FastifyPluginAsync<WebPagesOptions> = async (app, options) => {
  const { pages } = options
  if (pages.builtMs !== undefined) app.log.info({ ms: pages.builtMs }, 'built the pages, which were missing or old')
  serveFiles(app, pages, options.site.logo)
  serveManifest(app, options.site)
  const cache = new PageCache()
  const { source, site, now = Date.now } = options
  serveCrawlerFiles(app, { source, site, cache, now })
  const draw = createDrawer(cache, options)

  app.get('/', (request, reply) => draw(request, reply, '/', ofList({ kind: 'today' })))
  app.get<{ Params: { day: string } }>('/date/:day', (request, reply) => {
    const { day } = request.params
    if (!isDay(day)) return reply.callNotFound()
    return draw(request, reply, `/date/${day}`, ofList({ kind: 'day', day }))
  })
  app.get<{ Params: { competition: string } }>('/competition/:competition', (request, reply) => {
    const { competition } = request.params
    if (cleanText(competition).trim() === '') return reply.callNotFound()
    return draw(
      request,
      reply,
      `/competition/${encodeURIComponent(competition)}`,
      ofList({ kind: 'competition', competition }),
    )
  })
  app.get<{ Querystring: Record<string, unknown> }>('/search', (request, reply) => {
    const text = searchText(request.query)
    const path = text === '' ? '/search' : `/search?q=${encodeURIComponent(text)}`
    return draw(request, reply, path, ofList({ kind: 'search', text }))
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

const LONGEST_SEARCH = 100

/** What a reader typed. An address may be anything, and a page is shown all the same. */
function searchText({ q }: Readonly<Record<string, unknown>>): string {
  return typeof q === 'string' ? cleanText(q.slice(0, LONGEST_SEARCH)).trim() : ''
}

/** Reads what a page is made of. */
interface Load {
  (source: PageSource, site: SiteData, zone: string): Promise<SentData>
  /** It is another page in another time zone. */
  readonly isZoned?: true
}

function ofList(of: ListOf): Load {
  const load = async (source: PageSource, site: SiteData, zone: string): Promise<SentData> => {
    const matches = await loadList(source, of, { now: site.now, zone })
    const isEmpty = matches.length === 0 && of.kind !== 'search'
    return { ...site, kind: 'list', of, zone, matches, isNew: isEmpty && (await isNew(source)) }
  }
  return Object.assign(load, { isZoned: true } as const)
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

function createDrawer(cache: PageCache, { pages, source, site, now = Date.now }: WebPagesOptions) {
  const { base } = site
  const assets = assetsOf(pages, site, 'page')
  const frameAssets = assetsOf(pages, site, 'frame')
  const drawn = (data: SentData, path: string) =>
    data.kind === 'frame' ? drawFrame(data, frameAssets) : drawPage(data, path, assets)
  // Only what is made for frames may be in one of another site: nobody's click on a page of ours is stolen.
  const [pagePolicy, embedPolicy] = ["'self'", '*'].map((ancestors) => securityPolicy(ancestors, assets.brandStyle))
  return async (request: FastifyRequest, reply: FastifyReply, path: string, load: Load): Promise<FastifyReply> => {
    const origin = originOf(request, site)
    const zone = load.isZoned ? readZone(request.headers.cookie) : NO_ZONE
    const page = await cache.get(`${zone} ${origin}${path}`, async () => {
      const data = await load(source, { site: site.site, base, origin, now: now() }, zone)
      return { status: isMissing(data) ? 404 : 200, html: drawn(data, path) }
    })
    reply
      .code(page.status)
      .header('content-security-policy', path.startsWith('/embed/') ? embedPolicy : pagePolicy)
      .header('referrer-policy', 'same-origin')
      .header('cache-control', page.status !== 200 ? 'no-store' : zone === NO_ZONE ? PAGE_CACHE : ZONE_CACHE)
      .type('text/html; charset=utf-8')
    return sendSmallest(request, reply, { ...page, body: page.html })
  }
}

function isMissing(data: SentData): boolean {
  if (data.kind === 'frame') return !data.isThere
  return data.kind === 'match' && data.held === undefined
}
