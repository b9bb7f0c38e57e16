import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { freePort } from '../support/free-port.ts'
import { spawnReady } from '../support/process.ts'
import { startTestServer, type TestServer } from '../support/start-server.ts'

const MINUTE = 60_000
let browser: Browser
let server: TestServer

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startTestServer()])
  const fixture = { sport: 'football', competition: 'cup', home: { name: 'Rovers' }, away: { name: 'United' } }
  await server.call('PUT', '/v1/matches/derby', fixture)
  await goal('first')
  return async () => {
    await browser.close()
    await server.close()
  }
})

const goal = (id: string) => server.call('POST', '/v1/matches/derby/events', { id, type: 'goal', team: 'home' })

/** `npm run example`, until it has printed what it must. */
async function start(args: readonly string[], ready: RegExp) {
  const env = { TOUCHLINE_URL: server.url }
  const example = await spawnReady(process.execPath, ['examples/run.ts', ...args], { ready, env, readyMs: 3 * MINUTE })
  onTestFinished(() => example.stop())
  return example
}

// One after the other: they build into one folder.
describe('npm run example', () => {
  it('-- node-script prints a line for each change', async () => {
    const example = await start(['node-script', 'derby'], /Rovers 1–0 United/)
    await goal('second')
    await expect.poll(() => example.output()).toMatch(/Rovers 2–0 United .*\(goal\)/)
  })

  it('-- node-script follows the whole of a correction', async () => {
    const example = await start(['node-script', 'derby'], /Rovers 2–0 United/)
    await server.call('DELETE', '/v1/matches/derby/events/second', { reason: 'offside' })
    await expect.poll(() => example.output()).toMatch(/Rovers 1–0 United .*\(goal disallowed\)/)
  })

  it('-- terminal draws the board', async () => {
    const example = await start(['terminal', 'competition:cup'], /Rovers 1 – United 0/)
    await goal('third')
    await expect.poll(() => example.output()).toMatch(/Rovers 2 – United 0/)
  })

  it.each(['plain-page', 'react-app'])(
    '-- %s shows a live score in a browser',
    { timeout: 4 * MINUTE },
    async (name) => {
      const port = await freePort()
      await start([name, '--port', String(port), '--strictPort'], /Local:/)
      const page = await browser.newPage()
      onTestFinished(() => page.close())
      await page.goto(`http://localhost:${port}/?board=competition:cup&match=derby&server=${server.url}`)
      await page
        .getByText(/Rovers\s*\d/)
        .first()
        .waitFor()
      const shown = async () => (await page.locator('li').first().innerText()).replace(/\s+/g, ' ')
      const before = Number(/Rovers (\d)/.exec(await shown())?.[1])
      await goal(`in ${name}`)
      await expect.poll(shown).toContain(`Rovers ${before + 1}`)
    },
  )

  it('names the examples when asked for none', async () => {
    await expect(start([], /never/)).rejects.toThrow(/node-script, plain-page, react-app, terminal/)
  })
})
