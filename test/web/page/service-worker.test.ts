import { afterEach, beforeEach, expect, it, vi } from 'vitest'

type Listener = (event: {
  data?: object
  request?: Pick<Request, 'url' | 'method' | 'mode'>
  waitUntil(work: Promise<unknown>): void
  respondWith?(answer: Promise<Response>): void
}) => void

const listeners = new Map<string, Listener>()
const stores = new Map<string, Map<string, string>>()
/** What the server answers to whatever is asked. */
let html = ''
let status = 200
let isAway = false
const missing = new Set<string>()
/** How it was asked, past which caches. */
const fetched = new Map<string, RequestCache | undefined>()

/** The cache of a browser, as far as the worker uses it. */
function storeOf(name: string): Map<string, string> {
  const store = stores.get(name) ?? new Map<string, string>()
  stores.set(name, store)
  return store
}
const pathOf = (address: string) => new URL(address, 'https://scores.example').pathname

beforeEach(async () => {
  listeners.clear()
  stores.clear()
  missing.clear()
  fetched.clear()
  ;[html, status, isAway] = ['', 200, false]
  vi.resetModules()
  vi.stubGlobal('location', { href: 'https://scores.example/sw.js', origin: 'https://scores.example' })
  vi.stubGlobal('addEventListener', (name: string, listener: Listener) => listeners.set(name, listener))
  vi.stubGlobal('fetch', async (asked: string | Request, init?: RequestInit) => {
    if (isAway) throw new Error('no network')
    const path = pathOf(typeof asked === 'string' ? asked : asked.url)
    fetched.set(path, init?.cache)
    return new Response(html, { status: missing.has(path) ? 404 : status })
  })
  const answerOf = (text: string | undefined) => (text === undefined ? undefined : new Response(text))
  vi.stubGlobal('caches', {
    open: async (name: string) => ({
      match: async (key: string) => answerOf(storeOf(name).get(pathOf(key))),
      delete: async (key: string) => storeOf(name).delete(pathOf(key)),
      put: async (key: string, answer: Response) => storeOf(name).set(pathOf(key), await answer.text()),
      keys: async () => [...storeOf(name).keys()],
    }),
    match: async (key: string | Request) => {
      const path = pathOf(typeof key === 'string' ? key : key.url)
      return answerOf([...stores.values()].find((store) => store.has(path))?.get(path))
    },
  })
  await import('../../../src/web/page/service-worker.ts')
})
afterEach(() => {
  vi.unstubAllGlobals()
})

async function keep(address: string): Promise<void> {
  let work: Promise<unknown> = Promise.resolve()
  listeners.get('message')?.({
    data: { keep: address },
    waitUntil(promise) {
      work = promise
    },
  })
  await work
}

/** What the worker answers a page that asks for an address; undefined if it leaves that to the browser. */
async function ask(
  address: string,
  { method = 'GET', mode = 'no-cors' as RequestMode } = {},
): Promise<string | undefined> {
  const work: Promise<unknown>[] = []
  let answer: Promise<Response> | undefined
  listeners.get('fetch')?.({
    request: { url: new URL(address, 'https://scores.example').href, method, mode },
    waitUntil: (promise) => work.push(promise),
    respondWith(promise) {
      answer = promise
    },
  })
  const text = await (await answer)?.text()
  await Promise.all(work)
  return text
}
const visit = (address: string) => ask(address, { mode: 'navigate' })

it('shows a page that was visited as old while there is no network or no server, and keeps no error in its place', async () => {
  html = '<html lang="en">1–0</html>'
  expect(await visit('/match/m1')).toBe(html)
  status = 500
  html = '<html lang="en">away</html>'
  expect(await visit('/match/m1')).toBe(html)
  await keep('https://scores.example/match/m1')
  for (status of [502, 503, 504]) {
    expect(await visit('/match/m1')).toMatch(/^<html data-[\w-]+="" lang="en">1–0<\/html>$/)
    expect(await visit('/match/never-seen')).toBe(html)
  }
  isAway = true
  expect(await visit('/match/m1')).toMatch(/^<html data-[\w-]+="" lang="en">1–0<\/html>$/)
  await expect(visit('/match/never-seen')).rejects.toThrow('no network')
})

it('takes a file that is named by its content from what it kept, and another only without a network', async () => {
  const [lasting, other] = ['/assets/main-AAAAAAAA.js', '/assets/icon.svg']
  for (const path of [lasting, other]) storeOf('touchline-files').set(path, 'kept')
  html = 'new'
  expect([await ask(lasting), await ask(other)]).toEqual(['kept', 'new'])
  status = 503
  expect([await ask(lasting), await ask(other)]).toEqual(['kept', 'kept'])
  isAway = true
  expect([await ask(lasting), await ask(other)]).toEqual(['kept', 'kept'])
  await expect(ask('/assets/unknown.js')).rejects.toThrow('no network')
})

it('leaves to the browser what is sent, what is read from the API, and what is of another site', async () => {
  expect(await ask('/assets/main.js', { method: 'POST' })).toBeUndefined()
  expect(await visit('https://elsewhere.example/match/m1')).toBeUndefined()
  expect(await ask('/v1/matches/m1')).toBeUndefined()
  expect(await visit('/docs')).toBeUndefined()
})

it('keeps the 30 pages that were read last', async () => {
  for (let n = 0; n < 33; n += 1) await keep(`https://scores.example/match/m${n}`)
  // Read again: it is among the last.
  await keep('https://scores.example/match/m3')
  await keep('https://scores.example/match/m33')
  const pages = [...storeOf('touchline-pages').keys()]
  expect(pages).toHaveLength(30)
  expect(pages.slice(-2)).toEqual(['/match/m3', '/match/m33'])
  expect(pages).not.toContain('/match/m4')
})

it('keeps the 20 files that pages named last', async () => {
  for (let n = 0; n < 25; n += 1) {
    html = `<script src="/assets/main-${n}AAAAAAAA.js"></script><a href="/elsewhere.js"></a>`
    await keep('https://scores.example/')
  }
  const files = [...storeOf('touchline-files').keys()]
  expect(files).toHaveLength(20)
  expect(files.at(-1)).toBe('/assets/main-24AAAAAAAA.js')
})

it('keeps a page as it is on the server now, and no file that is not there', async () => {
  html = '<script src="/assets/main-AAAAAAAA.js"></script><script src="/assets/gone-AAAAAAAA.js"></script>'
  missing.add('/assets/gone-AAAAAAAA.js')
  await keep('https://scores.example/')
  expect(fetched.get('/')).toBe('no-cache')
  expect([...storeOf('touchline-files').keys()]).toEqual(['/assets/main-AAAAAAAA.js'])
})

it.each(['/embed/m1', '/overlay/m1', '/docs', '/v1/matches'])('does not keep %s', async (path) => {
  await keep(`https://scores.example${path}`)
  expect(stores.size).toBe(0)
})
