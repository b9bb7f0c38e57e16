import type { Browser, BrowserContextOptions, Page, PageScreenshotOptions } from 'playwright-core'
import { type Server, startServer } from '../../../src/server/server.ts'
import { expect, onTestFinished } from '../../support/concurrent.ts'
import { freePort } from '../../support/free-port.ts'
import { createDatabase } from '../../support/servers/fresh-database.ts'
import { testConfig } from '../../support/start-server.ts'

/** One server in this process, with a database of its own. */
export interface World {
  readonly url: string
  /** Sends what a feed sends; fails unless it is taken. */
  send(method: 'PUT' | 'POST' | 'DELETE', path: string, body?: object): Promise<void>
  /** Makes a football match that has kicked off a moment ago. */
  kickOff(match: string, names?: { home: string; away: string }): Promise<void>
  stop(): Promise<void>
  /** Starts again on the same port, with the same data. */
  start(): Promise<void>
  /** Stops, and starts again on the same port without any data. */
  clear(): Promise<void>
  /** Stops, and removes the data. */
  remove(): Promise<void>
}

/**
 * @param databaseServer as `inject('databaseUrl')` gives it
 * @param more settings
 */
export async function createWorld(databaseServer: string, more: Record<string, string> = {}): Promise<World> {
  const [first, port] = await Promise.all([createDatabase(databaseServer), freePort()])
  let database = first
  const settings = { PORT: String(port), ...more }
  let server: Server | undefined
  const world: World = {
    url: `http://127.0.0.1:${port}`,
    async send(method, path, body) {
      const init = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      const response = await fetch(`${world.url}/v1/matches/${path}`, { method, ...init })
      const text = await response.text()
      expect(response.ok && !text.includes('"rejected"'), `${method} ${path}: ${text}`).toBe(true)
    },
    async kickOff(match, { home, away } = { home: 'Arsenal', away: 'Chelsea' }) {
      const fixture = { sport: 'football', competition: 'Premier League', startsAt: Date.now() - 600_000 }
      await world.send('PUT', match, { ...fixture, home: { name: home }, away: { name: away } })
      await world.send('POST', `${match}/events`, { id: 'start', type: 'period_start', period: 1 })
    },
    async stop() {
      await server?.close()
      server = undefined
    },
    async start() {
      server = await startServer(testConfig({ ...settings, DATABASE_URL: database.url }))
    },
    async clear() {
      await world.remove()
      database = await createDatabase(databaseServer)
      await world.start()
    },
    async remove() {
      await world.stop()
      await database.drop()
    },
  }
  await world.start()
  return world
}

export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 } satisfies BrowserContextOptions
export const DESKTOP = { viewport: { width: 1280, height: 860 } } satisfies BrowserContextOptions

/** A page of its own. The test fails if the page has thrown, or its security policy was violated. */
export async function openPage(browser: Browser, options: BrowserContextOptions = DESKTOP): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', ...options })
  // As the deadline of a test: a busy machine takes its time.
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message))
  page.on('console', (message) => {
    // A server that is down is part of some tests; the browser reports each attempt to reach it.
    if (
      message.type() === 'error' &&
      !/ERR_|WebSocket|Failed to load resource|fetching the script/.test(message.text())
    ) {
      faults.push(message.text())
    }
  })
  onTestFinished(async () => {
    await context.close()
    // As text: of a list, a failure would show the length alone.
    expect(faults.join('\n')).toBe('')
  })
  return page
}

/** Pictures are for whoever wants to look at them: a quarter of a second of the processor each. */
export const wantsPictures = process.env['PICTURES'] !== undefined

/** With PICTURES=1 keeps one in test-results. */
export async function keepPicture(page: Page, name: string, options: PageScreenshotOptions = {}): Promise<void> {
  if (wantsPictures) await page.screenshot({ path: `test-results/${name}.png`, fullPage: true, ...options })
}
