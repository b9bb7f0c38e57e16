import { afterEach, beforeEach, expect, it, vi } from 'vitest'

type Listener = (event: { data?: object; waitUntil(work: Promise<unknown>): void }) => void

const listeners = new Map<string, Listener>()
const stores = new Map<string, Map<string, string>>()
/** What the server answers, by path. */
let html = ''

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
  vi.resetModules()
  vi.stubGlobal('location', { href: 'https://scores.example/sw.js', origin: 'https://scores.example' })
  vi.stubGlobal('addEventListener', (name: string, listener: Listener) => listeners.set(name, listener))
  vi.stubGlobal('fetch', async () => new Response(html))
  vi.stubGlobal('caches', {
    open: async (name: string) => ({
      delete: async (key: string) => storeOf(name).delete(pathOf(key)),
      put: async (key: string, answer: Response) => storeOf(name).set(pathOf(key), await answer.text()),
      keys: async () => [...storeOf(name).keys()],
    }),
    match: async (key: string) => [...stores.values()].find((store) => store.has(pathOf(key))),
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

it.each(['/embed/m1', '/overlay/m1', '/docs', '/v1/matches'])('does not keep %s', async (path) => {
  await keep(`https://scores.example${path}`)
  expect(stores.size).toBe(0)
})
