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

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets?: readonly { readonly expr: string }[] }[]
}

const alertQueries = [...alerts.matchAll(/alert: (\w+)\n\s+expr: (.+)/g)].map(([, name, expr]) => ({ name, expr }))
const panelQueries = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => ({ title, expr: expr.replaceAll('$__rate_interval', '1m') })),
)

describe('deploy/prometheus', () => {
  it('is a configuration as Prometheus reads it', async () => {
    expect(await promtool(['check', 'config', `${FOLDER}/prometheus.yml`])).toMatchObject({ code: 0 })
  })

  it('each alarm sounds when it should, and is silent when all is well', async () => {
    const cases = await readFile(`${FOLDER}/alerts.test.yml`, 'utf8')
    for (const { name } of alertQueries) {
      const expected = [...cases.matchAll(new RegExp(`alertname: ${name}\\n\\s+exp_alerts:(.*)`, 'g'))]
      expect({ name, kinds: expected.map(([, rest]) => rest?.trim() === '[]') }).toEqual({ name, kinds: [false, true] })
    }
    const { code, output } = await promtool(['test', 'rules', `${FOLDER}/alerts.test.yml`])
    expect({ code, output }).toMatchObject({ code: 0 })
  })
})

describe('against a real scrape', () => {
  let url: string

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

  async function ask(query: string): Promise<number> {
    const response = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query })}`)
    const { status, error, data } = (await response.json()) as {
      status: string
      error?: string
      data?: { result: unknown[] }
    }
    if (status !== 'success') throw new Error(`${query}: ${error}`)
    return data?.result.length ?? 0
  }

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

  it('every figure that an alarm looks at exists', async () => {
    expect(alertQueries.length).toBeGreaterThan(15)
    for (const { name, expr = '' } of alertQueries) {
      await ask(expr)
      const figures = new Set(expr.match(/\b(touchline|nodejs|process)_\w+|\bup\b/g))
      expect(figures.size).toBeGreaterThan(0)
      for (const figure of figures)
        await expect
          .poll(async () => ({ name, figure, isThere: (await ask(figure)) > 0 }), { timeout: 30_000 })
          .toMatchObject({ isThere: true })
    }
  })
})
