import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { createWorld, keepPicture, openPage, type World } from './world.ts'

let browser: Browser
let world: World

beforeAll(async () => {
  ;[browser, world] = await Promise.all([launchBrowser(), createWorld(inject('databaseUrl'))])
})
afterAll(async () => {
  await browser?.close()
  await world?.remove()
})

/** A page of another site, with these elements in it. */
async function otherSite(body: string): Promise<string> {
  const html = `<!doctype html><title>A blog</title><script type="module" src="${world.url}/assets/client/element.js"></script>${body}`
  const site = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void site.close(() => resolve())))
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}`
}

it('puts a live score on the page of another site, over one connection', async () => {
  await world.kickOff('m1')
  await world.kickOff('m2', { home: 'Lyon', away: 'Lille' })
  const tag = (match: string) => `<touchline-score match="${match}" server="${world.url}"></touchline-score>`
  const page = await openPage(browser)
  let connections = 0
  page.on('websocket', () => connections++)
  await page.goto(await otherSite(tag('m1') + tag('m2')))
  const score = page.locator('touchline-score[match="m1"]')
  await score.getByText('Arsenal').waitFor()
  await page.getByText('Lille').waitFor()
  await world.send('POST', 'm1/events', { id: 'g', type: 'goal', team: 'away' })
  await score.locator('.away .score').getByText('1').waitFor()
  expect(await score.locator('[aria-live="polite"]').textContent()).toBe('Arsenal 0, Chelsea 1')
  expect(connections).toBe(1)
  await keepPicture(page, 'element')
})

it('shows what happens later by its delay, beside one that shows it live', async () => {
  await world.kickOff('m4', { home: 'Ajax', away: 'Feyenoord' })
  const tag = (more: string) => `<touchline-score match="m4" server="${world.url}"${more}></touchline-score>`
  const page = await openPage(browser)
  await page.goto(await otherSite(tag('') + tag(' delay="120"')))
  const [live, late] = [page.locator('touchline-score').first(), page.locator('touchline-score').last()]
  await late.getByText('Ajax').waitFor()
  await live.getByText('Ajax').waitFor()
  await world.send('POST', 'm4/events', { id: 'g', type: 'goal', team: 'home' })
  await live.locator('.home .score').getByText('1').waitFor()
  expect(await late.locator('.home .score').textContent()).not.toBe('1')
  // Without a delay what was held back comes at once.
  await late.evaluate((element) => element.removeAttribute('delay'))
  await late.locator('.home .score').getByText('1').waitFor()
})

it('lets the clock run, and ends its connection and its clock when the last element leaves the page', async () => {
  await world.kickOff('m5', { home: 'Celta', away: 'Getafe' })
  const page = await openPage(browser)
  await page.clock.install()
  const closed = new Promise<void>((resolve) => {
    page.on('websocket', (socket) => socket.on('close', () => resolve()))
  })
  await page.goto(await otherSite(`<touchline-score match="m5" server="${world.url}"></touchline-score>`))
  const score = page.locator('touchline-score')
  await score.getByText('Celta').waitFor()
  const minute = async () => Number.parseInt((await score.locator('.progress').textContent()) ?? '', 10)
  const before = await minute()
  await page.clock.runFor(61_000)
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

it('shows another match when its attribute changes, and says when there is none', async () => {
  await world.kickOff('m3', { home: 'Porto', away: 'Braga' })
  const page = await openPage(browser)
  await page.goto(await otherSite(`<touchline-score server="${world.url}"></touchline-score>`))
  const score = page.locator('touchline-score')
  await score.evaluate((element) => element.setAttribute('match', 'm3'))
  await score.getByText('Porto').waitFor()
  await score.evaluate((element) => element.setAttribute('match', 'nowhere'))
  await score.getByText('This match is not available.').waitFor()
  expect(await score.getByText('Porto').count()).toBe(0)
})
