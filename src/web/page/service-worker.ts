import { KEPT, type KeepRequest } from './kept-page.ts'

/** Written out here, because TypeScript cannot load its types for workers together with those for pages. */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface RequestEvent extends WorkerEvent {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
interface Worker {
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void
  addEventListener(type: 'message', listener: (event: WorkerEvent & { readonly data: KeepRequest }) => void): void
}

/**
 * Keeps the pages that were read last, with what they need, and shows them marked as old while there is no network, or no server. Otherwise it
 * changes nothing: pages come from the server, and only files that are named by their content come from here.
 */
const worker = globalThis as unknown as Worker
const PAGES = 'touchline-pages'
const FILES = 'touchline-files'
/** What a server that stops, or a proxy before one that is away, answers for a moment. */
const AWAY = new Set([502, 503, 504])
const MAX_PAGES = 30
const MAX_FILES = 20
/** Where this worker lies, and the pages too: `/`, `/scores/`. */
const base = new URL('./', location.href).pathname

const isPage = (path: string) =>
  path === base || ['date/', 'competition/', 'match/'].some((kind) => path.startsWith(base + kind))
const isFile = (path: string) => path.startsWith(`${base}assets/`)
const isForEver = (path: string) => /-[\w-]{8,}\.\w+$/.test(path)

worker.addEventListener('install', (event) => event.waitUntil(keepPage(base).then(() => worker.skipWaiting())))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('message', (event) => event.waitUntil(keepPage(event.data.keep).catch(() => {})))
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate' && isPage(pathname)) event.respondWith(openPage(event))
  else if (isFile(pathname)) event.respondWith(getFile(request))
})

async function openPage(event: RequestEvent): Promise<Response> {
  const keptPage = async () => (await caches.open(PAGES)).match(event.request.url)
  try {
    const page = await fetch(event.request)
    if (page.ok) event.waitUntil(keep(event.request.url, page.clone()))
    const kept = AWAY.has(page.status) ? await keptPage() : undefined
    return kept === undefined ? page : asOld(kept)
  } catch (error) {
    const kept = await keptPage()
    if (kept === undefined) throw error
    return asOld(kept)
  }
}

async function asOld(kept: Response): Promise<Response> {
  const html = await kept.text()
  return new Response(html.replace('<html ', `<html ${KEPT}="" `), { headers: kept.headers })
}

async function keepPage(url: string): Promise<void> {
  if (!isPage(new URL(url, location.href).pathname)) return
  // Keep the newest scores, not those of an answer cached some seconds ago.
  const page = await fetch(url, { cache: 'no-cache' })
  if (page.ok) await keep(url, page)
}

/** The page, and the files that it names. */
async function keep(url: string, page: Response): Promise<void> {
  const html = await page.clone().text()
  await put(PAGES, url, page, MAX_PAGES)
  for (const [, name = ''] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
    const { pathname } = new URL(name, location.href)
    if (!isFile(pathname) || (await caches.match(pathname))) continue
    const file = await fetch(pathname)
    if (file.ok) await put(FILES, pathname, file, MAX_FILES)
  }
}

async function getFile(request: Request): Promise<Response> {
  const kept = await caches.match(request)
  if (kept && isForEver(new URL(request.url).pathname)) return kept
  try {
    const file = await fetch(request)
    return kept && AWAY.has(file.status) ? kept : file
  } catch (error) {
    if (kept) return kept
    throw error
  }
}

/** What was put first goes first. */
async function put(name: string, key: string, answer: Response, max: number): Promise<void> {
  const cache = await caches.open(name)
  await cache.delete(key)
  await cache.put(key, answer)
  const keys = await cache.keys()
  for (const old of keys.slice(0, Math.max(0, keys.length - max))) await cache.delete(old)
}
