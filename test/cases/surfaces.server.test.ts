import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawSurfaces, expectScoreline, openSurfaces, type ShownSurfaces } from '../browser/world/surfaces.ts'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer, type TestServer } from '../support/start-server.ts'
import { readCases } from './case.ts'
import { playCase } from './play-case.ts'

let server: TestServer
let browser: Browser
let page: Page
let surfaces: Page
/** Has the tags, one at a time. */
let site: Page

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startTestServer(), launchBrowser()])
  page = await browser.newPage({ viewport: { width: 700, height: 900 } })
  site = await browser.newPage()
  surfaces = await openSurfaces(browser)
  await site.setContent(`<main></main><script type="module" src="${server.url}/assets/client/element.js"></script>`)
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

it.each(readCases())('[S4] row, page, tag and title show it: $name', async (played) => {
  const match = played.name.replace('/', '-')
  const state = await playCase(server, match, played)
  const [shown] = await drawSurfaces(surfaces, [state])
  expectScoreline(shown as ShownSurfaces, state)

  await page.goto(`${server.url}/match/${match}`)
  const visible = () => page.evaluate(() => document.body.innerText.replace(/\s+/g, ' '))
  await page.locator('#connection').getByText('Live', { exact: true }).waitFor()
  for (const text of played.expectPage ?? []) await expect.poll(visible).toMatch(new RegExp(text, 'u'))
  for (const text of played.expectNotPage ?? []) expect(await visible()).not.toMatch(new RegExp(text, 'u'))

  await site.evaluate((tag) => {
    const main = document.querySelector('main') as Element
    main.innerHTML = tag
  }, `<touchline-score match="${match}" server="${server.url}"></touchline-score>`)
  const tagText = () =>
    site.evaluate(() => document.querySelector('touchline-score')?.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '')
  await expect.poll(tagText).toContain(state.home.name)
  for (const text of played.expectElement ?? []) await expect.poll(tagText).toMatch(new RegExp(text, 'u'))
})
