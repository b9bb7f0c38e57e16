import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { createWorld, DESKTOP, keepPicture, openPage, PHONE, type World } from './world.ts'

let browser: Browser
let world: World

const DAY_MS = 86_400_000
const tomorrow = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10)
/** More than a board has. */
const MANY = 230

beforeAll(async () => {
  ;[browser, world] = await Promise.all([launchBrowser(), createWorld(inject('databaseUrl'))])
  await world.kickOff('live', { home: 'Atlético Madrid', away: 'Betis' })
  const startsAt = Date.now() + 60_000
  const names = { home: { name: 'Lyon' }, away: { name: 'Lille' } }
  await world.send('PUT', 'next', { sport: 'football', competition: 'Ligue 1', startsAt, ...names })
  for (let n = 0; n < MANY; n += 1) {
    await world.send('PUT', `many-${n}`, {
      sport: 'football',
      competition: `Cup ${n % 9}`,
      startsAt: Date.parse(tomorrow) + n * 60_000,
      home: { name: `Home ${n}` },
      away: { name: `Away ${n}` },
    })
  }
})
afterAll(async () => {
  await browser?.close()
  await world?.remove()
})

const row = (page: Page, match: string) => page.locator(`[data-match="${match}"]`)
const isLive = (page: Page) => page.locator('#connection').getByText('Live', { exact: true }).waitFor()

it('shows what is live, over or to come, and finds a team whatever its accents', async () => {
  const page = await openPage(browser)
  await page.goto(world.url)
  await isLive(page)
  const shown = () =>
    page.locator('[data-match]').evaluateAll((rows) => rows.map((each) => (each as HTMLElement).dataset['match']))
  expect(await shown()).toEqual(['live', 'next'])
  await page.getByRole('button', { name: 'To come' }).click()
  await expect.poll(shown).toEqual(['next'])
  await page.getByRole('button', { name: 'All' }).click()
  await page.getByRole('searchbox').fill('atletico')
  await expect.poll(shown).toEqual(['live'])
  await page.getByRole('searchbox').fill('nobody')
  await page.getByText('No match of this list is like that.').waitFor()
})

it('keeps favourites on top, also after a reload', async () => {
  const page = await openPage(browser, PHONE)
  await page.goto(world.url)
  await isLive(page)
  await page.getByRole('button', { name: 'Lyon v Lille is a favourite' }).click()
  await page.getByRole('heading', { name: 'Favourites' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Favourites' }).waitFor()
  expect(await page.locator('[data-match]').first().getAttribute('data-match')).toBe('next')
  await keepPicture(page, 'favourites-phone')
})

it('has a page for a day and for a competition, with that day’s and its matches alone', async () => {
  const page = await openPage(browser)
  await page.goto(world.url)
  await page.getByRole('link', { name: 'Tomorrow' }).click()
  await page.waitForURL(`**/date/${tomorrow}`)
  expect(await page.locator('[data-match]').count()).toBe(MANY)
  await page.getByRole('link', { name: 'Cup 4' }).click()
  await page.getByRole('heading', { level: 1, name: 'Cup 4' }).waitFor()
  expect(await page.locator('[data-match]').count()).toBe(Math.ceil((MANY - 4) / 9))
})

it('says that a day is empty, to fans', async () => {
  const page = await openPage(browser)
  await page.goto(`${world.url}/date/2020-02-29`)
  await isLive(page)
  await page.getByText('No matches on Saturday 29 February').waitFor()
  expect(await page.getByText('npm run demo').count()).toBe(0)
  await keepPicture(page, 'empty-day')
})

it('shows matches beyond the 200 of a board, and what changes in those on the screen', async () => {
  const page = await openPage(browser)
  await page.goto(`${world.url}/date/${tomorrow}`)
  await isLive(page)
  const last = `many-${MANY - 1}`
  await row(page, last).scrollIntoViewIfNeeded()
  const renamed = {
    sport: 'football',
    competition: `Cup ${(MANY - 1) % 9}`,
    startsAt: Date.parse(tomorrow) + (MANY - 1) * 60_000,
  }
  await world.send('PUT', last, { ...renamed, home: { name: 'Renamed United' }, away: { name: 'Away' } })
  await row(page, last).getByText('Renamed United').waitFor()
})

it.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
] as const)('fits with hundreds of matches on a %s', async (size, options) => {
  const page = await openPage(browser, options)
  await page.goto(`${world.url}/date/${tomorrow}`)
  await isLive(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await page.screenshot({ path: `test-results/many-${size}.png` })
})
