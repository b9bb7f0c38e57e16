import type { FastifyPluginAsync } from 'fastify'
import { builtPages } from './build/built-pages.ts'
import { SERVICE_WORKER } from './build/bundle.ts'
import { serveFiles } from './site-files.ts'
import type { WebPagesOptions } from './web-pages.ts'

/** Where the pages are, when there are any; their previews are in their heads. */
const PATHS = [
  '/',
  '/date/:day',
  '/competition/:competition',
  '/match/:matchId',
  '/embed/:matchId',
  '/overlay/:matchId',
]

/**
 * `[W21]` In the place of the pages where viewers have tokens: a page of ours could be opened by anybody, and kept by caches. Says so, and
 * serves the browser SDK for the pages of the operator.
 */
export const noPages: FastifyPluginAsync<WebPagesOptions> = async (app, options) => {
  const pages = options.pages ?? (await builtPages())
  const files = new Map([...pages.files].filter(([name]) => name !== SERVICE_WORKER))
  serveFiles(app, { ...pages, files }, options.site.logo)
  const html = pageOf(options.site.site, options.site.base)
  for (const path of PATHS) {
    app.get(path, { schema: { hide: true } }, async (_request, reply) =>
      reply
        .code(403)
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *")
        .header('referrer-policy', 'same-origin')
        .header('cache-control', 'no-store')
        .header('x-content-type-options', 'nosniff')
        .type('text/html; charset=utf-8')
        .send(html),
    )
  }
}

function pageOf(site: string, base: string): string {
  const name = site.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${name}: a token is needed</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:40rem;margin:4rem auto;padding:0 1rem}</style>
<h1>${name} has no pages of its own here</h1>
<p>Viewers of this server need a token (<code>VIEWER_AUTH=jwt</code>), so its built-in pages and their previews are off.</p>
<p>Show scores on a page of yours with the browser SDK, and give it a token: <code>createClient({ url, token })</code>.
<code>docs/viewer-tokens.md</code> says how to make one; <a href="${base}/docs">${base}/docs</a> has the calls.</p>
</html>
`
}
