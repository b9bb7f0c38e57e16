import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawSurfaces, expectScoreline, openSurfaces } from '../browser/world/surfaces.ts'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer, type TestServer } from '../support/start-server.ts'
import { readCases } from './case.ts'
import { playCase } from './play-case.ts'

let server: TestServer
let browser: Browser
let page: Page
let surfaces: Page

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startTestServer(), launchBrowser()])
  page = await browser.newPage({ viewport: { width: 700, height: 900 } })
  surfaces = await openSurfaces(browser)
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

it.each(readCases())('[S4] row, page, tag and title show it: $name', async (played) => {
  const match = played.name.replace('/', '-')
  const state = await playCase(server, match, played)
  expectScoreline(await drawSurfaces(surfaces, state), state)

  await page.goto(`${server.url}/match/${match}`)
  const visible = () => page.evaluate(() => document.body.innerText.replace(/\s+/g, ' '))
  await expect.poll(visible).toContain('Live')
  for (const text of played.expectPage ?? []) await expect.poll(visible).toMatch(new RegExp(text, 'u'))
  for (const text of played.expectNotPage ?? []) expect(await visible()).not.toMatch(new RegExp(text, 'u'))

  const tag = `<touchline-score match="${match}" server="${server.url}"></touchline-score>`
  await page.setContent(`<script type="module" src="${server.url}/assets/client/element.js"></script>${tag}`)
  const tagText = () =>
    page.evaluate(() => document.querySelector('touchline-score')?.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '')
  await expect.poll(tagText).toContain(state.home.name)
  for (const text of played.expectElement ?? []) await expect.poll(tagText).toMatch(new RegExp(text, 'u'))
})
