import type { HostPort } from './host-line.ts'

/** Tabs of one site with the same name and address get the same worker. It changes with what the two say to each other. */
const NAME = 'touchline-1'

/** @returns undefined where there are no SharedWorkers, or not for this page */
export function openWorker(create: (() => SharedWorker) | undefined, onError: () => void): HostPort | undefined {
  if (!create && typeof SharedWorker === 'undefined') return undefined
  try {
    // Bundlers find the worker by these very words.
    const worker = create
      ? create()
      : new SharedWorker(new URL('./shared-worker.js', import.meta.url), { type: 'module', name: NAME })
    worker.addEventListener('error', onError)
    return worker.port as HostPort
  } catch {
    return undefined // the script is of another site, or a security policy forbids it
  }
}
