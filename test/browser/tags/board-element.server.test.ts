import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { useWorld } from '../world/use-world.ts'
import { DESKTOP, keepPicture, openPage, PHONE } from '../world/world.ts'
import { otherSite } from './other-site.ts'

const startsAt = Date.now() - 600_000

const opened = useWorld({ fill })

async function fill(): Promise<void> {
  const plan = (match: string, home: string, away: string, more: object) =>
    opened.world.send('PUT', match, {
      sport: 'football',
      home: { name: home },
      away: { name: away },
      startsAt,
      ...more,
    })
  const cup = { competition: 'cup', competitionName: 'The Cup' }
  await plan('c1', 'Ajax', 'Bremen', { ...cup, startsAt: startsAt + 7_200_000 })
  await plan('c2', 'Como', 'Dundee', cup)
  await plan('c3', 'Everton', 'W'.repeat(90), cup)
  await plan('l1', 'نادي الهلال', 'מכבי חיפה', { competition: 'league' })
  const tennis = { sport: 'tennis', format: 'wimbledon', competition: 'open', startsAt }
  await opened.world.send('PUT', 't1', { ...tennis, home: { name: 'Carlos Alcaraz' }, away: { name: 'Jannik Sinner' } })
  await opened.world.send('POST', 't1/events', [
    { id: 's', type: 'match_start', server: 'home' },
    ...Array.from({ length: 6 }, (_, n) => ({ id: `p${n}`, type: 'point', team: n % 2 ? 'away' : 'home' })),
  ])
}

const tag = (board: string, more = '') =>
  `<touchline-board board="${board}" server="${opened.world.url}" ${more}></touchline-board>`

it('shows the matches of a board, those being played first, each with a link, and moves them as they begin', async () => {
  const page = await openPage(opened.browser)
  await page.goto(await otherSite(opened.world.url, tag('competition:cup')))
  const rows = page.locator('touchline-board .row')
  await rows.nth(2).waitFor()
  const homes = () => page.locator('touchline-board .home .name').allInnerTexts()
  expect(await homes()).toEqual(['Como', 'Everton', 'Ajax'])
  expect(await rows.first().locator('a').getAttribute('href')).toBe(`${opened.world.url}/match/c2`)
  expect(await page.locator('.heading a').getAttribute('href')).toBe(`${opened.world.url}/competition/cup`)
  expect(await page.locator('.heading').innerText()).toBe('The Cup')

  await opened.world.send('POST', 'c3/events', [
    { id: 'k', type: 'period_start', period: 1 },
    { id: 'g', type: 'goal', team: 'home' },
  ])
  await expect.poll(homes).toEqual(['Everton', 'Como', 'Ajax'])
  await page.locator('.heading').getByText('1 live').waitFor()
  await rows.first().locator('.home .score').getByText('1').waitFor()
})

it('shows as many as its limit says, and a link to the rest', async () => {
  const page = await openPage(opened.browser)
  await page.goto(await otherSite(opened.world.url, tag('competition:cup', 'limit="1"')))
  const more = page.locator('touchline-board .more')
  await more.getByText('2 more').waitFor()
  expect(await page.locator('touchline-board .row').count()).toBe(1)
  expect(await more.getAttribute('href')).toBe(`${opened.world.url}/competition/cup`)
  await page.locator('touchline-board').evaluate((element) => element.removeAttribute('limit'))
  await page.locator('touchline-board .row').nth(2).waitFor()
  expect(await more.isVisible()).toBe(false)
})

it('fills itself when the first match of its board is created, and says so until then', async () => {
  const page = await openPage(opened.browser)
  await page.goto(await otherSite(opened.world.url, tag('competition:new')))
  const board = page.locator('touchline-board')
  await board.getByText('No matches just now.').waitFor()
  expect(await isBusy(board)).toEqual('false')
  await opened.world.send('PUT', 'n1', {
    sport: 'football',
    competition: 'new',
    home: { name: 'Lens' },
    away: { name: 'Metz' },
  })
  await board.getByText('Lens').waitFor()
  expect(await board.getByText('No matches just now.').count()).toBe(0)
  await board.evaluate((element) => element.removeAttribute('board'))
  await board.getByText('Lens').waitFor({ state: 'detached' })
  expect(await board.evaluate((element) => element.shadowRoot?.textContent)).toBe('')
})

it('has a screen reader wait until its matches are there', async () => {
  const page = await openPage(opened.browser)
  await page.goto(await otherSite(opened.world.url, '<div id="here"></div>'))
  const atFirst = await page.evaluate(async (url) => {
    await customElements.whenDefined('touchline-board')
    const board = document.createElement('touchline-board')
    board.setAttribute('board', 'competition:cup')
    board.setAttribute('server', url)
    document.body.append(board)
    await Promise.resolve()
    return board.shadowRoot?.querySelector('.list')?.ariaBusy
  }, opened.world.url)
  expect(atFirst).toBe('true')
  const board = page.locator('touchline-board')
  await board.locator('.row').nth(2).waitFor()
  await expect.poll(() => isBusy(board)).toBe('false')
})

it('says what is no board', async () => {
  const page = await openPage(opened.browser)
  await page.goto(await otherSite(opened.world.url, tag('nonsense')))
  await page.locator('touchline-board').getByText('“nonsense” is no board.').waitFor()
})

const looks = [
  { name: 'light', ...DESKTOP, direction: 'ltr' },
  { name: 'dark', ...DESKTOP, colorScheme: 'dark' as const, direction: 'ltr' },
  { name: 'phone', ...PHONE, direction: 'ltr' },
  { name: 'phone-rtl-dark', ...PHONE, colorScheme: 'dark' as const, direction: 'rtl' },
]

it.each(looks)('fits: $name', async ({ name: look, direction, ...options }) => {
  const page = await openPage(opened.browser, options)
  const score = (match: string, view: string) =>
    `<p><touchline-score match="${match}" server="${opened.world.url}" view="${view}"></touchline-score></p>`
  const body = `<style>:root { color-scheme: light dark; font-family: sans-serif }</style><div dir="${direction}">
    ${score('t1', 'full')}${score('t1', 'compact')}${score('c3', 'full')}${score('l1', 'compact')}${score('none', 'full')}
    ${tag('competition:cup', 'limit="2"')}<br>${tag('competition:open')}</div>`
  await page.goto(await otherSite(opened.world.url, body))
  await page.locator('touchline-board .row').nth(2).waitFor()
  await page.getByText('Not yet here').waitFor()
  await page.locator('touchline-score .now').nth(3).waitFor()
  // A name is broken where it must be, and nowhere else.
  const name = page.locator('touchline-score').first().locator('.home .name')
  expect(await name.evaluate((node) => node.getClientRects().length)).toBe(1)
  const width = options.viewport.width
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  await keepPicture(page, `elements-${look}`)
})

function isBusy(board: Locator): Promise<string | null | undefined> {
  return board.evaluate((element) => element.shadowRoot?.querySelector('.list')?.ariaBusy)
}
