/** What the page shows: figures of this process, and the gateways of the fleet as this one knows them. */
export interface OpsView {
  readonly site: string
  readonly version: string
  readonly role: string
  readonly figures: readonly (readonly [name: string, value: string])[]
  readonly replicas: readonly { readonly id: string; readonly viewers: number; readonly isDraining: boolean }[]
  /** Undefined where there is nothing to drain. */
  readonly token: string | undefined
  readonly said: string | undefined
}

export const OPS_STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:52rem;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:0 0 2rem}caption{text-align:start;font-weight:600;margin-block:.5rem}
th,td{text-align:start;padding:.35rem .75rem;border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent);font-weight:400}
td{font-variant-numeric:tabular-nums}form{display:inline-block;margin-inline-end:1rem}button{font:inherit;padding:.5rem 1rem}
:focus-visible{outline:3px solid;outline-offset:2px}`

export function drawOps({ site, version, role, figures, replicas, token, said }: OpsView): string {
  const rows = figures.map(([name, value]) => `<tr><th scope="row">${safe(name)}</th><td>${safe(value)}</td></tr>`)
  const members = replicas.map(
    ({ id, viewers, isDraining }) =>
      `<tr><th scope="row">${safe(id.slice(0, 8))}</th><td>${viewers}</td><td>${isDraining ? 'draining' : 'serving'}</td></tr>`,
  )
  const button = (action: string, text: string) =>
    `<form method="post" action="/ops/${action}"><input type="hidden" name="token" value="${token}"><button>${text}</button></form>`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${safe(site)}: operations</title><style>${OPS_STYLE}</style></head><body><main><h1>${safe(site)}: operations</h1>
<p>Version ${safe(version)}, role ${safe(role)}.</p>${said === undefined ? '' : `<p role="status">${safe(said)}</p>`}
<table><caption>This replica</caption><tbody>${rows.join('')}</tbody></table>
${members.length === 0 ? '' : `<table><caption>Gateways</caption><thead><tr><th scope="col">Gateway</th><th scope="col">Viewers</th><th scope="col">State</th></tr></thead><tbody>${members.join('')}</tbody></table>`}
${token === undefined ? '' : button('rebalance', 'Rebalance viewers') + button('drain', 'Drain this replica')}
</main></body></html>`
}

function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
