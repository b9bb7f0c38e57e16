import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { useWorld } from './world/use-world.ts'
import { createWorld, keepPicture, openPage, PHONE } from './world/world.ts'

const opened = useWorld()

const row = (page: Page, match: string) => page.locator(`[data-match="${match}"]`)
const isLive = (page: Page) => page.locator('#connection').getByText('Live', { exact: true }).waitFor()

/** A score with its spoken parts left out: `2–1`. */
const heroScore = (page: Page) =>
  page.locator('.hero-score .number').evaluateAll((nodes) => nodes.map((node) => node.lastChild?.textContent).join('–'))

describe('the list', () => {
  it('tells a newcomer what to do when there is no match', async () => {
    const empty = await createWorld(inject('databaseUrl'))
    try {
      const page = await openPage(opened.browser)
      await page.goto(empty.url)
      await page.getByText('touchline demo').waitFor()
      await page.getByText(`curl -X PUT ${empty.url}/v1/matches/first`).waitFor()
      await keepPicture(page, 'empty')
    } finally {
      await empty.remove()
    }
  })

  it('shows a goal without a reload, and says it to screen readers', async () => {
    await opened.world.kickOff('goal')
    const page = await openPage(opened.browser, PHONE)
    await page.goto(opened.world.url)
    await isLive(page)
    await row(page, 'goal').getByText("1'").waitFor()
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }))
    await opened.world.send('POST', 'goal/events', { id: 'g1', type: 'goal', team: 'home', player: 'Saka' })
    await row(page, 'goal').locator('.has-scored').getByText('1', { exact: true }).waitFor()
    await page.locator('#announcer').getByText('Arsenal 1, Chelsea 0').waitFor({ state: 'attached' })
    expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true)
    await keepPicture(page, 'list-goal-phone')
  })

  it('shows new matches without a reload', async () => {
    const page = await openPage(opened.browser)
    await page.goto(opened.world.url)
    await isLive(page)
    await opened.world.kickOff('late-comer', { home: 'Lyon', away: 'Lille' })
    await row(page, 'late-comer').getByText('Lyon').waitFor()
    await opened.world.send('POST', 'late-comer/events', { id: 'g', type: 'goal', team: 'home' })
    await row(page, 'late-comer').locator('.has-scored').waitFor()
  })

  it('follows all rows in view over one connection', async () => {
    for (const match of ['one', 'two', 'three']) await opened.world.kickOff(match)
    const page = await openPage(opened.browser)
    let connections = 0
    page.on('websocket', () => connections++)
    await page.goto(opened.world.url)
    await isLive(page)
    for (const match of ['one', 'two', 'three']) {
      await row(page, match).waitFor()
      await opened.world.send('POST', `${match}/events`, { id: 'g', type: 'goal', team: 'away' })
      await row(page, match).locator('.has-scored').waitFor()
    }
    expect(connections).toBe(1)
  })

  it('shows names as text, whatever they contain', async () => {
    const home = '<img src=x onerror="document.title=`owned`">'
    await opened.world.kickOff('markup', { home, away: '</a><script>1</script>' })
    const page = await openPage(opened.browser)
    await page.goto(opened.world.url)
    await row(page, 'markup').getByText(home).waitFor()
    await row(page, 'markup').locator('a').click()
    await page.locator('.hero-name', { hasText: home }).waitFor()
    expect(await page.locator('main img').count()).toBe(0)
    expect(await page.title()).not.toBe('owned')
  })
})

describe('a match', () => {
  it('shows a disallowed goal as a correction, struck through, with the score before and after', async () => {
    await opened.world.kickOff('var')
    await opened.world.send('POST', 'var/events', {
      id: 'g1',
      type: 'goal',
      team: 'away',
      player: 'Palmer',
      clock: '3:10',
    })
    const page = await openPage(opened.browser)
    await page.goto(`${opened.world.url}/match/var`)
    await page.locator('.scorers').getByText('Palmer').waitFor()
    expect(await heroScore(page)).toBe('0–1')
    await opened.world.send('POST', 'var/events', { id: 'v1', type: 'var_start', subject: 'goal', team: 'away' })
    await page.getByText('VAR check: goal').waitFor()
    await opened.world.send('DELETE', 'var/events/g1?reason=offside')
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
    await opened.world.kickOff('story')
    const page = await openPage(opened.browser)
    await page.goto(`${opened.world.url}/match/story`)
    await page.getByText('Kick-off').waitFor()
    await opened.world.send('POST', 'story/events', [
      { id: 'g1', type: 'goal', team: 'home', player: 'Saka', clock: '12:00' },
      { id: 'c1', type: 'card', card: 'yellow', team: 'away', player: 'Caicedo', clock: '30:00' },
      { id: 'g0', type: 'goal', team: 'away', player: 'Late Entry', clock: '5:00' },
    ])
    await opened.world.send('PUT', 'story/events/g1', { type: 'goal', team: 'home', player: 'Rice', clock: '12:00' })
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
    await opened.world.send('PUT', 'clock', { sport: 'football', startsAt, home: team('Ajax'), away: team('PSV') })
    await opened.world.send('POST', 'clock/events', { id: 's', type: 'period_start', period: 1, occurredAt: startsAt })
    const page = await openPage(opened.browser)
    // The device is an hour ahead.
    await page.clock.install({ time: Date.now() + 3_600_000 })
    await page.goto(`${opened.world.url}/match/clock`)
    await page.locator('.pill').getByText("21'").waitFor()
    await page.clock.runFor(15_000)
    await page.locator('.pill').getByText("22'").waitFor()
  })

  it('shows the match as it was at any moment, with the keyboard too, and goes back to now', async () => {
    await opened.world.kickOff('past', { home: 'Roma', away: 'Lazio' })
    for (const id of ['g1', 'g2']) await opened.world.send('POST', 'past/events', { id, type: 'goal', team: 'home' })
    const page = await openPage(opened.browser)
    await page.goto(`${opened.world.url}/match/past`)
    await isLive(page)
    expect(await heroScore(page)).toBe('2–0')
    await page.getByLabel('The match at').focus()
    await page.keyboard.press('ArrowLeft')
    await page.getByText(/^As it was: .*1–0$/).waitFor()
    expect(await heroScore(page)).toBe('1–0')
    // What happens meanwhile does not take the reader away.
    await opened.world.send('POST', 'past/events', { id: 'g3', type: 'goal', team: 'away', player: 'Immobile' })
    await page.locator('.line', { hasText: 'Immobile' }).waitFor()
    expect(await heroScore(page)).toBe('1–0')
    await page.getByRole('button', { name: 'Back to now' }).click()
    await expect.poll(() => heroScore(page)).toBe('2–1')
    // The button is gone, the focus is not.
    const slider = page.getByLabel('The match at')
    expect(await slider.evaluate((node) => node === document.activeElement)).toBe(true)
    await page.keyboard.press('Home')
    await page.getByText(/^As it was/).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText(/^As it was/).waitFor({ state: 'detached' })
    await expect.poll(() => heroScore(page)).toBe('2–1')
    await keepPicture(page, 'moment')
  })

  it('can be read without JavaScript, and says that it does not move', async () => {
    await opened.world.kickOff('plain', { home: 'Real Sociedad', away: 'Girona' })
    await opened.world.send('POST', 'plain/events', { id: 'g1', type: 'goal', team: 'home', player: 'Oyarzabal' })
    const page = await openPage(opened.browser, { ...PHONE, javaScriptEnabled: false })
    // What was drawn for somebody else, a second ago at most, may not have it yet.
    const textOnceOpened = async () => {
      await page.goto(opened.world.url)
      return page.locator('main').textContent()
    }
    await expect.poll(textOnceOpened, { interval: 200 }).toMatch(/Real Sociedad\s*1/)
    // A row has no text that is shown before the browser knows that it is in view.
    await expect.poll(() => row(page, 'plain').innerText()).toMatch(/Real Sociedad\s+1/)
    await row(page, 'plain').locator('a').click()
    await page.locator('.line', { hasText: 'Oyarzabal' }).waitFor()
    expect(await page.title()).toBe('Real Sociedad 1–0 Girona · Touchline')
    expect(await page.getByLabel('TV delay').isVisible()).toBe(false)
    expect(await page.locator('noscript p').innerText()).toContain('With JavaScript they move by themselves.')
  })

  it('takes over what the server has drawn: no element is replaced, nothing is asked again', async () => {
    await opened.world.kickOff('taken', { home: 'Celta', away: 'Getafe' })
    await opened.world.send('POST', 'taken/events', { id: 'g1', type: 'goal', team: 'home', player: 'Aspas' })
    const page = await openPage(opened.browser)
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => {
        const drawn = [...document.querySelectorAll('main *')]
        Object.assign(globalThis, { lost: () => drawn.filter((node) => !node.isConnected).length })
      })
    })
    await page.goto(`${opened.world.url}/match/taken`)
    await isLive(page)
    await page.locator('.pill').getByText("1'").waitFor()
    expect(await page.evaluate(() => (globalThis as unknown as { lost: () => number }).lost())).toBe(0)
    expect(asked.filter((path) => /^\/v1\/matches\/taken(\/updates)?$/.test(path))).toEqual([])
  })
})

describe('a television that is late', () => {
  it('is waited for no longer when the viewer says so, and what was missed comes at once', async () => {
    await opened.world.kickOff('early', { home: 'Celtic', away: 'Rangers' })
    const page = await openPage(opened.browser)
    await page.goto(`${opened.world.url}/match/early`)
    await page.getByText('Kick-off').waitFor()
    // With the keyboard: the longest delay, then back to none.
    await page.getByLabel('TV delay').focus()
    await page.keyboard.press('End')
    await opened.world.send('POST', 'early/events', { id: 'g', type: 'goal', team: 'away', player: 'Tavernier' })
    await page.keyboard.press('Home')
    await page.locator('.scorers').getByText('Tavernier').waitFor()
    await page.locator('.line', { hasText: 'Tavernier' }).waitFor()
    expect(await heroScore(page)).toBe('0–1')
  })
})
