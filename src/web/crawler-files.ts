import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PageCache } from './document/page-cache.ts'
import type { PageSource } from './page-source.ts'
import { originOf, type Site } from './site.ts'

const DAY_MS = 86_400_000
/** Matches of these days are in the site map: older ones are found through the pages of their days and competitions. */
const DAYS = { before: 2, after: 7 } as const
/** Pages of matches in the site map; a format allows 50,000. */
const MAX_MATCHES = 1_000

export interface CrawlerFilesOptions {
  readonly source: Pick<PageSource, 'list'>
  readonly site: Site
  readonly cache: PageCache
  readonly now: () => number
}

/** `/robots.txt` and `/sitemap.xml`: which pages search engines may read, and which there are. */
export function serveCrawlerFiles(app: FastifyInstance, { source, site, cache, now }: CrawlerFilesOptions): void {
  const homeOf = (request: FastifyRequest) => `${originOf(request, site)}${site.base}`
  app.get('/robots.txt', async (request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(`User-agent: *\nAllow: /\n\nSitemap: ${homeOf(request)}/sitemap.xml\n`),
  )
  app.get('/sitemap.xml', async (request, reply) => {
    const home = homeOf(request)
    const { html } = await cache.get(`sitemap ${home}`, async () => {
      const range = { startsFrom: now() - DAYS.before * DAY_MS, startsBefore: now() + DAYS.after * DAY_MS }
      const matches = await source.list(range, MAX_MATCHES)
      const competitions = new Set(matches.map(({ state }) => state.competition).filter((id) => id !== undefined))
      const pages: SitePage[] = [
        { path: '/' },
        ...[...competitions].map((id) => ({ path: `/competition/${encodeURIComponent(id)}` })),
        ...matches.map(({ match, state }) => ({ path: `/match/${match}`, changedAt: state.updatedAt })),
      ]
      return { status: 200, html: siteMap(home, pages) }
    })
    return reply.type('application/xml; charset=utf-8').header('cache-control', 'public, max-age=600').send(html)
  })
}

interface SitePage {
  readonly path: string
  readonly changedAt?: number
}

/** https://www.sitemaps.org/protocol.html */
function siteMap(home: string, pages: readonly SitePage[]): string {
  const entry = ({ path, changedAt }: SitePage) => {
    const changed = changedAt === undefined ? '' : `<lastmod>${new Date(changedAt).toISOString()}</lastmod>`
    return `<url><loc>${inXml(home + path)}</loc>${changed}</url>`
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...pages.map(entry),
    '</urlset>\n',
  ].join('\n')
}

/** A browser may have said any `Host`; of an id all but these is percent-encoded. */
function inXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;')
}
