import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

interface Operation {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly responses?: Readonly<Record<string, { description?: string }>>
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem }
h2 { margin-top: 2.5rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid #8884 }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere }
`

export interface DocsPageOptions {
  readonly base: string
  readonly site: string
}

/** What people read: files of the folder `docs`, and what each is about. */
const GUIDES = {
  'quickstart-web': 'a live score on your page',
  'client-api': 'the browser client',
  websocket: 'the WebSocket, message by message',
  pages: 'the pages: branding, frames, overlays, your own',
  protocol: 'the whole contract',
  operations: 'running it',
}

/** `/docs`: the calls at a glance, made of OpenAPI, with the ways to the whole contract. */
export const docsPage = fp(
  async (app: FastifyInstance, { base, site }: DocsPageOptions) => {
    app.get('/docs', { schema: { hide: true } }, async (_request, reply) => {
      const html = renderPage(app.swagger().paths as Record<string, Record<string, Operation>>, base, site)
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .send(html)
    })
  },
  { name: 'docs-page', dependencies: ['openapi'] },
)

function renderPage(
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>,
  base: string,
  site: string,
): string {
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const table = (tag: string) =>
    rows
      .filter(({ operation }) => operation.tags?.includes(tag))
      .map(({ path, method, operation }) => {
        const answers = Object.keys(operation.responses ?? {}).join(', ')
        const cells = [
          `<code>${method} ${escapeHtml(path)}</code>`,
          escapeHtml(operation.summary ?? ''),
          `<code>${escapeHtml(answers)}</code>`,
        ]
        return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
      })
      .join('')
  const section = (title: string, tag: string) =>
    `<h2>${title}</h2><table><thead><tr><th scope="col">Call<th scope="col">What it does<th scope="col">Answers</tr></thead><tbody>${table(tag)}</tbody></table>`
  const guides = Object.entries(GUIDES)
    .map(([file, what]) => `<li><code>docs/${file}.md</code>: ${escapeHtml(what)}</li>`)
    .join('')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Touchline API</title><style>${STYLE}</style><main><h1>Touchline API</h1>
<p>The whole contract, for machines: <a href="${base}/openapi.json">openapi.json</a> (HTTP), <a href="${base}/asyncapi.json">asyncapi.json</a> (WebSocket
<code>GET /v1/live</code>), <a href="${base}/v1/sports">/v1/sports</a> (events and states of each sport). For people, in the folder <code>docs</code> of the project:</p>
<ul>${guides}</ul>
${section('For feeds', 'feeds')}${section('For everyone', 'reads')}<p><a href="${base}/">${escapeHtml(site)}</a></p></main></html>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
