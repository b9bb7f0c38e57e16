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
      await page.getByText('npm run demo').waitFor()
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

  it('keeps showing a match that is no longer on the lists, and what still changes in it', async () => {
    const yesterday = Date.now() - 86_400_000
    const names = { home: { name: 'Night Owls' }, away: { name: 'Early Birds' } }
    const page = await openPage(opened.browser)
    const left = page.waitForEvent('websocket').then((socket) =>
      socket.waitForEvent('framereceived', ({ payload }) => {
        return String(payload).includes('"op":"board"') && String(payload).includes('"left":["yesterday"]')
      }),
    )
    await page.goto(opened.world.url)
    await isLive(page)
    await opened.world.send('PUT', 'yesterday', { sport: 'football', startsAt: yesterday, ...names })
    await opened.world.send('POST', 'yesterday/events', [
      { id: 's', type: 'period_start', period: 1 },
      { id: 'g', type: 'goal', team: 'home' },
    ])
    await row(page, 'yesterday').getByText('1', { exact: true }).waitFor()
    await opened.world.send('POST', 'yesterday/events', { id: 'e', type: 'match_end' })
    await left
    await row(page, 'yesterday').getByText('FT').waitFor()
    await opened.world.send('DELETE', 'yesterday/events/g?reason=offside')
    await row(page, 'yesterday').getByText('Score corrected').waitFor()
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

  it('says how many watch it', async () => {
    await opened.world.kickOff('watched')
    const [page, other] = await Promise.all([openPage(opened.browser), openPage(opened.browser, PHONE)])
    // The page asks every 15 s, and gateways count every 5 s.
    await page.clock.install()
    for (const each of [page, other]) {
      await each.goto(`${opened.world.url}/match/watched`)
      await each.getByText('Kick-off').waitFor()
    }
    const watching = async () => {
      await page.clock.fastForward(15_000)
      return page.locator('.hero-meta').innerText()
    }
    await expect.poll(watching, { timeout: 25_000, interval: 1_000 }).toBe('Premier League · 2 watching')
    await keepPicture(page, 'watching')
  })

  it('waits for a match that is not there yet, and comes alive when it is created', async () => {
    const page = await openPage(opened.browser)
    const answer = await page.goto(`${opened.world.url}/match/first`)
    expect(answer?.status()).toBe(404)
    await page.getByText('This match is not here yet').waitFor()
    await isLive(page)
    await opened.world.kickOff('first', { home: 'Home', away: 'Away' })
    await page.locator('.hero-name').getByText('Home').waitFor()
    await opened.world.send('POST', 'first/events', { id: 'g1', type: 'goal', team: 'home', player: 'You' })
    await page.locator('.scorers').getByText('You').waitFor()
    expect(await page.title()).toBe('Home 1–0 Away · Touchline')
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
    await page.goto(opened.world.url)
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
  it('is waited for, in the match and in the list, also after a reload', async () => {
    await opened.world.kickOff('late-tv', { home: 'Benfica', away: 'Sporting' })
    const [page, live] = await Promise.all([openPage(opened.browser, PHONE), openPage(opened.browser)])
    const control = page.getByLabel('TV delay')
    for (const each of [page, live]) {
      await each.goto(`${opened.world.url}/match/late-tv`)
      await each.getByText('Kick-off').waitFor()
    }
    await control.selectOption('15 s')
    await page.getByRole('link', { name: 'All matches' }).click()
    await row(page, 'late-tv').waitFor()
    expect(await control.inputValue()).toBe('15000')

    await opened.world.send('POST', 'late-tv/events', { id: 'g', type: 'goal', team: 'home', player: 'Pavlidis' })
    const scoredAt = Date.now()
    await live.locator('.scorers').getByText('Pavlidis').waitFor()
    await page.reload()
    // Then it had not begun yet.
    await row(page, 'late-tv').getByText('Benfica').waitFor()
    expect(await row(page, 'late-tv').locator('.cell').count()).toBe(0)
    await row(page, 'late-tv').locator('a').click()
    await page.locator('.hero-kickoff').waitFor()
    expect(await control.inputValue()).toBe('15000')
    await keepPicture(page, 'delayed-phone')

    await page.locator('.scorers').getByText('Pavlidis').waitFor({ timeout: 20_000 })
    expect(Date.now() - scoredAt).toBeGreaterThanOrEqual(14_500)
    expect(await heroScore(page)).toBe('1–0')
  })

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

describe('a lost connection', () => {
  it('never leaves a score that looks alive, and catches up by itself', async () => {
    const fragile = await createWorld(inject('databaseUrl'))
    try {
      await fragile.kickOff('m')
      const page = await openPage(opened.browser, PHONE)
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
