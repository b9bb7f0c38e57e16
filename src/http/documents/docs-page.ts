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

/** `/docs`: the calls at a glance, made of OpenAPI, with the ways to the whole contract. */
export const docsPage = fp(
  async (app: FastifyInstance) => {
    app.get('/docs', { schema: { hide: true } }, async (_request, reply) => {
      const html = renderPage(app.swagger().paths as Record<string, Record<string, Operation>>)
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .send(html)
    })
  },
  { name: 'docs-page', dependencies: ['openapi'] },
)

function renderPage(paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>): string {
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
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Touchline API</title><style>${STYLE}</style><main><h1>Touchline API</h1>
<p>The whole contract, for machines: <a href="/openapi.json">openapi.json</a> (HTTP), <a href="/asyncapi.json">asyncapi.json</a> (WebSocket
<code>GET /v1/live</code>), <a href="/v1/sports">/v1/sports</a> (events and states of each sport). For people: <code>docs/protocol.md</code> of the project.</p>
${section('For feeds', 'feeds')}${section('For everyone', 'reads')}<p><a href="/">Scoreboard</a></p></main></html>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
