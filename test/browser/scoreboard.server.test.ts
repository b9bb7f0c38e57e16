import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { createWorld, keepPicture, openPage, PHONE, type World } from './world.ts'

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
const isLive = (page: Page) => page.getByText('Live', { exact: true }).waitFor()

/** A score with its spoken parts left out: `2–1`. */
const heroScore = (page: Page) =>
  page.locator('.hero-score .number').evaluateAll((nodes) => nodes.map((node) => node.lastChild?.textContent).join('–'))

describe('the list', () => {
  it('tells a newcomer what to do when there is no match', async () => {
    const empty = await createWorld(inject('databaseUrl'))
    try {
      const page = await openPage(browser)
      await page.goto(empty.url)
      await page.getByText('npm run demo').waitFor()
      await page.getByText(`curl -X PUT ${empty.url}/v1/matches/first`).waitFor()
      await keepPicture(page, 'empty')
    } finally {
      await empty.remove()
    }
  })

  it('shows a goal without a reload, and says it to screen readers', async () => {
    await world.kickOff('goal')
    const page = await openPage(browser, PHONE)
    await page.goto(world.url)
    await isLive(page)
    await row(page, 'goal').getByText("1'").waitFor()
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }))
    await world.send('POST', 'goal/events', { id: 'g1', type: 'goal', team: 'home', player: 'Saka' })
    await row(page, 'goal').locator('.has-scored').getByText('1', { exact: true }).waitFor()
    await page.locator('#announcer').getByText('Goal! Saka. Arsenal 1, Chelsea 0').waitFor({ state: 'attached' })
    expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true)
    await keepPicture(page, 'list-goal-phone')
  })

  it('shows new matches without a reload', async () => {
    const page = await openPage(browser)
    await page.clock.install()
    await page.goto(world.url)
    await isLive(page)
    await world.kickOff('late-comer', { home: 'Lyon', away: 'Lille' })
    expect(await row(page, 'late-comer').count()).toBe(0)
    // The list may be cached for three seconds.
    const rowsAfterNextPoll = async () => {
      await page.clock.fastForward(15_000)
      return row(page, 'late-comer').getByText('Lyon').count()
    }
    await expect.poll(rowsAfterNextPoll, { timeout: 10_000, interval: 500 }).toBe(1)
  })

  it('follows all rows in view over one connection', async () => {
    for (const match of ['one', 'two', 'three']) await world.kickOff(match)
    const page = await openPage(browser)
    let connections = 0
    page.on('websocket', () => connections++)
    await page.goto(world.url)
    for (const match of ['one', 'two', 'three']) {
      await row(page, match).waitFor()
      await world.send('POST', `${match}/events`, { id: 'g', type: 'goal', team: 'away' })
      await row(page, match).locator('.has-scored').waitFor()
    }
    expect(connections).toBe(1)
  })

  it('shows names as text, whatever they contain', async () => {
    const home = '<img src=x onerror="document.title=`owned`">'
    await world.kickOff('markup', { home, away: '</a><script>1</script>' })
    const page = await openPage(browser)
    await page.goto(world.url)
    await row(page, 'markup').getByText(home).waitFor()
    await row(page, 'markup').locator('a').click()
    await page.locator('.hero-name', { hasText: home }).waitFor()
    expect(await page.locator('main img').count()).toBe(0)
    expect(await page.title()).not.toBe('owned')
  })
})

describe('a match', () => {
  it('shows a disallowed goal as a correction, struck through, with the score before and after', async () => {
    await world.kickOff('var')
    await world.send('POST', 'var/events', { id: 'g1', type: 'goal', team: 'away', player: 'Palmer', clock: '3:10' })
    const page = await openPage(browser)
    await page.goto(`${world.url}/match/var`)
    await page.locator('.scorers').getByText('Palmer').waitFor()
    expect(await heroScore(page)).toBe('0–1')
    await world.send('POST', 'var/events', { id: 'v1', type: 'var_start', subject: 'goal', team: 'away' })
    await page.getByText('VAR check: goal').waitFor()
    await world.send('DELETE', 'var/events/g1?reason=offside')
    const line = page.locator('.line', { hasText: 'Palmer' })
    await line.getByText('Goal disallowed (offside)').waitFor()
    expect(await line.locator('s').textContent()).toContain('Palmer')
    expect(await line.locator('.correction-score').textContent()).toMatch(/^0–1 → +became 0–0$/)
    expect(await heroScore(page)).toBe('0–0')
    expect(await page.locator('.scorers').count()).toBe(0)
    await page.locator('#announcer').getByText('Correction: Goal disallowed (offside)').waitFor({ state: 'attached' })
    await keepPicture(page, 'disallowed')
  })

  it('tells the same story after a reload as while it happened', async () => {
    await world.kickOff('story')
    const page = await openPage(browser)
    await page.goto(`${world.url}/match/story`)
    await page.getByText('Kick-off').waitFor()
    await world.send('POST', 'story/events', [
      { id: 'g1', type: 'goal', team: 'home', player: 'Saka', clock: '12:00' },
      { id: 'c1', type: 'card', card: 'yellow', team: 'away', player: 'Caicedo', clock: '30:00' },
      { id: 'g0', type: 'goal', team: 'away', player: 'Late Entry', clock: '5:00' },
    ])
    await world.send('PUT', 'story/events/g1', { type: 'goal', team: 'home', player: 'Rice', clock: '12:00' })
    await page.locator('.line', { hasText: 'Rice' }).getByText('Goal changed').waitFor()
    const story = () => page.locator('.story ol').innerText()
    const live = await story()
    expect(live.indexOf('Rice')).toBeLessThan(live.indexOf('Late Entry'))
    await page.reload()
    await page.locator('.line', { hasText: 'Rice' }).waitFor()
    expect(await story()).toBe(live)
  })

  it('runs its clock by the time of the server, not of this device', async () => {
    const startsAt = Date.now() - (20 * 60 + 50) * 1000
    const team = (name: string) => ({ name })
    await world.send('PUT', 'clock', { sport: 'football', startsAt, home: team('Ajax'), away: team('PSV') })
    await world.send('POST', 'clock/events', { id: 's', type: 'period_start', period: 1, occurredAt: startsAt })
    const page = await openPage(browser)
    // The device is an hour ahead.
    await page.clock.install({ time: Date.now() + 3_600_000 })
    await page.goto(`${world.url}/match/clock`)
    await page.locator('.pill').getByText("21'").waitFor()
    await page.clock.runFor(15_000)
    await page.locator('.pill').getByText("22'").waitFor()
  })

  it('says so when there is no such match', async () => {
    const page = await openPage(browser)
    await page.goto(`${world.url}/match/nowhere`)
    await page.getByText('There is no match “nowhere” here.').waitFor()
  })
})

describe('a lost connection', () => {
  it('never leaves a score that looks alive, and catches up by itself', async () => {
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
      await page
        .locator('#banner')
        .evaluate((node) => Promise.all(node.getAnimations().map(({ finished }) => finished)))
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
})
