import { expect, it, onTestFinished } from 'vitest'
import { otherSite } from './tags/other-site.ts'
import { useWorld } from './world/use-world.ts'
import { openPage } from './world/world.ts'

const opened = useWorld({ settings: { FEED_STALE_MS: '1000' } })

it('[H7] a tag says since when the feed of its match is silent, a board for each match, and no longer when it is heard again', async () => {
  await opened.world.kickOff('m1')
  const page = await openPage(opened.browser)
  const server = `server="${opened.world.url}"`
  const tags = `<touchline-score match="m1" ${server}></touchline-score><touchline-board board="sport:football" ${server}></touchline-board>`
  await page.goto(await otherSite(opened.world.url, tags))
  const cards = ['touchline-score', 'touchline-board .row'].map((place) => page.locator(`${place} .card`))
  for (const card of cards) await card.and(page.locator('.is-live')).waitFor()
  await page.evaluate(() => {
    const told: unknown[] = []
    Object.assign(globalThis, { told })
    document.querySelector('touchline-score')?.addEventListener('statuschange', (event) => {
      told.push((event as CustomEvent<{ feedSilentSince?: number }>).detail.feedSilentSince)
    })
  })

  // From here on the source is under watch; it says nothing more.
  const beat = () => fetch(`${opened.world.url}/v1/heartbeat`, { method: 'POST' })
  await beat()
  for (const card of cards) {
    await card.locator('.notice', { hasText: /^Feed silent since \d\d:\d\d:\d\d: the score may be old\.$/ }).waitFor()
    expect(await card.getAttribute('class')).not.toContain('is-live')
  }
  // Again and again: after a second it would be silent once more.
  const beats = setInterval(beat, 200)
  onTestFinished(() => clearInterval(beats))
  for (const card of cards) {
    await card.locator('.notice').waitFor({ state: 'hidden' })
    await card.and(page.locator('.is-live')).waitFor()
  }
  const told = await page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told)
  expect(told).toEqual([expect.any(Number), undefined])
})
