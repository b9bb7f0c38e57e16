import { operationHtml, titleOf } from './docs-operation.ts'
import { DOCS_STYLE } from './docs-style.ts'
import { code, escapeHtml } from './html.ts'
import type { OpenApiDocument } from './openapi.ts'

export interface DocsPageOptions {
  readonly base: string
  readonly site: string
  readonly hasPages?: boolean
  readonly hasSign?: boolean
}

/** What people read: files of the folder `docs`, and what each is about. */
const GUIDES = {
  'quickstart-web': 'a live score on your page',
  'quickstart-feed': 'your first match as a feed',
  'client-api': 'the SDK, declaration by declaration',
  websocket: 'the WebSocket, message by message',
  feeds: 'several feeds for one match',
  pages: 'the pages: branding, frames, overlays, your own',
  'sports/README': 'the sports: what each takes, and what its states have',
  protocol: 'the whole contract',
  operations: 'running it',
}

const SECTIONS = [
  ['feeds', 'For feeds'],
  ['reads', 'For everyone'],
] as const

/** `/docs`: each call with its parameters, its body, its answers and its errors, all with examples. Made of OpenAPI; needs no script. */
export function docsHtml(document: OpenApiDocument, options: DocsPageOptions): string {
  const { base, site } = options
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const sections = SECTIONS.map(([tag, title]) => ({
    title,
    calls: calls.filter(({ operation }) => operation.tags?.includes(tag)),
  })).filter((section) => section.calls.length > 0)
  const index = sections.map(
    ({ title, calls: of }) =>
      `<h2>${title}</h2><ul class="index">${of.map((call) => `<li><a href="#${call.operation.operationId}">${code(titleOf(call))}</a> ${escapeHtml(call.operation.summary ?? '')}</li>`).join('')}</ul>`,
  )
  const guides = Object.entries(GUIDES).map(
    ([file, what]) => `<li><a href="${base}/docs/${file}.md">${code(`docs/${file}.md`)}</a>: ${escapeHtml(what)}</li>`,
  )
  const all = sections.flatMap(({ calls: of }) => of.map((call) => operationHtml(call, document.components.schemas)))
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · ${escapeHtml(site)}</title><style>${DOCS_STYLE}</style>
${siteHead(options)}<main><h1>Touchline API</h1>
<p>For machines: <a href="${base}/openapi.json">openapi.json</a> (HTTP), <a href="${base}/asyncapi.json">asyncapi.json</a> (WebSocket, ${code('GET /v1/live')} and ${code('GET /v1/feed')}), <a href="${base}/v1/sports">/v1/sports</a> (events and states of each sport). For people, the folder ${code('docs')}:</p>
<ul>${guides.join('')}</ul>
<nav aria-label="Calls">${index.join('')}</nav>
${all.join('\n')}
</main></html>`
}

/** The head of the site: whoever came from a page finds the way back. */
function siteHead({ base, site, hasPages, hasSign }: DocsPageOptions): string {
  if (!hasPages) return `<header><p class="brand">${escapeHtml(site)}</p></header>`
  const sign = hasSign ? `<img src="${base}/assets/icon.svg" alt="" width="28" height="28">` : ''
  return `<header><a class="brand" href="${base}/">${sign}${escapeHtml(site)}</a><a href="${base}/search">Search</a></header>`
}
