import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { createFeedKey } from '../../src/store/feed-keys/feed-key-admin.ts'
import { openPostgres } from '../../src/store/postgres/open.ts'
import { promtool } from '../support/programs/promtool.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { startPrometheus } from '../support/servers/prometheus.ts'
import { connectClient } from '../support/socket-client.ts'
import { startTestServer, uniqueMatch } from '../support/start-server.ts'

const FOLDER = 'deploy/prometheus'
const alerts = await readFile(`${FOLDER}/alerts.yml`, 'utf8')
const dashboard = JSON.parse(await readFile('deploy/grafana/touchline.json', 'utf8')) as Dashboard

type Labels = Readonly<Record<string, string>>

interface Dashboard {
  readonly panels: readonly {
    readonly title: string
    readonly targets?: readonly { readonly expr: string; readonly legendFormat?: string }[]
  }[]
}

const alertQueries = [...alerts.matchAll(/alert: (\w+)\n\s+expr: (.+)\n([\s\S]*?)(?=- alert|$)/g)].map(
  ([, name = '', expr = '', rest = '']) => ({
    name,
    expr,
    shown: [...rest.matchAll(/\$labels\.(\w+)/g)].map(firstGroup),
  }),
)
const panelQueries = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr, legendFormat = '' }) => ({
    title,
    expr: expr.replaceAll('$__rate_interval', '1m'),
    shown: [...legendFormat.matchAll(/{{(\w+)}}/g)].map(firstGroup),
  })),
)

function firstGroup([, group = '']: RegExpMatchArray): string {
  return group
}

/** Figures of a query, each as it selects it: `name` or `name{label="value"}`. */
function selectorsOf(expr: string): string[] {
  return [...expr.matchAll(/\b(?:touchline|nodejs|process)_\w+(?:{[^}]*})?|\bup\b(?:{[^}]*})?/g)].map(
    ([found]) => found,
  )
}

/** Labels by which a query groups or matches. */
function labelsOf(expr: string): string[] {
  return [...expr.matchAll(/\b(?:by|ignoring|on) \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/))
}

let url: string

// Of the whole file: Prometheus finds what it scrapes five seconds after its start, and meanwhile other tests run.
beforeAll(async () => {
  const database = await freshDatabase(inject('databaseUrl'))
  const settings = { DATABASE_URL: database.url, REDIS_URL: inject('redisUrl') }
  const ingest = await startTestServer({ ...settings, ROLE: 'ingest' })
  const gateway = await startTestServer({ ...settings, ROLE: 'gateway' })
  const match = uniqueMatch('dashboard')
  await ingest.call('PUT', `/v1/matches/${match}`, { sport: 'football', home: { name: 'A' }, away: { name: 'B' } })
  const viewer = await connectClient(gateway.liveUrl)
  viewer.send({ op: 'subscribe', matches: [{ match }] })
  await viewer.nextOf('subscribed')
  // Who looks first finds no figures of the busiest matches yet.
  await gateway.call('GET', '/metrics')
  await ingest.call('POST', `/v1/matches/${match}/events`, { id: 'g1', type: 'goal', team: 'home' })
  await viewer.nextOf('update')
  // Last, because from then on requests need a key.
  const { feedKeys, close } = openPostgres({ url: database.url, onConnectionError() {} })
  await createFeedKey(feedKeys, { feed: 'desk', scopes: ['*'], expiresAt: Date.now() + 86_400_000 })
  await close()
  const prometheus = await startPrometheus({ 'touchline-ingest': ingest.url, 'touchline-gateway': gateway.url })
  url = prometheus.url
  return async () => {
    viewer.socket.terminate()
    await prometheus.stop()
    await Promise.all([ingest.close(), gateway.close()])
    await database.drop()
  }
})

describe('deploy/prometheus', () => {
  it('is a configuration as Prometheus reads it', async () => {
    expect(await promtool(['check', 'config', `${FOLDER}/prometheus.yml`])).toMatchObject({ code: 0 })
  })

  it('each alarm sounds when it should, and is silent when all is well', async () => {
    const cases = await readFile(`${FOLDER}/alerts.test.yml`, 'utf8')
    for (const { name } of alertQueries) {
      const expected = [...cases.matchAll(new RegExp(`alertname: ${name}\\n\\s+exp_alerts:(.*)`, 'g'))]
      const [first, ...others] = expected.map(([, rest]) => rest?.trim() === '[]')
      expect({ name, first, others: [...new Set(others)] }).toEqual({ name, first: false, others: [true] })
    }
    const { code, output } = await promtool(['test', 'rules', `${FOLDER}/alerts.test.yml`])
    expect({ code, output }).toMatchObject({ code: 0 })
  })
})

describe('against a real scrape', () => {
  async function read(query: string): Promise<readonly Labels[]> {
    const response = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query })}`)
    const { status, error, data } = (await response.json()) as {
      status: string
      error?: string
      data?: { result: { metric: Labels }[] }
    }
    if (status !== 'success') throw new Error(`${query}: ${error}`)
    return data?.result.map(({ metric }) => metric) ?? []
  }

  const ask = async (query: string) => (await read(query)).length

  it('every query of the dashboard has an answer', async () => {
    expect(panelQueries.length).toBeGreaterThan(30)
    for (const { title, expr } of panelQueries) {
      await expect
        .poll(async () => ({ title, expr, isEmpty: (await ask(expr)) === 0 }), { timeout: 30_000 })
        .toEqual({
          title,
          expr,
          isEmpty: false,
        })
    }
  })

  it('every figure that an alarm looks at exists, with the values of the labels that it names', async () => {
    expect(alertQueries.length).toBeGreaterThan(15)
    for (const { name, expr } of alertQueries) {
      await ask(expr)
      const selectors = selectorsOf(expr)
      expect(selectors.length).toBeGreaterThan(0)
      for (const selector of selectors)
        await expect
          .poll(async () => ({ name, selector, isThere: (await ask(selector)) > 0 }), { timeout: 30_000 })
          .toMatchObject({ isThere: true })
    }
  })

  // A sum by a label that nothing has is one sum of all: it has an answer, and says nothing.
  it('every label by which a query groups, and that a legend or an alarm shows, is one of its figures', async () => {
    for (const { expr, shown, ...query } of [...panelQueries, ...alertQueries]) {
      const figures = (await Promise.all(selectorsOf(expr).map(read))).flat()
      const known = new Set(figures.flatMap((labels) => Object.keys(labels)))
      const unknown = [...labelsOf(expr), ...shown].filter((label) => !known.has(label))
      expect({ ...query, expr, unknown }).toEqual({ ...query, expr, unknown: [] })
      // What was summed has the labels of the sum alone.
      const groups = /^(?:sum|min|max) by \(([^)]*)\)/.exec(expr)?.[1]?.split(/,\s*/)
      if (groups !== undefined) expect({ ...query, groups }).toMatchObject({ groups: expect.arrayContaining(shown) })
    }
  })
})
