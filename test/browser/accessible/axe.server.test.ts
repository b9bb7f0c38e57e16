import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { DOCS_STYLE } from '../../../src/http/documents/docs-style.ts'
import { COLOUR_RULES, faults, turnDark } from '../axe-faults.ts'
import { useWorld } from '../world/use-world.ts'
import { DESKTOP, openPage, PHONE } from '../world/world.ts'

/** The last is a laptop's window at 200 % zoom: half of the room, in CSS pixels. */
const SIZES = [PHONE.viewport, DESKTOP.viewport, { width: 640, height: 400 }]

const opened = useWorld({ fill })

async function fill(): Promise<void> {
  await opened.world.kickOff('m1')
  await opened.world.send('POST', 'm1/events', [
    { id: 'g', type: 'goal', team: 'home', player: 'Saka', clock: '1:00' },
    { id: 'c', type: 'card', card: 'red', team: 'away', player: 'Silva', clock: '2:00' },
    { id: 'v', type: 'var_start', subject: 'penalty', team: 'home', clock: '3:10' },
  ])
  const startsAt = Date.now() + 60_000
  await opened.world.send('PUT', 'next', {
    sport: 'cricket',
    format: 't20',
    startsAt,
    home: { name: 'الأهلي' },
    away: { name: 'x'.repeat(100) },
  })
}

const pages = [
  ...['/', '/date/2020-01-01', '/competition/Premier%20League', '/search', '/search?q=arsenal', '/search?q=nobody'],
  ...['/match/m1', '/match/next', '/match/nosuch'],
]

async function expectNothingCutOff(page: Page, what: string): Promise<void> {
  const surplus = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(surplus, `${what} is too wide`).toBeLessThanOrEqual(0)
}

it('axe finds nothing on any page, light or dark, and nothing is cut off, on a phone, a desktop, and zoomed', async () => {
  const page = await openPage(opened.browser, PHONE)
  for (const path of pages) {
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(opened.world.url + path)
    await page.locator('#connection[data-kind="live"]').waitFor()
    for (const size of SIZES) {
      await page.setViewportSize(size)
      expect(await faults(page), `${path}, ${size.width} px wide`).toEqual([])
      await expectNothingCutOff(page, `${path}, ${size.width} px wide,`)
    }
    await turnDark(page)
    for (const size of SIZES) {
      await page.setViewportSize(size)
      expect(await faults(page, COLOUR_RULES), `${path}, ${size.width} px wide, in the dark`).toEqual([])
    }
  }
})

it('axe finds nothing on the page at an address where nothing is', async () => {
  const page = await openPage(opened.browser, { viewport: { width: 320, height: 600 } })
  const answer = await page.goto(`${opened.world.url}/nothing`)
  expect(answer?.status()).toBe(404)
  expect(await faults(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await page.getByRole('searchbox').fill('arsenal')
  await page.getByRole('searchbox').press('Enter')
  await page.waitForURL('**/search?q=arsenal')
})

it('axe finds nothing over a stream, in one line or two', async () => {
  const page = await openPage(opened.browser, { viewport: { width: 1920, height: 1080 } })
  for (const path of ['/overlay/m1', '/overlay/m1?lines=2', '/overlay/next']) {
    await page.goto(opened.world.url + path)
    // Its ground is the picture of the stream: there is no contrast to be measured.
    expect(
      (await faults(page)).filter((fault) => !fault.startsWith('color-contrast')),
      path,
    ).toEqual([])
  }
})

it.each(['light', 'dark'])('axe finds nothing in a frame: %s', async (theme) => {
  // The device prefers the other one.
  const page = await openPage(opened.browser, { ...PHONE, colorScheme: theme === 'light' ? 'dark' : 'light' })
  for (const path of ['/embed/m1', '/embed/m1?size=small', '/embed/m1?size=large', '/embed/next', '/embed/nosuch']) {
    await page.goto(`${opened.world.url}${path}${path.includes('?') ? '&' : '?'}theme=${theme}`)
    // What a frame says may still be on its way when it is loaded.
    await page.locator('h1').waitFor({ state: 'attached' })
    expect(await faults(page), path).toEqual([])
    await expectNothingCutOff(page, path)
  }
})

it('axe finds nothing on the page of the API, light or dark, and nothing is cut off at any size', async () => {
  const page = await openPage(opened.browser, { ...PHONE, colorScheme: 'light' })
  await page.goto(opened.world.url)
  await page.getByRole('link', { name: 'API' }).click()
  await page.waitForURL('**/docs')
  expect(await page.getByRole('link', { name: 'Touchline', exact: true }).getAttribute('href')).toBe('/')
  expect(await page.locator('#postEvents pre').first().textContent()).toContain('"type": "goal"')
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect(await ground()).toBe('rgb(255, 255, 255)')
  // Its thousands of elements are looked at where they are narrowest: no style of it asks how wide the page is.
  expect(DOCS_STYLE).not.toMatch(/@(?:media|container)/)
  expect(await faults(page)).toEqual([])
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await expectNothingCutOff(page, `the page of the API, ${size.width} px wide,`)
  }
  await turnDark(page)
  expect(await faults(page, COLOUR_RULES)).toEqual([])
  expect(await ground()).toBe('rgb(20, 25, 30)')
})
