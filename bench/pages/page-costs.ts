import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core'

/** What a page cost on its way to the browser, with empty caches. */
export interface Load {
  readonly requests: number
  /** As they came over the wire, headers included. */
  readonly bytes: number
  /** Those of the page itself and its style: what the first score needs. */
  readonly bytesBeforeScore: number
  readonly layoutShift: number
}

/** What a page costs while its matches move. */
export interface Work {
  /** Time of the main thread. */
  readonly msPerUpdate: number
  readonly longTasks: number
  /** Zero where they were not counted. */
  readonly framesPerSecond: number
}

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 860 } }
/** A phone far from its mast. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }

/** Opens a page with empty caches. The caller closes it. */
export async function openCold(browser: Browser): Promise<{ page: Page; session: CDPSession }> {
  const context = await browser.newContext(DESKTOP)
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Performance.enable')
  return { page, session }
}

export async function measureLoad(browser: Browser, url: string): Promise<Load> {
  const { page, session } = await openCold(browser)
  const types = new Map<string, string>()
  const bytes = new Map<string, number>()
  session.on('Network.requestWillBeSent', ({ requestId, type }) => types.set(requestId, type ?? ''))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => bytes.set(requestId, encodedDataLength))
  await page.goto(url)
  await untilLive(page)
  const layoutShift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          resolve(
            list.getEntries().reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0),
          )
        })
        observer.observe({ type: 'layout-shift', buffered: true })
        setTimeout(resolve, 1_000, 0)
      }),
  )
  const sum = (wanted: (type: string) => boolean) =>
    [...bytes].filter(([id]) => wanted(types.get(id) ?? '')).reduce((all, [, each]) => all + each, 0)
  await page.context().close()
  return {
    requests: types.size,
    bytes: sum(() => true),
    bytesBeforeScore: sum((type) => type === 'Document' || type === 'Stylesheet'),
    layoutShift,
  }
}

/**
 * From the start of the navigation until a score has been painted, over a slow network, in ms.
 *
 * @param path selectors: of the score, or of its host and of the score within that
 */
export async function measureFirstScore(browser: Browser, url: string, path: readonly string[]): Promise<number> {
  const { page, session } = await openCold(browser)
  await session.send('Network.emulateNetworkConditions', SLOW)
  // The page itself looks: a question from outside is answered late where the machine is busy.
  await page.addInitScript((path) => {
    const look = () => {
      let found: ParentNode | null = document
      for (const selector of path) {
        const host: ParentNode | null = found instanceof Element ? (found.shadowRoot ?? found) : found
        found = host?.querySelector(selector) ?? null
      }
      if (found) Object.assign(globalThis, { scoreAt: performance.now() })
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, path)
  await page.goto(url, { waitUntil: 'commit' })
  const seen = await page.waitForFunction(() => (globalThis as { scoreAt?: number }).scoreAt)
  const ms = (await seen.jsonValue()) ?? Number.NaN
  const painted = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const first = list.getEntriesByName('first-contentful-paint')[0]
          if (first) resolve(first.startTime)
        }).observe({ type: 'paint', buffered: true })
      }),
  )
  const isInHtml = await page.evaluate(() => document.documentElement.hasAttribute('lang'))
  await page.context().close()
  // A score that is in the HTML is there with the first paint.
  return isInHtml ? painted : ms
}

/** @param feed sends updates for some time, and says how many of them changed what the page shows */
export async function measureWork(
  browser: Browser,
  url: string,
  feed: () => Promise<number>,
  { slowdown = 1, countsFrames = false } = {},
): Promise<Work> {
  const { page, session } = await openCold(browser)
  await page.goto(url)
  await untilLive(page)
  if (slowdown > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  // Whoever counts frames makes the browser draw sixty a second, whether or not anything has changed: not where work is measured.
  await page.evaluate((countsFrames) => {
    const counts = { frames: 0, longTasks: 0, startedAt: performance.now() }
    Object.assign(globalThis, { counts })
    new PerformanceObserver((list) => {
      counts.longTasks += list.getEntries().length
    }).observe({ type: 'longtask' })
    const count = () => {
      counts.frames += 1
      requestAnimationFrame(count)
    }
    if (countsFrames) requestAnimationFrame(count)
  }, countsFrames)
  const before = await taskSeconds(session)
  const updates = await feed()
  const seconds = (await taskSeconds(session)) - before
  const counts = await page.evaluate(() => {
    const { counts } = globalThis as unknown as { counts: { frames: number; longTasks: number; startedAt: number } }
    return { ...counts, ms: performance.now() - counts.startedAt }
  })
  await page.context().close()
  return {
    msPerUpdate: (seconds * 1_000) / updates,
    longTasks: counts.longTasks,
    framesPerSecond: (counts.frames * 1_000) / counts.ms,
  }
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
}

async function untilLive(page: Page): Promise<void> {
  await page.locator('#connection[data-kind="live"]').waitFor()
}
