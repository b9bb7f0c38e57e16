import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { expect, it } from '../support/concurrent.ts'
import { uniqueMatch } from '../support/start-server.ts'
import { createWorld, keepPicture, openPage, PHONE, type World } from './world/world.ts'

let browser: Browser
let world: World
beforeAll(async () => {
  ;[browser, world] = await Promise.all([launchBrowser(), createWorld(inject('databaseUrl'))])
})
afterAll(async () => {
  await browser?.close()
  await world?.remove()
})

const row = (page: Page, match: string) => page.locator(`[data-match="${match}"]`)
const isLive = (page: Page) => page.locator('#connection').getByText('Live', { exact: true }).waitFor()

// What waits for seconds, all at the same time.

it('a television that is late is waited for, in the match and in the list, also after a reload', async () => {
  const id = uniqueMatch('late-tv')
  const names = { home: { name: 'Benfica' }, away: { name: 'Sporting' } }
  await world.send('PUT', id, { sport: 'football', startsAt: Date.now() - 600_000, ...names })
  const [page, live] = await Promise.all([openPage(browser, PHONE), openPage(browser)])
  const control = page.getByLabel('TV delay')
  for (const each of [page, live]) {
    await each.goto(`${world.url}/match/${id}`)
    await isLive(each)
  }
  await control.selectOption('15 s')
  await page.getByRole('link', { name: 'All matches' }).click()
  await row(page, id).waitFor()
  expect(await control.inputValue()).toBe('15000')

  await world.send('POST', `${id}/events`, { id: 'start', type: 'period_start', period: 1 })
  await world.send('POST', `${id}/events`, { id: 'g', type: 'goal', team: 'home', player: 'Pavlidis' })
  const scoredAt = Date.now()
  await page.reload()
  // Then it had not begun yet.
  await row(page, id).getByText('Benfica').waitFor()
  expect(await row(page, id).locator('.cell').count()).toBe(0)
  await row(page, id).locator('a').click()
  await page.locator('.hero-kickoff').waitFor()
  await live.locator('.scorers').getByText('Pavlidis').waitFor()
  expect(await control.inputValue()).toBe('15000')
  await keepPicture(page, 'delayed-phone')

  await page.locator('.scorers').getByText('Pavlidis').waitFor({ timeout: 20_000 })
  expect(Date.now() - scoredAt).toBeGreaterThanOrEqual(14_500)
  const score = await page
    .locator('.hero-score .number')
    .evaluateAll((all) => all.map((one) => one.lastChild?.textContent))
  expect(score).toEqual(['1', '0'])
})

it('a list with another delay keeps its matches while it asks for them, and the delay is kept', async () => {
  const id = uniqueMatch('late-list')
  const names = { home: { name: 'Sparta' }, away: { name: 'Slavia' } }
  await world.send('PUT', id, { sport: 'football', startsAt: Date.now() - 600_000, ...names })
  await world.send('POST', `${id}/events`, { id: 'start', type: 'period_start', period: 1 })
  const page = await openPage(browser)
  await page.goto(`${world.url}/`)
  await isLive(page)
  await row(page, id).waitFor()
  const control = page.getByLabel('TV delay')
  const choose = (ms: number) =>
    control.evaluate(
      (select: HTMLSelectElement, [value, match]) => {
        select.value = value as string
        select.dispatchEvent(new Event('change', { bubbles: true }))
        return document.querySelectorAll(`[data-match="${match}"]`).length
      },
      [String(ms), id],
    )
  // Before the server has answered.
  expect([await choose(15_000), await choose(0)]).toEqual([1, 1])
  await choose(15_000)
  await page.reload()
  expect(await control.inputValue()).toBe('15000')
})

it('a match says how many watch it', async () => {
  const id = uniqueMatch('watched')
  await world.kickOff(id)
  const [page, other] = await Promise.all([openPage(browser), openPage(browser, PHONE)])
  // The page asks every 15 s, and gateways count every 5 s.
  await page.clock.install()
  for (const each of [page, other]) {
    await each.goto(`${world.url}/match/${id}`)
    await each.getByText('Kick-off').waitFor()
  }
  const watching = async () => {
    await page.clock.fastForward(15_000)
    return page.locator('.hero-meta').innerText()
  }
  await expect.poll(watching, { timeout: 25_000, interval: 1_000 }).toBe('Premier League · 2 watching')
  await keepPicture(page, 'watching')
})

it('the list keeps showing a match that is no longer on the lists, and what still changes in it', async () => {
  const [id, yesterday] = [uniqueMatch('yesterday'), Date.now() - 86_400_000]
  const names = { home: { name: 'Night Owls' }, away: { name: 'Early Birds' } }
  const page = await openPage(browser)
  const left = page.waitForEvent('websocket').then((socket) =>
    socket.waitForEvent('framereceived', ({ payload }) => {
      return String(payload).includes('"op":"board"') && String(payload).includes(`"left":["${id}"]`)
    }),
  )
  await page.goto(world.url)
  await isLive(page)
  await world.send('PUT', id, { sport: 'football', startsAt: yesterday, ...names })
  await world.send('POST', `${id}/events`, [
    { id: 's', type: 'period_start', period: 1 },
    { id: 'g', type: 'goal', team: 'home' },
  ])
  await row(page, id).getByText('1', { exact: true }).waitFor()
  await world.send('POST', `${id}/events`, { id: 'e', type: 'match_end' })
  await left
  await row(page, id).getByText('FT').waitFor()
  await world.send('DELETE', `${id}/events/g?reason=offside`)
  await row(page, id).getByText('Score corrected').waitFor()
})

it('a page waits for a match that is not there yet, and comes alive when it is created', async () => {
  const id = uniqueMatch('first')
  const page = await openPage(browser)
  const answer = await page.goto(`${world.url}/match/${id}`)
  expect(answer?.status()).toBe(404)
  await page.getByText('This match is not here yet').waitFor()
  await isLive(page)
  await world.kickOff(id, { home: 'Home', away: 'Away' })
  await page.locator('.hero-name').getByText('Home').waitFor()
  await world.send('POST', `${id}/events`, { id: 'g1', type: 'goal', team: 'home', player: 'You' })
  await page.locator('.scorers').getByText('You').waitFor()
  expect(await page.title()).toBe('Home 1–0 Away · Touchline')
})

it('a lost connection never leaves a score that looks alive, and catches up by itself', async () => {
  const fragile = await createWorld(inject('databaseUrl'))
  try {
    await fragile.kickOff('m')
    const page = await openPage(browser, PHONE)
    await page.goto(fragile.url)
    await isLive(page)
    await row(page, 'm').waitFor()
    await fragile.stop()
    await page.getByText(/^Reconnecting… Scores as of \d\d:\d\d:\d\d\.$/).waitFor()
    await page.getByText('Not live', { exact: true }).waitFor()
    const colour = (selector: string) =>
      row(page, 'm')
        .locator(selector)
        .first()
        .evaluate((node) => getComputedStyle(node).color)
    expect(await colour('.cell.main')).toBe(await colour('.row-when'))
    await page.locator('#banner').evaluate((node) => Promise.all(node.getAnimations().map(({ finished }) => finished)))
    await keepPicture(page, 'reconnecting-phone')
    await fragile.start()
    await fragile.send('POST', 'm/events', { id: 'g', type: 'goal', team: 'away' })
    // Coming back to the page connects at once, whatever the backoff.
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await isLive(page)
    await row(page, 'm').getByText('1', { exact: true }).waitFor()
    expect(await page.locator('#banner').isVisible()).toBe(false)
  } finally {
    await fragile.remove()
  }
})
