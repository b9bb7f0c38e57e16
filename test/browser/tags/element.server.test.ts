import { expect, it } from 'vitest'
import { useWorld } from '../world/use-world.ts'
import { keepPicture, openPage } from '../world/world.ts'
import { otherSite as otherSiteOf, servePage } from './other-site.ts'

const opened = useWorld()

const otherSite = (body: string) => otherSiteOf(opened.world.url, body)

it('puts a live score on the page of another site, over one connection', async () => {
  await opened.world.kickOff('m1')
  await opened.world.kickOff('m2', { home: 'Lyon', away: 'Lille' })
  const tag = (match: string) => `<touchline-score match="${match}" server="${opened.world.url}"></touchline-score>`
  const page = await openPage(opened.browser)
  let connections = 0
  page.on('websocket', () => connections++)
  await page.goto(await otherSite(tag('m1') + tag('m2')))
  const score = page.locator('touchline-score[match="m1"]')
  await score.getByText('Arsenal').waitFor()
  await page.getByText('Lille').waitFor()
  await opened.world.send('POST', 'm1/events', { id: 'g', type: 'goal', team: 'away' })
  await score.locator('.away .score').getByText('1').waitFor()
  expect(await score.locator('[aria-live="polite"]').textContent()).toBe('Arsenal 0, Chelsea 1')
  expect(connections).toBe(1)
  await keepPicture(page, 'element')
})

it('lives on a page whose policy lets in nothing inline, and no more than the server', async () => {
  const { url } = opened.world
  await opened.world.kickOff('strict', { home: 'Ajax', away: 'Twente' })
  const policy = `default-src 'none'; script-src ${url}; connect-src ${url} ${url.replace('http', 'ws')}`
  const tags = `<touchline-score match="strict" server="${url}"></touchline-score><touchline-board board="sport:football" server="${url}"></touchline-board>`
  // The page fails this test if anything of it is blocked.
  const page = await openPage(opened.browser)
  await page.goto(
    await servePage(
      `<!doctype html><meta http-equiv="content-security-policy" content="${policy}"><script type="module" src="${url}/assets/client/element.js"></script>${tags}`,
      '127.0.0.1',
    ),
  )
  const score = page.locator('touchline-score')
  await page.locator('touchline-board').getByText('Ajax').waitFor()
  await opened.world.send('POST', 'strict/events', { id: 'g', type: 'goal', team: 'home' })
  await score.locator('.home .score').getByText('1').waitFor()
  expect(await score.locator('.card').evaluate((card) => getComputedStyle(card).position)).toBe('relative')
})

it('shows the first scores of a page while it connects, reads no others so, and says later that they are not live', async () => {
  const matches = ['e1', 'e2', 'e3']
  for (const match of matches) await opened.world.kickOff(match, { home: `Home ${match}`, away: 'Away' })
  const tag = (match: string, more = '') =>
    `<touchline-score match="${match}" server="${opened.world.url}"${more}></touchline-score>`
  const page = await openPage(opened.browser)
  // Nobody answers it, nor what stands in for it.
  await page.routeWebSocket(/\/v1\/live/, () => {})
  await page.route(/\/v1\/(?:sse|boards)/, () => {})
  const read: string[] = []
  await page.route(/\/v1\/matches\//, async (route) => {
    read.push(new URL(route.request().url()).pathname)
    if (read.length <= 2) await route.continue()
  })
  await page.goto(await otherSite(tag('e3', ' delay="30"') + matches.map((match) => tag(match)).join('')))
  const score = page.locator('touchline-score[match="e1"]')
  await score.getByText('Home e1').waitFor()
  expect(await score.locator('.card.is-live').count()).toBe(0)
  await page.getByText('Home e2').waitFor()
  expect(read).toEqual(['/v1/matches/e1', '/v1/matches/e2'])
  expect(await page.getByText('Home e3').count()).toBe(0)
  await score.getByText('Not live. Score as of').waitFor()
})

it('shows a score before the code of its connection has come, says where that cannot be had, and goes on once it can', async () => {
  await opened.world.kickOff('late', { home: 'Porto', away: 'Braga' })
  const tag = `<touchline-score match="late" server="${opened.world.url}"></touchline-score>`
  const page = await openPage(opened.browser)
  const isSdk = (url: URL) => url.pathname === '/assets/client/index.js'
  let asked = 0
  await page.route(isSdk, (route) => {
    asked += 1
    return route.abort()
  })
  await page.goto(
    await otherSite(
      `${tag}<touchline-board board="competition:Premier League" server="${opened.world.url}"></touchline-board>`,
    ),
  )
  const score = page.locator('touchline-score')
  await score.getByText('Porto').waitFor()
  await score.getByText(/No connection to the scores.*Score as of \d/).waitFor()
  expect(await score.locator('.card.is-live').count()).toBe(0)
  await page.locator('touchline-board').getByText('No connection to the scores').waitFor()
  expect(asked).toBeGreaterThan(0)
  await page.unroute(isSdk)
  await score.locator('.card.is-live').waitFor()
  await page.locator('touchline-board').getByText('Porto').waitFor()
  await opened.world.send('POST', 'late/events', { id: 'g', type: 'goal', team: 'away' })
  await score.locator('.away .score').getByText('1').waitFor()
})

it('shows what happens later by its delay, beside one that shows it live', async () => {
  await opened.world.kickOff('m4', { home: 'Ajax', away: 'Feyenoord' })
  const tag = (more: string) => `<touchline-score match="m4" server="${opened.world.url}"${more}></touchline-score>`
  const page = await openPage(opened.browser)
  await page.goto(await otherSite(tag('') + tag(' delay="120"')))
  const [live, late] = [page.locator('touchline-score').first(), page.locator('touchline-score').last()]
  await late.getByText('Ajax').waitFor()
  await live.getByText('Ajax').waitFor()
  await opened.world.send('POST', 'm4/events', { id: 'g', type: 'goal', team: 'home' })
  await live.locator('.home .score').getByText('1').waitFor()
  expect(await late.locator('.home .score').getByText('1').count()).toBe(0)
  // Without a delay what was held back comes at once.
  await late.evaluate((element) => element.removeAttribute('delay'))
  await late.locator('.home .score').getByText('1').waitFor()
})

it('lets the clock run, and ends its connection and its clock when the last element leaves the page', async () => {
  await opened.world.kickOff('m5', { home: 'Celta', away: 'Getafe' })
  // Shortly before the second minute, because a client that hears nothing for a minute lets no clock run.
  await opened.world.send('POST', 'm5/events', { id: 'c', type: 'clock', action: 'set', clock: '0:50' })
  const page = await openPage(opened.browser)
  await page.clock.install()
  const closed = new Promise<void>((resolve) => {
    page.on('websocket', (socket) => socket.on('close', () => resolve()))
  })
  await page.goto(await otherSite(`<touchline-score match="m5" server="${opened.world.url}"></touchline-score>`))
  const score = page.locator('touchline-score')
  await score.getByText('Celta').waitFor()
  const minute = async () => Number.parseInt((await score.locator('.progress').textContent()) ?? '', 10)
  const before = await minute()
  await page.clock.runFor(15_000)
  expect(await minute()).toBeGreaterThan(before)

  const element = await score.elementHandle()
  await element?.evaluate((node) => (node as Element).remove())
  await closed
  const progress = () =>
    element?.evaluate((node) => (node as Element).shadowRoot?.querySelector('.progress')?.textContent)
  const last = await progress()
  await page.clock.runFor(120_000)
  expect(await progress()).toBe(last)
})

it('shows another match when its attribute changes, and nothing of it when there is none', async () => {
  await opened.world.kickOff('m3', { home: 'Porto', away: 'Braga' })
  const page = await openPage(opened.browser)
  await page.goto(await otherSite(`<touchline-score server="${opened.world.url}"></touchline-score>`))
  const score = page.locator('touchline-score')
  const text = () => score.evaluate((element) => element.shadowRoot?.textContent?.trim() ?? '')
  await score.evaluate((element) => element.setAttribute('match', 'm3'))
  await score.getByText('Porto').waitFor()
  expect(await score.locator('a').getAttribute('href')).toBe(`${opened.world.url}/match/m3`)
  await score.evaluate((element) => element.setAttribute('match', 'nowhere'))
  await score.getByText('Not yet here').waitFor()
  expect(await text()).not.toContain('Porto')
  await score.evaluate((element) => element.setAttribute('match', 'x'.repeat(65)))
  await score.getByText('is no id of a match').waitFor()
  await score.evaluate((element) => element.setAttribute('match', 'm3'))
  await score.getByText('Porto').waitFor()
  await score.evaluate((element) => element.removeAttribute('match'))
  await score.getByText('Porto').waitFor({ state: 'detached' })
  expect(await text()).toBe('')
})

it('waits for a match that does not exist, and comes alive when it is created', async () => {
  const page = await openPage(opened.browser)
  await page.goto(await otherSite(`<touchline-score match="later" server="${opened.world.url}"></touchline-score>`))
  const score = page.locator('touchline-score')
  await score.getByText('Not yet here').waitFor()
  await opened.world.kickOff('later', { home: 'Nantes', away: 'Rennes' })
  await score.getByText('Nantes').waitFor()
  expect(await score.getByText('Not yet here').count()).toBe(0)
})

it('says what is wrong with a bad server, throws nothing, and works once it is put right', async () => {
  await opened.world.kickOff('m6', { home: 'Genk', away: 'Gent' })
  const page = await openPage(opened.browser)
  await page.goto(await otherSite('<touchline-score match="m6" server="http://:nowhere"></touchline-score>'))
  const score = page.locator('touchline-score')
  await score.getByText('Cannot show a score').waitFor()
  expect(await score.locator('.notice').textContent()).toContain('server="http://:nowhere"')
  for (const server of ['mailto:a@b.example', 'scores.example', 'localhost:8080']) {
    await score.evaluate((element, given) => element.setAttribute('server', given), server)
    await score.getByText(`url must be an address such as https://scores.example, not ${server}`).waitFor()
  }
  await score.evaluate((element, url) => element.setAttribute('server', url), opened.world.url)
  await score.getByText('Genk').waitFor()
})

it('tells the page of the score and the status, by events that bubble out of other shadow roots', async () => {
  await opened.world.send('PUT', 'm7', { sport: 'football', home: { name: 'Como' }, away: { name: 'Pisa' } })
  const page = await openPage(opened.browser)
  await page.goto(await otherSite('<div id="host"></div>'))
  await page.evaluate((url) => {
    const seen: object[] = []
    Object.assign(globalThis, { seen })
    for (const name of ['scorechange', 'statuschange'] as const) {
      document.addEventListener(name, (event) => {
        const { match, status, delivery, score, isCorrection } = (event as CustomEvent).detail
        seen.push({ name, match, status, delivery: delivery?.kind, score, isCorrection })
      })
    }
    const root = document.querySelector('#host')?.attachShadow({ mode: 'open' })
    const element = Object.assign(document.createElement('touchline-score'), { match: 'm7', server: url })
    root?.append(element)
  }, opened.world.url)
  const seen = () => page.evaluate(() => (globalThis as unknown as { seen: object[] }).seen)
  const forget = () => page.evaluate(() => void (globalThis as unknown as { seen: object[] }).seen.splice(0))
  const score = page.locator('touchline-score')
  // What it has read first is shown before its connection is there.
  const live = { name: 'statuschange', match: 'm7', status: 'scheduled', delivery: 'live' }
  await expect.poll(async () => (await seen()).at(-1)).toEqual(live)
  await forget()

  await opened.world.send('POST', 'm7/events', { id: 'k', type: 'period_start', period: 1 })
  await opened.world.send('POST', 'm7/events', { id: 'g', type: 'goal', team: 'home' })
  await score.locator('.home .score').getByText('1').waitFor()
  await expect.poll(seen).toEqual([
    { name: 'statuschange', match: 'm7', status: 'live', delivery: 'live' },
    { name: 'scorechange', match: 'm7', score: { home: 1, away: 0 }, isCorrection: false },
  ])
  await forget()
  await opened.world.send('DELETE', 'm7/events/g?reason=offside')
  await score.locator('.note').getByText('Goal disallowed').waitFor()
  expect(await score.locator('.home .score').innerText()).toContain('0')
  expect(await score.locator('[aria-live="polite"]').textContent()).toContain('Correction: Goal disallowed')
  await expect
    .poll(seen)
    .toEqual([{ name: 'scorechange', match: 'm7', score: { home: 0, away: 0 }, isCorrection: true }])
})

it('lets a goal flash, unless the device asks for less motion, and shows red cards, reviews and the result', async () => {
  await opened.world.kickOff('m8', { home: 'Milan', away: 'Roma' })
  const site = await otherSite(
    `<touchline-score match="m8" server="${opened.world.url}" view="full"></touchline-score>`,
  )
  const pages = await Promise.all([openPage(opened.browser), openPage(opened.browser, { reducedMotion: 'reduce' })])
  for (const page of pages) {
    await page.goto(site)
    await page.getByText('Milan').waitFor()
  }
  await opened.world.send('POST', 'm8/events', [
    { id: 'r', type: 'card', team: 'away', player: 'Sam Okafor', card: 'red' },
    { id: 'g', type: 'goal', team: 'home' },
  ])
  const animations: string[] = []
  for (const page of pages) {
    const line = page.locator('.home.has-scored')
    await line.waitFor()
    animations.push(await line.locator('.team').evaluate((cell) => getComputedStyle(cell).animationName))
    await page.locator('.away .mark-red').getByText('red card').waitFor({ state: 'attached' })
  }
  expect(animations).toEqual(['scored', 'none'])
  await opened.world.send('POST', 'm8/events', { id: 'v', type: 'var_start', subject: 'goal', team: 'home' })
  const [page] = pages
  await page?.locator('.note.is-review').waitFor()
  await opened.world.send('POST', 'm8/events', [
    { id: 'e', type: 'var_end', review: 'v', decision: 'goal' },
    { id: 'p1', type: 'period_end', period: 1 },
    { id: 'p2', type: 'period_start', period: 2 },
    { id: 'p3', type: 'period_end', period: 2 },
    { id: 'end', type: 'match_end' },
  ])
  await page?.getByText('Milan won 1–0').waitFor()
  expect(await page?.locator('.columns').innerText()).toMatch(/1H\s+2H/)
})

it('has properties for its attributes, also such as were set before it was defined', async () => {
  await opened.world.kickOff('m9', { home: 'Basel', away: 'Luzern' })
  const page = await openPage(opened.browser)
  const early = `<script>
    const early = document.createElement('touchline-score')
    Object.assign(early, { match: 'm9', server: '${opened.world.url}', delay: 0, view: 'full' })
    addEventListener('DOMContentLoaded', () => document.body.append(early))
  </script>`
  await page.goto(await otherSite(early))
  const score = page.locator('touchline-score')
  await score.getByText('Basel').waitFor()
  const properties = await score.evaluate((element) => {
    const tag = element as HTMLElementTagNameMap['touchline-score']
    tag.delay = 300
    const { match, delay, view } = tag
    tag.match = null
    return { match, delay, view, attributes: tag.getAttributeNames() }
  })
  expect(properties).toEqual({ match: 'm9', delay: 120, view: 'full', attributes: ['server', 'delay', 'view'] })
})

it('is as light or dark as its page says, whatever the device prefers', async () => {
  await opened.world.kickOff('m10', { home: 'Sturm', away: 'Rapid' })
  const tag = `<touchline-score match="m10" server="${opened.world.url}"></touchline-score>`
  const body = `<div style="color-scheme: light">${tag}</div><div style="color-scheme: dark">${tag}</div>${tag}`
  const page = await openPage(opened.browser, { colorScheme: 'dark' })
  await page.goto(await otherSite(body))
  await page.getByText('Rapid').nth(2).waitFor()
  const grounds = await page
    .locator('touchline-score .card')
    .evaluateAll((cards) => cards.map((card) => getComputedStyle(card).backgroundColor))
  expect(grounds).toEqual(['rgb(255, 255, 255)', 'rgb(20, 25, 30)', 'rgb(255, 255, 255)'])
})

it('keeps within its page, however long and of whatever letters the names are', async () => {
  await opened.world.kickOff('m11', { home: 'W'.repeat(120), away: 'نادي الهلال السعودي' })
  await opened.world.send('POST', 'm11/events', { id: 'g', type: 'goal', team: 'away' })
  for (const direction of ['ltr', 'rtl']) {
    const page = await openPage(opened.browser, { viewport: { width: 320, height: 500 } })
    const tag = (view: string) =>
      `<p dir="${direction}"><touchline-score match="m11" server="${opened.world.url}" view="${view}"></touchline-score></p>`
    await page.goto(await otherSite(tag('compact') + tag('full')))
    await page.locator('.away .score').nth(1).getByText('1').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await keepPicture(page, `element-names-${direction}`)
  }
})
