import { createServer } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { describe, expect, it, onTestFinished } from '../support/concurrent.ts'
import { startHaproxy } from '../support/servers/proxies/haproxy.ts'
import { NETWORKS, startNginx } from '../support/servers/proxies/nginx.ts'
import { startTestServer, type TestServer } from '../support/start-server.ts'
import { servePage } from './tags/other-site.ts'

let browser: Browser
let server: TestServer
beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startTestServer()])
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

let matches = 0

async function kickOff(): Promise<string> {
  matches += 1
  const match = `m${matches}`
  const fixture = { sport: 'football', home: { name: 'Arsenal' }, away: { name: 'Chelsea' } }
  await server.call('PUT', `/v1/matches/${match}`, fixture)
  await server.call('POST', `/v1/matches/${match}/events`, { id: 'start', type: 'period_start', period: 1 })
  return match
}

async function goal(match: string, id: string): Promise<void> {
  await server.call('POST', `/v1/matches/${match}/events`, { id, type: 'goal', team: 'home' })
}

/** What the page's script saw, and when, in ms since it began. */
interface Seen {
  readonly statuses: readonly string[]
  readonly seqs: readonly number[]
  readonly firstAt: number
}

/** A page of the address that follows a match with the SDK. */
async function follow(url: string, match: string) {
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`${url}/livez`)
  await page.evaluate(
    `(async () => {
      const { createClient } = await import('/assets/client/index.js')
      const beganAt = performance.now()
      const seen = { statuses: [], seqs: [], firstAt: -1 }
      globalThis.seen = seen
      const client = createClient()
      client.on('status', ({ kind }) => seen.statuses.push(kind))
      const subscription = client.subscribe(${JSON.stringify(match)})
      subscription.on('snapshot', () => { if (seen.firstAt < 0) seen.firstAt = performance.now() - beganAt })
      subscription.on('update', ({ message }) => seen.seqs.push(message.seq))
    })()`,
  )
  const seen = () => page.evaluate('globalThis.seen') as Promise<Seen>
  return {
    seen,
    way: () => page.evaluate("Object.values({ ...sessionStorage })[0] ?? 'websocket'") as Promise<string>,
    async reaches(seq: number): Promise<number> {
      const from = performance.now()
      await expect.poll(async () => (await seen()).seqs.at(-1) ?? 0, { interval: 20, timeout: 20_000 }).toBe(seq)
      return performance.now() - from
    },
    async shows(): Promise<number> {
      await expect.poll(async () => (await seen()).firstAt, { interval: 50, timeout: 20_000 }).toBeGreaterThanOrEqual(0)
      return (await seen()).firstAt
    },
  }
}

/** Takes connections and says nothing. */
async function startDeafServer(): Promise<number> {
  const deaf = createServer(() => {})
  await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void deaf.close())
  return (deaf.address() as { port: number }).port
}

describe('[W19] [W20] a page behind a proxy', () => {
  it.each([
    ['knows no upgrades', 'sse'],
    ['refuses upgrades', 'sse'],
    ['lets upgrades hang', 'sse'],
    ['buffers streams', 'polling'],
  ] as const)('that %s gets every update over %s', async (network, way) => {
    const match = await kickOff()
    const deafPort = await startDeafServer()
    const proxy = await startNginx({ port: portOf(server.url), directives: NETWORKS[network], deafPort })
    const page = await follow(proxy.url, match)

    const firstMs = await page.shows()
    await goal(match, 'g1')
    const nextMs = await page.reaches(2)
    for (let n = 3; n < 6; n += 1) await goal(match, `g${n}`)
    await page.reaches(5)
    expect((await page.seen()).seqs).toEqual([2, 3, 4, 5])
    expect(await page.way()).toBe(way)
    expect((await page.seen()).statuses).toEqual(['live'])
    console.info(
      `${network}: over ${way}; first score after ${Math.round(firstMs)} ms, next goal after ${Math.round(nextMs)} ms`,
    )
    expect(firstMs).toBeLessThanOrEqual(8_000)
    expect(nextMs).toBeLessThanOrEqual(5_000)
  })

  it('of another site polls, and asks before no read whether it may', async () => {
    const match = await kickOff()
    const script = `import { createClient } from '${server.url}/assets/client/index.js'
      const subscription = createClient({ url: '${server.url}', transports: ['polling'] }).subscribe('${match}')
      subscription.on('update', () => { document.title = subscription.state.scoreline.home.main })`
    const site = await servePage(`<script type="module">${script}</script>`, 'localhost')
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const network = await context.newCDPSession(page)
    const asked: string[] = []
    network.on('Network.requestWillBeSent', ({ request }) => {
      if (request.url.includes(`/v1/matches/${match}?`)) asked.push(request.method === 'OPTIONS' ? 'may I' : 'read')
    })
    const statuses: number[] = []
    network.on('Network.responseReceivedExtraInfo', ({ statusCode }) => statuses.push(statusCode))
    await network.send('Network.enable')
    await page.goto(site)
    await expect.poll(() => asked.filter((what) => what === 'read').length).toBeGreaterThanOrEqual(3)
    await goal(match, 'g1')
    await expect.poll(() => page.title()).toBe('1')
    expect(asked).not.toContain('may I')
    expect(statuses).toContain(304)
  })

  it('that cuts what is quiet goes on where it was, update for update', async () => {
    const match = await kickOff()
    const directives = 'if ($http_upgrade) { return 403; }'
    const proxy = await startNginx({ port: portOf(server.url), directives, cutAfterMs: 1_000 })
    const page = await follow(proxy.url, match)
    await page.shows()
    await expect.poll(async () => (await page.seen()).statuses, { timeout: 20_000 }).toContain('stale')
    await goal(match, 'g1')
    expect(await page.reaches(2)).toBeLessThanOrEqual(5_000)
    await goal(match, 'g2')
    await page.reaches(3)
    expect((await page.seen()).seqs).toEqual([2, 3])
  })

  it('has a WebSocket through the shipped load balancer, and a stream where a network takes that away', async () => {
    const match = await kickOff()
    const port = portOf(server.url)
    const balancer = await startHaproxy({ ingest: [port], gateways: [port] })
    await expect.poll(async () => (await fetch(`${balancer.url}/livez`)).status, { timeout: 10_000 }).toBe(200)
    const direct = await follow(balancer.url, match)
    await direct.shows()
    const proxy = await startNginx({ port: balancer.port, directives: NETWORKS['refuses upgrades'] })
    const page = await follow(proxy.url, match)
    await page.shows()
    await goal(match, 'g1')
    await Promise.all([direct.reaches(2), page.reaches(2)])
    expect([await direct.way(), await page.way()]).toEqual(['websocket', 'sse'])
  })
})

function portOf(url: string): number {
  return Number(new URL(url).port)
}
