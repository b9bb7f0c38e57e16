import { expect, it } from 'vitest'
import { watchFollowed } from './world/followed.ts'
import { useWorld } from './world/use-world.ts'
import { DESKTOP, keepPicture, openPage, PHONE } from './world/world.ts'

const DAY_MS = 86_400_000
/** More than the page follows at once beside its boards. */
const MANY = 70

const opened = useWorld({ fill })

async function fill(): Promise<void> {
  await opened.world.kickOff('live', { home: 'Atlético Madrid', away: 'Betis' })
  const fixture = { sport: 'football', competition: 'Coupe', home: { name: 'Lyon' }, away: { name: 'Atlético Sud' } }
  await opened.world.send('PUT', 'later', { ...fixture, startsAt: Date.now() + 9 * DAY_MS })
  for (let n = 0; n < MANY; n += 1) {
    const names = { home: { name: `Wanderers ${n}` }, away: { name: 'Rovers' } }
    await opened.world.send('PUT', `many-${n}`, { ...fixture, ...names, startsAt: Date.now() + n * DAY_MS })
  }
}

it('finds matches of any day without JavaScript, from every page', async () => {
  const page = await openPage(opened.browser, { ...PHONE, javaScriptEnabled: false })
  for (const path of ['/', '/match/live', '/competition/Coupe', '/date/2020-01-01']) {
    await page.goto(opened.world.url + path)
    await page.getByRole('link', { name: 'Search', exact: true }).click()
    await page.waitForURL('**/search')
  }
  await page.getByRole('searchbox').fill('atletico')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.waitForURL('**/search?q=atletico')
  expect(await page.locator('[data-match]').count()).toBe(2)
  await page.getByText('Atlético Madrid').waitFor()
  await page.getByText('Atlético Sud').waitFor()
  await keepPicture(page, 'search-phone')
})

it('can be read without JavaScript: the day, a competition, a match', async () => {
  const page = await openPage(opened.browser, { ...PHONE, javaScriptEnabled: false })
  for (const [path, text] of [
    ['/', 'Atlético Madrid'],
    ['/competition/Coupe', 'Lyon'],
    ['/match/live', 'Kick-off'],
  ] as const) {
    await page.goto(opened.world.url + path)
    await page.getByText(text).first().waitFor()
    expect(
      await page.locator('.needs-script').evaluateAll((all) => all.filter((each) => each.checkVisibility()).length),
    ).toBe(0)
  }
})

it('keeps what was found alive', async () => {
  const page = await openPage(opened.browser)
  await page.goto(`${opened.world.url}/search?q=betis`)
  await page.locator('#connection[data-kind="live"]').waitFor()
  await opened.world.send('POST', 'live/events', { id: 'g', type: 'goal', team: 'away' })
  await page.locator('[data-match="live"] .side.has-scored').getByText('1').waitFor()
})

it('looks on all days for what is not in a list', async () => {
  const page = await openPage(opened.browser)
  await page.goto(opened.world.url)
  await page.locator('#connection[data-kind="live"]').waitFor()
  await page.getByRole('searchbox').fill('lyon')
  await page.getByRole('link', { name: 'Look for “lyon” on all days' }).click()
  await page.waitForURL('**/search?q=lyon')
  expect(await page.locator('[data-match]').count()).toBe(1)
})

it('follows 60 matches that are on no board, however many are on the screen', async () => {
  const page = await openPage(opened.browser, { ...DESKTOP, viewport: { width: 1280, height: 9_000 } })
  const followed = watchFollowed(page)
  await page.goto(`${opened.world.url}/search?q=wanderers`)
  await page.locator('#connection[data-kind="live"]').waitFor()
  expect(await page.locator('[data-match]').count()).toBe(MANY)
  await expect.poll(() => followed.matches.size).toBe(60)
})

it('draws the list of a reader far from UTC for their day, from the second page on', async () => {
  const page = await openPage(opened.browser, { timezoneId: 'Pacific/Kiritimati' })
  await page.goto(opened.world.url)
  await page.locator('#connection[data-kind="live"]').waitFor()
  expect(await page.evaluate(() => document.documentElement.className)).not.toContain('waits-for-zone')
  const drawn = await (await page.reload())?.text()
  expect(drawn).toContain('data-zone="Pacific/Kiritimati"')
  const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'Pacific/Kiritimati' }).format(
    Date.now(),
  )
  expect(drawn).toContain(today.split(' ').slice(0, 3).join(' ').replace(',', ''))
})
