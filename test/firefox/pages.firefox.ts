import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { SECRET, signToken } from '../access/sign-token.ts'
import { otherSite } from '../browser/tags/other-site.ts'
import { framesOf, startLine } from '../browser/world/watched-line.ts'
import { freePort } from '../support/free-port.ts'
import { NETWORKS, startNginx } from '../support/servers/proxies/nginx.ts'
import { startTestServer, type TestServer } from '../support/start-server.ts'
import { type Firefox, launchFirefox, type Tab } from './firefox.ts'

/** A document of a server without a script of its own. `/livez` is none: Firefox shows JSON by a page that lets no other script in. */
const BLANK = '/assets/client/index.js'

let firefox: Firefox
let server: TestServer
beforeAll(async () => {
  ;[firefox, server] = await Promise.all([launchFirefox(), startTestServer()])
})
afterAll(async () => {
  await firefox?.close()
  await server?.close()
})

async function kickOff(match: string, at: TestServer = server, competition = 'Premier League'): Promise<void> {
  const names = { home: { name: 'Arsenal' }, away: { name: 'Chelsea' } }
  const startsAt = Date.now() - 600_000
  await at.call('PUT', `/v1/matches/${match}`, { sport: 'football', competition, startsAt, ...names })
  await at.call('POST', `/v1/matches/${match}/events`, { id: 'start', type: 'period_start', period: 1 })
}

async function goal(match: string, id: string, at: TestServer = server): Promise<void> {
  await at.call('POST', `/v1/matches/${match}/events`, { id, type: 'goal', team: 'home', player: 'Saka' })
}

async function openTab(url: string): Promise<Tab> {
  return (await firefox.openProfile()).openTab(url)
}

async function viewers(): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  return Number(/^touchline_connections(?:\{[^}]*\})? (\d+)/m.exec(text)?.[1])
}

/** Follows a match with the SDK, and notes what the page's script is told. */
const followed = (match: string) => `(async () => {
  const { createClient } = await import('/assets/client/index.js')
  globalThis.seqs = []
  const client = createClient()
  const subscription = client.subscribe(${JSON.stringify(match)})
  globalThis.shown = () => [subscription.state?.scoreline.home.main, client.status.kind].join()
  subscription.on('update', ({ message }) => seqs.push(message.seq))
})()`

describe('the pages in Firefox', () => {
  const isLive = `document.querySelector('#connection').textContent.includes('Live')`

  it('[W1] a list shows a goal without a reload, and keeps a favourite over one', async () => {
    await kickOff('list')
    const tab = await openTab(server.url)
    await tab.becomes(isLive, true)
    await tab.evaluate('void (globalThis.isSamePage = true)')
    await goal('list', 'g1')
    await tab.becomes(`document.querySelector('[data-match=list] .has-scored')?.textContent.includes('1')`, true)
    await tab.becomes(`document.querySelector('#announcer').textContent.includes('Arsenal 1, Chelsea 0')`, true)
    expect(await tab.evaluate('globalThis.isSamePage')).toBe(true)

    await tab.evaluate(`document.querySelector('[aria-label="Arsenal v Chelsea is a favourite"]').click()`)
    const favourites = `[...document.querySelectorAll('h2')].some((each) => each.textContent.includes('Favourites'))`
    await tab.becomes(favourites, true)
    await tab.goto(server.url)
    await tab.becomes(favourites, true)
  })

  it('[W1] a match page shows a goal, in its score and in its title, laid out by its stylesheet', async () => {
    await kickOff('match')
    const tab = await openTab(`${server.url}/match/match`)
    await tab.becomes(isLive, true)
    await goal('match', 'g1')
    const score = `[...document.querySelectorAll('.hero-score .number')].map((each) => each.lastChild.textContent).join('–')`
    await tab.becomes(score, '1–0')
    await tab.becomes(`/1\\s*[-–]\\s*0/.test(document.title)`, true)
    // No rule of the shipped stylesheets was thrown away: an unknown one would leave these as the browser has them.
    const laidOut = `[document.documentElement.scrollWidth <= innerWidth, getComputedStyle(document.querySelector('.hero-score')).display !== 'block']`
    expect(await tab.evaluate(laidOut)).toEqual([true, true])
  })

  it('[W3] a page is live again after its server was away', async () => {
    const [port, directory] = [await freePort(), await mkdtemp(join(tmpdir(), 'touchline-firefox-data-'))]
    onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 3 }))
    const settings = { PORT: String(port), DATA_DIR: directory }
    const before = await startTestServer(settings)
    await kickOff('away', before)
    const tab = await openTab(before.url)
    await tab.becomes(isLive, true)
    await before.close()
    await tab.becomes(isLive, false)
    const after = await startTestServer(settings)
    await goal('away', 'g1', after)
    const row = `document.querySelector('[data-match=away]').innerText.replaceAll(/\\s+/g, ' ')`
    await tab.becomes(`[${row}.includes('Arsenal 1'), ${isLive}]`, [true, true])
  })
})

describe('the SDK in Firefox', () => {
  it('[W19] a tag and a board on another site show a goal', async () => {
    await kickOff('tag', server, 'tags')
    const body = `<touchline-score match="tag" server="${server.url}"></touchline-score>
      <touchline-board board="competition:tags" server="${server.url}"></touchline-board>`
    const tab = await openTab(await otherSite(server.url, body))
    const shows = (tag: string) => `document.querySelector('${tag}').shadowRoot?.textContent.includes('Arsenal 1')`
    await tab.becomes(`document.querySelector('touchline-board').shadowRoot?.textContent.includes('Arsenal 0')`, true)
    await goal('tag', 'g1')
    await tab.becomes(shows('touchline-score'), true)
    await tab.becomes(shows('touchline-board'), true)
  })

  it('[W21] a tag on another site shows what its token allows, and nothing without one', async () => {
    const guarded = await startTestServer({ VIEWER_AUTH: 'jwt', JWT_SECRET: SECRET })
    await kickOff('t1', guarded)
    const token = JSON.stringify(await signToken({ matches: ['*'] }))
    const tag = (id: string) => `<touchline-score id="${id}" match="t1" server="${guarded.url}"></touchline-score>`
    const own = `<script>document.querySelector('#own').token = () => ${token}</script>`
    const tab = await openTab(await otherSite(guarded.url, `${tag('own')}${tag('none')}${own}`))
    const shows = (id: string) => `document.querySelector('#${id}').shadowRoot?.textContent.includes('Arsenal')`
    await tab.becomes(shows('own'), true)
    expect(await tab.evaluate(shows('none'))).toBe(false)
  })

  it('[W9] [W14] negotiates compression and reads frames that were compressed once for all', async () => {
    for (let n = 0; n < 20; n += 1) await kickOff(`c${n}`, server, 'compressed')
    const line = await startLine(Number(new URL(server.url).port))
    const tab = await openTab(`${line.url}${BLANK}`)
    await tab.evaluate(`(async () => {
      const { createClient } = await import('/assets/client/index.js')
      class Heard extends WebSocket {
        constructor(...args) {
          super(...args)
          this.addEventListener('open', () => { globalThis.extensions = this.extensions })
        }
      }
      globalThis.states = {}
      const board = createClient({ WebSocket: Heard }).board('competition:compressed', { view: 'score' })
      board.on('joined', (match) => match.on('change', () => { states[match.match] = match.state }))
    })()`)
    await tab.becomes('Object.keys(states).length', 20)
    await goal('c3', 'g1')
    await tab.becomes('states.c3.scoreline.home.main', '1')
    expect(await tab.evaluate('extensions')).toMatch(/^permessage-deflate\b/)
    const states = await tab.evaluate<Record<string, unknown>>('states')
    for (const [match, state] of Object.entries(states)) {
      expect(state, match).toEqual((await server.call('GET', `/v1/matches/${match}?view=score`)).body.state)
    }
    const isCompressed = (bytes: Buffer) => framesOf(bytes).some((frame) => frame.isCompressed)
    expect([isCompressed(line.toBrowser()), isCompressed(line.toServer())]).toEqual([true, true])
  })

  it.each([
    ['refuses upgrades', 'sse'],
    ['lets upgrades hang', 'sse'],
    ['buffers streams', 'polling'],
  ] as const)('[W19] [W20] behind a proxy that %s gets every update over %s', async (network, way) => {
    const match = `way-${network.replaceAll(' ', '-')}`
    await kickOff(match)
    const port = Number(new URL(server.url).port)
    const proxy = await startNginx({ port, directives: NETWORKS[network], deafPort: await deafPort() })
    const tab = await openTab(`${proxy.url}${BLANK}`)
    const from = performance.now()
    await tab.evaluate(followed(match))
    await tab.becomes('shown()', '0,live')
    const firstMs = performance.now() - from
    for (const id of ['g1', 'g2', 'g3']) await goal(match, id)
    await tab.becomes('seqs', [2, 3, 4])
    expect(await tab.evaluate('Object.values({ ...sessionStorage })[0]')).toBe(way)
    expect(firstMs).toBeLessThanOrEqual(8_000)
  })

  it('[W19] 20 tabs of one site have one connection by a SharedWorker, and each is told every goal', async () => {
    await kickOff('shared')
    await expect.poll(viewers, { timeout: 20_000 }).toBe(0)
    const profile = await firefox.openProfile()
    const tabs: Tab[] = []
    for (let n = 0; n < 20; n += 1) {
      const tab = await profile.openTab(`${server.url}${BLANK}`)
      await tab.evaluate(followed('shared').replace('/client/index.js', '/client/shared/index.js'))
      tabs.push(tab)
    }
    for (const tab of tabs) await tab.becomes('shown()', '0,live')
    expect(await viewers()).toBe(1)
    await tabs[0]?.close()
    for (const id of ['g1', 'g2']) await goal('shared', id)
    for (const tab of tabs.slice(1)) await tab.becomes('seqs', [2, 3])
    expect(await viewers()).toBe(1)
  })
})

/** Takes connections and says nothing. */
async function deafPort(): Promise<number> {
  const deaf = createServer(() => {})
  await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void deaf.close())
  return (deaf.address() as AddressInfo).port
}
