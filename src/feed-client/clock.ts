/** Monotonic clock with which a feed waits. Tests pass one that does not wait. */
export interface WaitingClock {
  now(): number
  /** @throws the reason of the signal when it is aborted */
  pause(ms: number, signal: AbortSignal): Promise<void>
}

/** Without a module of Node: the feed client runs in Bun, Deno and browsers, too. */
export const realClock: WaitingClock = {
  now: () => performance.now(),
  pause: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const stop = () => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop)
        resolve()
      }, ms)
      signal.addEventListener('abort', stop, { once: true })
    }),
}
