import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer, type TestServer } from '../support/start-server.ts'

const TABS = 20
let browser: Browser
let server: TestServer
beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startTestServer()])
  await server.call('PUT', '/v1/matches/m1', {
    sport: 'football',
    home: { name: 'Arsenal' },
    away: { name: 'Chelsea' },
  })
  await server.call('POST', '/v1/matches/m1/events', { id: 'start', type: 'period_start', period: 1 })
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** Opens a tab that follows m1 with the SDK. */
async function openTab(newPage: () => Promise<Page>): Promise<Page> {
  const page = await newPage()
  await page.goto(`${server.url}/livez`)
  await page.evaluate(`(async () => {
    const { createClient } = await import('/assets/client/shared/index.js')
    const client = createClient()
    const match = client.subscribe('m1')
    globalThis.seqs = []
    match.on('update', ({ message }) => seqs.push(message.seq))
    globalThis.shown = () => [match.state?.scoreline.home.main, match.status.kind, client.status.kind].join()
  })()`)
  return page
}

const shown = (page: Page) => page.evaluate('shown()')

async function viewers(): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  return Number(/^touchline_connections(?:\{[^}]*\})? (\d+)/m.exec(text)?.[1])
}

describe('[W19] the tabs of one site in Chromium', () => {
  it(`${TABS} of them have one connection, and each is told every goal`, async () => {
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const pages: Page[] = []
    for (let n = 0; n < TABS; n++) pages.push(await openTab(() => context.newPage()))
    for (const page of pages) await expect.poll(() => shown(page)).toBe('0,live,live')
    expect(await viewers()).toBe(1)

    await pages[0]?.close()
    for (const id of ['g1', 'g2'])
      await server.call('POST', '/v1/matches/m1/events', { id, type: 'goal', team: 'home' })
    for (const page of pages.slice(1)) {
      await expect.poll(() => shown(page)).toBe('2,live,live')
      expect(await page.evaluate('seqs')).toEqual([2, 3])
    }
    expect(await viewers()).toBe(1)
    await context.close()
    await expect.poll(viewers).toBe(0)
  })

  it('have one connection for their tags too, and for what else follows beside them', async () => {
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const pages: Page[] = []
    for (let n = 0; n < 3; n++) {
      const page = await openTab(() => context.newPage())
      await page.evaluate(`(async () => {
        const { createClient } = await import('/assets/client/shared/index.js')
        const { configure } = await import('/assets/client/element.js')
        document.body.innerHTML = '<touchline-score match="m1"></touchline-score><touchline-board board="sport:football"></touchline-board>'
        configure({ createClient })
      })()`)
      pages.push(page)
    }
    await server.call('POST', '/v1/matches/m1/events', { id: 'g3', type: 'goal', team: 'away' })
    for (const page of pages) {
      await page.locator('touchline-score').getByText('Chelsea 1').first().waitFor()
      await page.locator('touchline-board').getByText('Chelsea 1').first().waitFor()
    }
    expect(await viewers()).toBe(1)
  })
})
