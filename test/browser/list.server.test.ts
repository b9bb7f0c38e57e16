import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { watchFollowed } from './world/followed.ts'
import { useWorld } from './world/use-world.ts'
import { DESKTOP, keepPicture, openPage, PHONE } from './world/world.ts'

const DAY_MS = 86_400_000
const tomorrow = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10)
/** More than two boards have. */
const MANY = 460

const opened = useWorld({ fill })

async function fill(): Promise<void> {
  await opened.world.kickOff('live', { home: 'Atlético Madrid', away: 'Betis' })
  const startsAt = Date.now() + 60_000
  const names = { home: { name: 'Lyon' }, away: { name: 'Lille' } }
  await opened.world.send('PUT', 'next', { sport: 'football', competition: 'Ligue 1', startsAt, ...names })
  await sendAll(MANY, (n) =>
    opened.world.send('PUT', `many-${n}`, {
      sport: 'football',
      competition: `Cup ${n % 9}`,
      startsAt: Date.parse(tomorrow) + n * 60_000,
      home: { name: `Home ${n}` },
      away: { name: `Away ${n}` },
    }),
  )
}

/** Twenty at a time: one after another, each would wait for the disk alone. */
async function sendAll(count: number, send: (n: number) => Promise<void>): Promise<void> {
  let next = 0
  const sender = async () => {
    while (next < count) await send(next++)
  }
  await Promise.all(Array.from({ length: 20 }, sender))
}

const row = (page: Page, match: string) => page.locator(`[data-match="${match}"]`)
const isLive = (page: Page) => page.locator('#connection').getByText('Live', { exact: true }).waitFor()

it('shows what is live, over or to come, and finds a team whatever its accents', async () => {
  const page = await openPage(opened.browser)
  await page.goto(opened.world.url)
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

it('shows the first match within a quarter of a phone, below all days and controls', async () => {
  const page = await openPage(opened.browser, PHONE)
  await page.goto(opened.world.url)
  await isLive(page)
  const box = async (selector: string) => page.locator(selector).first().boundingBox()
  expect((await box('[data-match]'))?.y).toBeLessThan(844 / 4)
  const controls = page.locator('.page-heading select, .days a:visible, .days input, .filters button, .find input')
  const heights = await controls.evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().height))
  expect(heights.length).toBe(10)
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(24)
  expect(await hintSurplus(page)).toBeLessThanOrEqual(0)
  // The field lies over the buttons only while somebody writes in it, and the way back to them stays open.
  const narrow = (await box('.find input'))?.width ?? 0
  await page.getByRole('searchbox').fill('lyo')
  await row(page, 'live').waitFor({ state: 'detached' })
  expect((await box('.find input'))?.width).toBeGreaterThan(2 * narrow)
  await page.keyboard.press('Shift+Tab')
  expect(await page.locator(':focus').innerText()).toBe('To come')
  expect((await box('.find input'))?.width).toBe(narrow)
})

it('is as it was left when the reader comes back from a match', async () => {
  const page = await openPage(opened.browser)
  await page.goto(opened.world.url)
  await isLive(page)
  await page.getByRole('button', { name: 'To come' }).click()
  await page.getByRole('searchbox').fill('lyo')
  await row(page, 'live').waitFor({ state: 'detached' })
  await row(page, 'next').locator('a').click()
  await page.waitForURL('**/match/next')
  await page.goBack()
  await isLive(page)
  await row(page, 'live').waitFor({ state: 'detached' })
  expect(await page.getByRole('searchbox').inputValue()).toBe('lyo')
  await row(page, 'next').waitFor()
  await page.goForward()
  await page.locator('.hero-name').getByText('Lyon').waitFor()
})

it('keeps favourites on top, also after a reload', async () => {
  const page = await openPage(opened.browser, PHONE)
  await page.goto(opened.world.url)
  await isLive(page)
  await page.getByRole('button', { name: 'Lyon v Lille is a favourite' }).click()
  await page.getByRole('heading', { name: 'Favourites' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Favourites' }).waitFor()
  expect(await page.locator('[data-match]').first().getAttribute('data-match')).toBe('next')
  await keepPicture(page, 'favourites-phone')
})

it('has a page for a day and for a competition, with that day’s and its matches alone', async () => {
  const page = await openPage(opened.browser)
  await page.goto(opened.world.url)
  await page.getByRole('link', { name: 'Tomorrow' }).click()
  await page.waitForURL(`**/date/${tomorrow}`)
  // The address changes before the page does.
  await expect.poll(() => page.locator('[data-match]').count()).toBe(MANY)
  await page.getByRole('link', { name: 'Cup 4' }).click()
  await page.getByRole('heading', { level: 1, name: 'Cup 4' }).waitFor()
  await expect.poll(() => page.locator('[data-match]').count()).toBe(Math.ceil((MANY - 4) / 9))
})

it('says that a day is empty, to fans', async () => {
  const page = await openPage(opened.browser)
  await page.goto(`${opened.world.url}/date/2020-02-29`)
  await isLive(page)
  await page.getByText('No matches on Saturday 29 February').waitFor()
  expect(await page.getByText('touchline demo').count()).toBe(0)
  await keepPicture(page, 'empty-day')
})

const surplus = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

it.each(['UTC', 'Asia/Kolkata'])(
  'shows all matches of a long day in %s live, wherever the reader has scrolled to, and fits with hundreds of them on a desktop',
  async (timezoneId) => {
    const page = await openPage(opened.browser, { ...DESKTOP, timezoneId })
    const followed = watchFollowed(page)
    await page.goto(`${opened.world.url}/date/${tomorrow}`)
    await isLive(page)
    expect(await page.locator('[data-match^="many-"]').count()).toBe(MANY)
    expect(await surplus(page)).toBeLessThanOrEqual(0)
    await keepPicture(page, 'many-desktop', { fullPage: false })
    for (const n of [3, MANY / 2, MANY - 1]) {
      const fixture = { sport: 'football', competition: `Cup ${n % 9}`, startsAt: Date.parse(tomorrow) + n * 60_000 }
      const name = `Renamed ${timezoneId} ${n}`
      await opened.world.send('PUT', `many-${n}`, { ...fixture, home: { name }, away: { name: 'Away' } })
      await row(page, `many-${n}`).getByText(name).waitFor({ state: 'attached' })
    }
    expect(await page.evaluate(() => scrollY)).toBe(0)
    const offset = timezoneId === 'UTC' ? '' : ';offset:+330'
    expect(followed.boards).toEqual(new Set([1, 2, 3].map((n) => `date:${tomorrow}${offset};page:${n}`)))
    // Nothing is asked for one by one.
    expect(followed.matches).toEqual(new Set())
  },
)

it('fits with hundreds of matches on a phone, and never covers what has the focus by its header', async () => {
  const page = await openPage(opened.browser, PHONE)
  await page.goto(`${opened.world.url}/date/${tomorrow}`)
  await isLive(page)
  expect(await surplus(page)).toBeLessThanOrEqual(0)
  await keepPicture(page, 'many-phone', { fullPage: false })
  await page.locator('[data-match] .row').nth(40).focus()
  for (let pressed = 0; pressed < 8; pressed += 1) {
    await page.keyboard.press('Shift+Tab')
    const [top, header] = await page.evaluate(() =>
      [document.activeElement, document.querySelector('.site-header')].map((node) => node?.getBoundingClientRect()),
    )
    expect(top?.top).toBeGreaterThanOrEqual(header?.bottom ?? 0)
  }
})

it('follows the next page of a day once one is full', async () => {
  const day = new Date(Date.now() + 5 * DAY_MS).toISOString().slice(0, 10)
  const add = (n: number) =>
    opened.world.send('PUT', `grows-${n}`, {
      sport: 'football',
      competition: 'Growing Cup',
      startsAt: Date.parse(day) + n * 60_000,
      home: { name: `Home ${n}` },
      away: { name: `Away ${n}` },
    })
  await sendAll(199, add)
  const page = await openPage(opened.browser)
  await page.goto(`${opened.world.url}/date/${day}`)
  await isLive(page)
  for (const n of [199, 200]) await add(n)
  await row(page, 'grows-200').getByText('Home 200').waitFor({ state: 'attached' })
})

/** By how much the hint of the search field is wider than its room. */
function hintSurplus(page: Page): Promise<number> {
  return page.locator('.find input').evaluate((field: HTMLInputElement) => {
    const { fontSize, fontFamily } = getComputedStyle(field, '::placeholder')
    const { paddingLeft, paddingRight } = getComputedStyle(field)
    const pen = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D
    pen.font = `${fontSize} ${fontFamily}`
    const room = field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
    return pen.measureText(field.placeholder).width - room
  })
}
