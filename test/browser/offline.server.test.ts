import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { useWorld } from './world/use-world.ts'
import { keepPicture, openPage, PHONE } from './world/world.ts'

const opened = useWorld({
  // Below a path, which the proxy has not taken away.
  settings: { BASE_PATH: '/scores' },
})

const isLive = (page: Page) => page.locator('#connection').getByText('Live', { exact: true }).waitFor()

/** Waits until the browser has kept the page. */
async function kept(page: Page, path: string): Promise<void> {
  await expect.poll(() => page.evaluate(async (url) => (await caches.match(url)) !== undefined, path)).toBe(true)
}

it('works below a path: pages, links, script, live connection', async () => {
  await opened.world.kickOff('m1')
  const page = await openPage(opened.browser)
  const elsewhere: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (!pathname.startsWith('/scores/')) elsewhere.push(pathname)
  })
  await page.goto(`${opened.world.url}/scores/`)
  await isLive(page)
  await page.getByRole('link', { name: 'Arsenal' }).click()
  await page.waitForURL('**/scores/match/m1')
  await isLive(page)
  await opened.world.send('POST', 'm1/events', { id: 'g', type: 'goal', team: 'home' })
  await page.locator('.hero-score', { hasText: '1' }).waitFor()
  await page.getByRole('link', { name: 'All matches' }).click()
  await page.waitForURL('**/scores/')
  await isLive(page)
  expect(elsewhere).toEqual([])
})

// It waits for a service worker, a lost server and its return, each for seconds on a busy machine.
it('shows the last known state without a server, marked as old, and comes alive with it', {
  timeout: 180_000,
}, async () => {
  await opened.world.kickOff('m2', { home: 'Lyon', away: 'Lille' })
  const page = await openPage(opened.browser, PHONE)
  await page.goto(`${opened.world.url}/scores/match/m2`)
  await isLive(page)
  await kept(page, '/scores/match/m2')
  await opened.world.send('POST', 'm2/events', { id: 'g', type: 'goal', team: 'away' })
  await page.locator('.hero-score', { hasText: '1' }).waitFor()
  // The reader turns to something else: the page is kept once more, as the server draws it, at most a second old.
  const turnAway = () =>
    page.evaluate(async () => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
      return (await caches.match('/scores/match/m2'))?.text()
    })
  await expect.poll(turnAway, { interval: 200 }).toContain('Lyon 0–1 Lille')
  await opened.world.stop()
  await page.reload()
  await page.locator('#banner').getByText('Scores as of').waitFor()
  await page.locator('.hero-score', { hasText: '1' }).waitFor()
  expect(await page.locator('#connection').innerText()).toBe('Not live')
  await page.locator('.hero.is-stale').waitFor()
  await keepPicture(page, 'offline-phone')
  await opened.world.start()
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await isLive(page)
  expect(await page.locator('#banner').isVisible()).toBe(false)
  await expect.poll(() => page.locator('.hero.is-stale').count()).toBe(0)
})

it('can be installed', async () => {
  const page = await openPage(opened.browser)
  await page.goto(`${opened.world.url}/scores/`)
  const session = await page.context().newCDPSession(page)
  const { errors, data } = (await session.send('Page.getAppManifest')) as { errors: unknown[]; data?: string }
  expect(errors).toEqual([])
  const { icons, start_url: start } = JSON.parse(data ?? '') as { icons: { src: string }[]; start_url: string }
  expect(start).toBe('/scores/')
  for (const { src } of icons) expect((await page.request.get(opened.world.url + src)).status(), src).toBe(200)
})
