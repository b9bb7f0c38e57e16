import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { freePort } from '../support/free-port.ts'
import { spawnReady } from '../support/process.ts'
import { startTestServer, type TestServer, uniqueMatch } from '../support/start-server.ts'

const MINUTE = 60_000
let browser: Browser
let server: TestServer

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startTestServer()])
})
// Not what `beforeAll` returns: that comes after the look at what the file leaves behind, and a browser listens to signals.
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** A match that stands 1–0, alone in its competition. */
async function derby() {
  const match = uniqueMatch('derby')
  const path = `/v1/matches/${match}`
  const fixture = { sport: 'football', competition: match, home: { name: 'Rovers' }, away: { name: 'United' } }
  await server.call('PUT', path, fixture)
  const goal = (id: string) => server.call('POST', `${path}/events`, { id, type: 'goal', team: 'home' })
  await goal('first')
  return { match, path, board: `competition:${match}`, goal }
}

/** `npm run example`, until it has printed what it must. */
async function start(args: readonly string[], ready: RegExp) {
  const env = { TOUCHLINE_URL: server.url }
  const example = await spawnReady(process.execPath, ['examples/run.ts', ...args], { ready, env, readyMs: 3 * MINUTE })
  onTestFinished(() => example.stop())
  return example
}

// One after the other: they build into one folder.
describe('npm run example', () => {
  it('-- node-script prints a line for each change, and follows the whole of a correction', async () => {
    const { match, path, goal } = await derby()
    const example = await start(['node-script', match], /Rovers 1–0 United/)
    await goal('second')
    await expect.poll(() => example.output()).toMatch(/Rovers 2–0 United .*\(goal\)/)
    await server.call('DELETE', `${path}/events/second`, { reason: 'offside' })
    await expect.poll(() => example.output()).toMatch(/Rovers 1–0 United .*\(goal disallowed\)/)
  })

  it('-- terminal draws the board', async () => {
    const { board, goal } = await derby()
    const example = await start(['terminal', board], /Rovers 1 – United 0/)
    await goal('second')
    await expect.poll(() => example.output()).toMatch(/Rovers 2 – United 0/)
  })

  it.each(['plain-page', 'react-app'])(
    '-- %s shows a live score in a browser',
    { timeout: 4 * MINUTE },
    async (name) => {
      const { match, board, goal } = await derby()
      const port = await freePort()
      await start([name, '--port', String(port), '--strictPort'], /Local:/)
      const page = await browser.newPage()
      onTestFinished(() => page.close())
      await page.goto(`http://localhost:${port}/?board=${board}&match=${match}&server=${server.url}`)
      const shown = page.locator('li').first()
      await shown.getByText(/Rovers\s*1/).waitFor()
      await goal('second')
      await shown.getByText(/Rovers\s*2/).waitFor()
    },
  )

  it('names the examples when asked for none', async () => {
    await expect(start([], /never/)).rejects.toThrow(/node-script, plain-page, react-app, terminal/)
  })
})
