import type { KeepRequest } from './kept-page.ts'

/** The first visit has more urgent things to load. */
const WAIT_MS = 3_000

/** Lets the service worker keep this page, as it is now and again when the reader turns away, to be shown without a network. */
export function keepForOffline(base: string): void {
  // Browsers offer service workers over TLS and on localhost only.
  if (!('serviceWorker' in navigator)) return
  const worker = navigator.serviceWorker
  const keep = async () => {
    const request: KeepRequest = { keep: location.href }
    const { active } = await worker.ready
    active?.postMessage(request)
  }
  const register = async () => {
    // A worker from an earlier visit has kept this page already, when it fetched it.
    const isFirst = worker.controller === null
    await worker.register(`${base}/sw.js`)
    if (isFirst) await keep()
  }
  setTimeout(() => void register().catch(() => {}), WAIT_MS)
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void keep()
  })
}
