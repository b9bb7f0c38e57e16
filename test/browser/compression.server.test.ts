import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { startTestServer, type TestServer } from '../support/start-server.ts'
import { type Frame, framesOf, startLine } from './world/watched-line.ts'

const MATCHES = 40
const BOARD = 'competition:cup'

let browser: Browser
let server: TestServer
beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startTestServer()])
  for (let n = 0; n < MATCHES; n += 1) {
    const names = { home: { name: `Home Town ${n}` }, away: { name: `Away City ${n}` } }
    await server.call('PUT', `/v1/matches/m${n}`, { sport: 'football', competition: 'cup', ...names })
    await server.call('POST', `/v1/matches/m${n}/events`, { id: 'start', type: 'period_start', period: 1 })
  }
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

it('[W9] [W14] a browser negotiates compression by itself, and follows a board in view score by compressed frames', async () => {
  const line = await startLine(Number(new URL(server.url).port))
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`${line.url}/livez`)
  await page.evaluate(
    `(async () => {
      const { createClient } = await import('/assets/client/index.js')
      const seen = { messages: [], extensions: '', shown: {} }
      globalThis.seen = seen
      class Heard extends WebSocket {
        constructor(...args) {
          super(...args)
          this.addEventListener('open', () => { seen.extensions = this.extensions })
          this.addEventListener('message', ({ data }) => seen.messages.push(data))
        }
      }
      const board = createClient({ WebSocket: Heard }).board('${BOARD}', { view: 'score' })
      board.on('joined', (match) => match.on('change', () => { seen.shown[match.match] = match.state }))
    })()`,
  )
  const seen = () => page.evaluate('globalThis.seen') as Promise<Seen>
  await expect.poll(async () => Object.keys((await seen()).shown).length, { timeout: 20_000 }).toBe(MATCHES)
  await server.call('POST', '/v1/matches/m3/events', { id: 'g', type: 'goal', team: 'home', player: 'Saka' })
  await expect.poll(async () => (await seen()).shown['m3']?.scoreline?.home.main, { timeout: 20_000 }).toBe('1')

  const { extensions, messages, shown } = await seen()
  expect(extensions).toMatch(/^permessage-deflate\b/)
  for (const [match, state] of Object.entries(shown)) {
    const { body } = await server.call('GET', `/v1/matches/${match}?view=score`)
    expect(state, match).toEqual(body.state)
  }
  // Each message is one frame.
  const frames = framesOf(line.toBrowser()).filter(({ opcode }) => opcode === 1)
  expect(frames.length).toBeGreaterThanOrEqual(messages.length)
  const told = messages.map((text, index) => ({ text, frame: frames[index] as Frame }))
  const update = told.find(({ text }) => text.startsWith('{"op":"update"'))
  expect(update?.frame.isCompressed, update?.text).toBe(true)
  expect(update?.frame.bytes).toBeLessThan(update?.text.length ?? 0)
  // Short ones may not become shorter.
  expect(told.filter(({ text, frame }) => text.length >= 300 && !frame.isCompressed)).toEqual([])
  for (const { text, frame } of told)
    expect(frame.isCompressed || frame.bytes === Buffer.byteLength(text), text).toBe(true)
  const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)
  expect(sum(frames.map(({ bytes }) => bytes))).toBeLessThan(sum(messages.map((text) => text.length)) / 4)
  // What the browser asked for came compressed, too, and was understood.
  expect(framesOf(line.toServer()).some(({ isCompressed }) => isCompressed)).toBe(true)
})

interface Seen {
  readonly extensions: string
  /** As the browser gives them to a script. */
  readonly messages: readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly shown: Readonly<Record<string, any>>
}
