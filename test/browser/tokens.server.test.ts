import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { SECRET, signToken } from '../access/sign-token.ts'
import { launchBrowser } from '../support/chromium.ts'
import { otherSite } from './other-site.ts'
import { createWorld, openPage, type World } from './world.ts'

let browser: Browser
let world: World
beforeAll(async () => {
  const tokens = { VIEWER_AUTH: 'jwt', JWT_SECRET: SECRET }
  ;[browser, world] = await Promise.all([launchBrowser(), createWorld(inject('databaseUrl'), tokens)])
  await world.kickOff('t1', { home: 'Lens', away: 'Metz' })
})
afterAll(async () => {
  await browser?.close()
  await world?.remove()
})

const tag = (id: string) => `<touchline-score id="${id}" match="t1" server="${world.url}"></touchline-score>`

it('[W21] a tag shows what the token of its page allows, and nothing before there is one', async () => {
  const page = await openPage(browser)
  const reads: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/v1/matches/')) reads.push(request.url())
  })
  const token = JSON.stringify(await signToken({ matches: ['*'] }))
  // Set before the script of the tags runs, as a page does that is rendered first.
  const own = `<script>document.querySelector('#own').token = () => ${token}</script>`
  await page.goto(await otherSite(world.url, `${tag('own')}${tag('shared')}${own}`))
  await page.locator('#own').getByText('Lens').waitFor()
  expect(await page.locator('#shared').getByText('Lens').count()).toBe(0)
  await page.evaluate(
    `import('${world.url}/assets/client/element.js').then(({ configure }) => configure({ token: () => ${token} }))`,
  )
  await page.locator('#shared').getByText('Lens').waitFor()
  // Beside its connection, a tag with a token reads nothing.
  expect(reads).toHaveLength(1)
})
