import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest'
import { type Server, startServer } from '../../src/server/server.ts'
import { launchBrowser } from '../support/chromium.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { connectClient, type SocketClient } from '../support/socket-client.ts'
import { testConfig } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { faults, turnDark } from './axe-faults.ts'
import { DESKTOP, keepPicture, openPage, PHONE } from './world/world.ts'

let browser: Browser
let servers: readonly Server[]
let viewer: SocketClient

const MATCH = `ops-${process.pid}-with-a-name-as-long-as-a-match-may-have-in-this-league`

beforeAll(async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const config = testConfig({ INTERNAL_PORT: '0', DATABASE_URL: url, REDIS_URL: inject('redisUrl') })
  const start = () => startServer(config)
  servers = await Promise.all([start(), start()])
  browser = await launchBrowser()
  const call = (method: string, path: string, body: object) =>
    fetch(`${servers[0]?.url}/v1/matches/${MATCH}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await call('PUT', '', { sport: 'football', home: { name: 'A' }, away: { name: 'B' } })
  viewer = await connectClient(`${servers[0]?.url.replace('http', 'ws')}/v1/live`)
  await viewer.subscribe(MATCH)
  await call('POST', '/events', { id: 'g', type: 'goal', team: 'home' })
  await viewer.nextOf('update')
})
afterAll(async () => {
  viewer?.socket.terminate()
  await browser?.close()
  await Promise.all(servers?.map((server) => server.close()) ?? [])
})

it('/ops shows the whole fleet, axe finds nothing, light or dark, and nothing is cut off', async () => {
  const page = await openPage(browser, { ...PHONE, colorScheme: 'light' })
  await page.goto(`${servers[0]?.internalUrl}/ops`)
  await expect
    .poll(
      async () => {
        await page.getByRole('link', { name: 'Look again' }).click()
        return [
          await page.getByRole('region', { name: 'Gateways of the fleet' }).locator('tbody tr').count(),
          await page.getByRole('region', { name: 'Busiest matches' }).count(),
        ]
      },
      { timeout: 20_000 },
    )
    .toEqual([2, 1])
  await page.getByText('Drain this replica…').click()
  const sizes = { phone: PHONE.viewport, desktop: DESKTOP.viewport }
  for (const light of ['light', 'dark']) {
    if (light === 'dark') await turnDark(page)
    for (const [name, size] of Object.entries(sizes)) {
      await page.setViewportSize(size)
      expect(await faults(page), `${name}, ${light}`).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0)
      await keepPicture(page, `ops-${name}-${light}`)
    }
  }
})

it('/ops is worked with the keyboard alone: each button is reached, its focus is seen, and what it did is announced', async () => {
  // One that nobody else needs: it is drained.
  const server = await startServer(testConfig({ INTERNAL_PORT: '0', DATA_DIR: await temporaryDirectory() }))
  onTestFinished(() => server.close())
  const page = await browser.newPage()
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = document
      const { outlineStyle } = getComputedStyle(activeElement ?? document.body)
      return { text: activeElement?.textContent, isSeen: outlineStyle === 'solid' }
    })
  const tabTo = async (text: string) => {
    for (let n = 0; n < 5 && (await focused()).text !== text; n += 1) await page.keyboard.press('Tab')
    expect(await focused()).toEqual({ text, isSeen: true })
  }
  await page.goto(`${server.internalUrl}/ops`)
  await tabTo('Look again')
  await tabTo('Rebalance viewers')
  await page.keyboard.press('Enter')
  const rebalanced = 'Viewers beyond an equal share are sent to other gateways.'
  await expect.poll(async () => (await focused()).text).toBe(rebalanced)
  expect(await page.title()).toContain(rebalanced)

  await tabTo('Drain this replica…')
  await page.keyboard.press('Enter')
  await tabTo('Drain it')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await focused()).text).toMatch(/^Draining: /)
  await page.close()
})
