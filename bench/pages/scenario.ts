import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { launchBrowser } from '../../test/support/chromium.ts'
import type { Scenario } from '../common/scenario.ts'
import { startServerProcess } from '../common/server-process.ts'
import { atLeast, atMost, info, type Row } from '../common/table.ts'
import { measureFirstScore, measureLoad, measureWork } from './page-costs.ts'

const MATCHES = 200
const FEW = 50
const UPDATES_PER_SECOND = 65
const WORK_MS = 20_000
const ROUNDS = 3
const KB = 1_024

export const pages: Scenario = {
  name: 'pages',
  title: `the pages in Chromium: ${MATCHES} matches, some ${UPDATES_PER_SECOND} shown updates a second`,
  async run(onProgress) {
    const directory = await mkdtemp(join(tmpdir(), 'touchline-bench-pages-'))
    const server = await startServerProcess({ environment: { DATA_DIR: directory, LOG_LEVEL: 'error' } })
    const browser = await launchBrowser()
    const url = `http://127.0.0.1:${server.port}`
    const site = await foreignSite(url)
    try {
      await createMatches(url)
      const rows: Row[] = []
      onProgress('loading')
      const load = await measureLoad(browser, `${url}/`)
      rows.push(
        atMost(`list of ${MATCHES}, cold: requests`, load.requests, 8, '', 0),
        atMost('… bytes before the first score', load.bytesBeforeScore / 1_000, 30, 'KB', 1),
        atMost('… all bytes', load.bytes / 1_000, 90, 'KB', 1),
        atMost('… layout shift', load.layoutShift, 0.01, '', 3),
      )
      onProgress('first score on a slow network')
      rows.push(
        atMost(
          'first score at 150 ms, 1.6 Mbit/s: match page',
          (await median(() => measureFirstScore(browser, `${url}/match/m1`, ['.hero-score']))) / 1_000,
          0.9,
          's',
        ),
        atMost(
          '… the tag on a page of another site',
          (await median(() => measureFirstScore(browser, site.url, ['touchline-score', '.score']))) / 1_000,
          0.8,
          's',
        ),
      )
      rows.push(
        atMost(
          'the tag, gzip: what draws a score of any sport',
          (await sizeOf(url, 'client/element.js')) / KB,
          12,
          'KB',
          1,
        ),
        info('… the SDK, which it loads meanwhile', (await sizeOf(url, 'client/index.js')) / KB, 'KB', 1),
      )
      onProgress('updates')
      const work = await measureWork(browser, `${url}/`, () => feed(url, MATCHES))
      rows.push(
        atMost(`list of ${MATCHES}: main thread for each shown update`, work.msPerUpdate, 1.5, 'ms'),
        atMost('… tasks of more than 50 ms in a minute', (work.longTasks * 60_000) / WORK_MS, 0, '', 0),
      )
      onProgress('updates, with the processor four times slower')
      const slow = await measureWork(browser, `${url}/competition/few`, () => feed(url, FEW), {
        slowdown: 4,
        countsFrames: true,
      })
      rows.push(atLeast(`${FEW} matches, 4 × CPU throttle`, slow.framesPerSecond, 30, 'frames/s'))
      return rows
    } finally {
      await browser.close()
      await server.stop()
      await site.close()
      await rm(directory, { recursive: true, force: true })
    }
  },
}

const idOf = (index: number) => `m${index}`

/** Football that has just begun, in ten competitions; the first ones are a competition of their own. */
async function createMatches(url: string): Promise<void> {
  const startsAt = Date.now()
  for (let index = 0; index < MATCHES; index += 1) {
    const competition = index < FEW ? 'few' : `Cup ${index % 9}`
    const names = { home: { name: `Home Town ${index}` }, away: { name: `Away City ${index}` } }
    await send(url, 'PUT', idOf(index), { sport: 'football', competition, startsAt, ...names })
    await send(url, 'POST', `${idOf(index)}/events`, { id: 'start', type: 'period_start', period: 1 })
  }
}

/** Goals, evenly over the matches and the time. @returns how many */
async function feed(url: string, matches: number): Promise<number> {
  const startedAt = performance.now()
  const stamp = startedAt.toString(36)
  const sent: Promise<void>[] = []
  while (performance.now() - startedAt < WORK_MS) {
    const index = sent.length
    const team = index % 2 === 0 ? 'home' : 'away'
    sent.push(send(url, 'POST', `${idOf(index % matches)}/events`, { id: `${stamp}-${index}`, type: 'goal', team }))
    const dueMs = (sent.length * 1_000) / UPDATES_PER_SECOND
    await pause(Math.max(0, dueMs - (performance.now() - startedAt)))
  }
  await Promise.all(sent)
  return sent.length
}

async function send(url: string, method: string, path: string, body: object): Promise<void> {
  const init = { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const answer = await fetch(`${url}/v1/matches/${path}`, init)
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  await answer.arrayBuffer()
}

/** A page of another site with the tag in it. */
async function foreignSite(server: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const tag = `<touchline-score match="m1" server="${server}"></touchline-score>`
  const html = `<!doctype html><title>A blog</title><script type="module" src="${server}/assets/client/element.js"></script>${tag}`
  const site = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const { port } = site.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    close: () => new Promise((resolve) => void site.close(() => resolve())),
  }
}

/** Bytes of a file as browsers get it that take no more than gzip. */
async function sizeOf(server: string, path: string): Promise<number> {
  const answer = await fetch(`${server}/assets/${path}`, { headers: { 'accept-encoding': 'gzip' } })
  await answer.arrayBuffer()
  return Number(answer.headers.get('content-length'))
}

async function median(measure: () => Promise<number>): Promise<number> {
  const all: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) all.push(await measure())
  return all.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
}
