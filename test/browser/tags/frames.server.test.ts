import { expect, it } from 'vitest'
import { useWorld } from '../world/use-world.ts'
import { keepPicture, openPage } from '../world/world.ts'
import { servePage } from './other-site.ts'

const opened = useWorld()

const FULL_HD = { viewport: { width: 1920, height: 1080 } } as const

function otherSite(body: string): Promise<string> {
  return servePage(`<!doctype html><html lang="en"><title>A blog</title>${body}`, 'localhost')
}

it('is alive in a frame of another site, in every size, in the colours that its address asks for', async () => {
  await opened.world.kickOff('m1')
  const frame = (query: string, height: number) =>
    `<iframe title="Score" width="320" height="${height}" src="${opened.world.url}/embed/m1?${query}"></iframe><br>`
  const page = await openPage(opened.browser)
  await page.goto(
    await otherSite(frame('size=small&theme=light', 56) + frame('theme=dark', 132) + frame('size=large', 280)),
  )
  const frames = [0, 1, 2].map((index) => page.frameLocator('iframe').nth(index))
  for (const each of frames) await each.locator('body.is-connected').waitFor()
  await opened.world.send('POST', 'm1/events', { id: 'g', type: 'goal', team: 'away' })
  await frames[0]?.getByText('0–1').waitFor()
  await frames[1]?.locator('.side').last().locator('.cell.main').getByText('1').waitFor()
  await frames[2]?.locator('.hero-score').getByText('1').waitFor()
  const ground = (index: number) =>
    frames[index]?.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
  expect(await ground(0)).toBe('rgb(255, 255, 255)')
  expect(await ground(1)).toBe('rgb(20, 25, 30)')
  for (const each of frames) {
    const surplus = await each.locator('html').evaluate((root) => root.scrollHeight - root.clientHeight)
    expect(surplus).toBeLessThanOrEqual(0)
  }
  // A line that says more, such as the half-time score, stands below both sides, which stay below each other.
  await opened.world.send('POST', 'm1/events', [
    { id: 'e', type: 'period_end', period: 1 },
    { id: 'k2', type: 'period_start', period: 2 },
  ])
  await frames[1]?.locator('.row-note').getByText('HT 0–1').waitFor()
  const widths = await frames[1]
    ?.locator('.embed > *')
    .evaluateAll((lines) => lines.map((line) => Math.round(line.getBoundingClientRect().width)))
  expect(Math.min(...(widths ?? []).slice(1))).toBeGreaterThan(250)
  await keepPicture(page, 'embeds')
})

it('lays a board over a stream, and says there what happens', async () => {
  await opened.world.kickOff('m2', { home: 'Lyon', away: 'Lille' })
  const page = await openPage(opened.browser, FULL_HD)
  await page.goto(`${opened.world.url}/overlay/m2`)
  await page.locator('body.is-connected .overlay-name').getByText('Lyon').waitFor()
  const grounds = await page.evaluate(() =>
    [document.documentElement, document.body].map((node) => getComputedStyle(node).backgroundColor),
  )
  expect(grounds).toEqual(['rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)'])
  const size = await page
    .locator('.overlay-name')
    .first()
    .evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize))
  expect(size).toBeGreaterThan(32)
  await page.locator('.overlay-progress').waitFor()
  await opened.world.send('POST', 'm2/events', { id: 'g', type: 'goal', team: 'home', player: 'Lacazette' })
  await page.locator('.overlay-news').waitFor()
  expect(await page.locator('.overlay-news').textContent()).toBe('Goal! Lacazette. Lyon 1, Lille 0')
  await page.locator('.overlay-side.has-scored').getByText('Lyon').waitFor()
  await keepPicture(page, 'overlay', { omitBackground: true })
  await page.goto(`${opened.world.url}/overlay/m2?lines=2`)
  const [home, away] = await page
    .locator('.overlay-side')
    .evaluateAll((sides) => sides.map((side) => side.getBoundingClientRect().top))
  expect(away).toBeGreaterThan(home ?? 0)
  await keepPicture(page, 'overlay-two-lines', { omitBackground: true })
})

it('shows a stream what happens as late as its address asks for', async () => {
  await opened.world.kickOff('m3', { home: 'Ajax', away: 'Feyenoord' })
  const page = await openPage(opened.browser, FULL_HD)
  await page.goto(`${opened.world.url}/overlay/m3?delay=2`)
  await page.locator('.overlay-score').first().waitFor()
  const sentAt = performance.now()
  await opened.world.send('POST', 'm3/events', { id: 'g', type: 'goal', team: 'home' })
  await page.locator('.overlay-score').getByText('1', { exact: true }).waitFor()
  expect(performance.now() - sentAt).toBeGreaterThan(1_900)
})
