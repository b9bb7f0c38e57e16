/** A table with a caption; without rows it is not there. */
export interface OpsTable {
  readonly caption: string
  /** Of columns; a table of names and values has none. */
  readonly heads?: readonly string[]
  /** The first cell names the row. */
  readonly rows: readonly (readonly [name: string, ...cells: string[]])[]
}

/** What the page shows of this process and of the gateways of the fleet as this one knows them. */
export interface OpsView {
  readonly site: string
  /** Who this is: version, role, machine. */
  readonly about: string
  readonly tables: readonly OpsTable[]
  /** Undefined where there is nothing to drain. */
  readonly token: string | undefined
  readonly said: string | undefined
}

export const OPS_STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1.5rem 1rem}
h1{font-size:1.4rem;margin:0}.table{overflow-x:auto;margin-block:1.5rem}table{border-collapse:collapse;width:100%}
caption{text-align:start;font-weight:600;margin-block:.5rem}th,td{text-align:start;padding:.35rem 1rem .35rem 0;border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent);font-weight:400}
thead th{font-size:.85rem}tbody th{overflow-wrap:anywhere;min-width:7rem}td{font-variant-numeric:tabular-nums;white-space:nowrap}
[role=status]{border-inline-start:4px solid;padding:.5rem 1rem}.actions{display:flex;flex-wrap:wrap;gap:1rem;align-items:start}
form{margin:0}button,summary,.actions a{font:inherit;display:inline-block;padding:.5rem 1rem;min-height:2.75rem;box-sizing:border-box;border:1px solid;border-radius:.4rem;background:none;color:inherit;text-decoration:none;cursor:pointer}
details[open] summary{margin-block-end:.5rem}:focus-visible{outline:3px solid;outline-offset:2px}`

export function drawOps({ site, about, tables, token, said }: OpsView): string {
  const button = (action: string, text: string) =>
    `<form method="post" action="/ops/${action}"><input type="hidden" name="token" value="${token}"><button>${text}</button></form>`
  const actions = [
    '<a href="/ops">Look again</a>',
    ...(token === undefined
      ? []
      : [
          button('rebalance', 'Rebalance viewers'),
          // Two presses, because what was drained does not come back.
          `<details><summary>Drain this replica…</summary><p>Its viewers go to the others, and it takes no new ones until it is started again.</p>${button('drain', 'Drain it')}</details>`,
        ]),
  ]
  // Focused, and in the title: a status that is there when a page opens is announced by no screen reader.
  const status = said === undefined ? '' : `<p role="status" tabindex="-1" autofocus>${safe(said)}</p>`
  return drawDocument(
    said === undefined ? site : `${said} – ${site}`,
    site,
    `<p>${safe(about)}</p>${status}
<div class="actions">${actions.join('')}</div>
${tables.map(drawTable).join('\n')}`,
  )
}

export interface OpsWorker {
  readonly number: number
  /** Undefined while another takes its place. */
  readonly pid: number | undefined
  /** Of its own page. */
  readonly url: string
}

/** The page of the process that looks after workers: each of them has the page of a replica. */
export function drawWorkers(site: string, about: string, workers: readonly OpsWorker[]): string {
  const items = workers.map(
    ({ number, pid, url }) =>
      `<li><a href="${safe(url)}">Worker ${number}</a> (${pid === undefined ? 'starting' : `process ${pid}`})</li>`,
  )
  return drawDocument(
    site,
    site,
    `<p>${safe(about)}</p><p>Each worker is a replica with a page of its own.</p><ul>${items.join('')}</ul>`,
  )
}

function drawDocument(title: string, site: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${safe(title)}: operations</title><style>${OPS_STYLE}</style></head><body><main><h1>${safe(site)}: operations</h1>
${content}
</main></body></html>`
}

function drawTable({ caption, heads, rows }: OpsTable): string {
  if (rows.length === 0) return ''
  const head = heads && `<thead><tr>${heads.map((text) => `<th scope="col">${safe(text)}</th>`).join('')}</tr></thead>`
  const body = rows.map(
    ([name, ...cells]) =>
      `<tr><th scope="row">${safe(name)}</th>${cells.map((cell) => `<td>${safe(cell)}</td>`).join('')}</tr>`,
  )
  // A region of its own that can be focused: on a phone it is scrolled by keyboard too.
  return `<div class="table" role="region" aria-label="${safe(caption)}" tabindex="0"><table><caption>${safe(caption)}</caption>${head ?? ''}<tbody>${body.join('')}</tbody></table></div>`
}

function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
