import type { FastifyPluginAsync } from 'fastify'
import { SERVICE_WORKER } from './build/bundle.ts'
import { plainPage } from './plain-page.ts'
import { serveFiles } from './site-files.ts'
import { NoPages } from './view/plain-view.ts'
import type { WebPagesOptions } from './web-pages.ts'
import { words } from './words.ts'

/** Where the pages are, when there are any; their previews are in their heads. */
const PATHS = [
  '/',
  '/date/:day',
  '/competition/:competition',
  '/search',
  '/match/:matchId',
  '/embed/:matchId',
  '/overlay/:matchId',
]

/**
 * `[W21]` In the place of the pages where viewers have tokens: a page of ours could be opened by anybody, and kept by caches. Says so, and
 * serves the browser SDK for the pages of the operator.
 */
export const noPages: FastifyPluginAsync<WebPagesOptions> = async (app, { pages, site }) => {
  const files = new Map([...pages.files].filter(([name]) => name !== SERVICE_WORKER))
  serveFiles(app, { ...pages, files }, site.logo)
  const send = plainPage(pages, site, {
    status: 403,
    title: words.noPagesTitle,
    view: NoPages,
    // The frames of other sites say why they are empty.
    frameAncestors: '*',
    hasSearch: false,
  })
  app.get('/robots.txt', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send('User-agent: *\nDisallow: /\n'),
  )
  for (const path of PATHS) app.get(path, { schema: { hide: true } }, async (_request, reply) => send(reply))
}
