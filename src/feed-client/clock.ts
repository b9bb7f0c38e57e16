import { setTimeout } from 'node:timers/promises'

/** Monotonic clock with which a replay waits. Tests pass one that does not wait. */
export interface Clock {
  now(): number
  /** @throws AbortError when the signal is aborted */
  pause(ms: number, signal: AbortSignal): Promise<void>
}

export const realClock: Clock = {
  now: () => performance.now(),
  pause: (ms, signal) => setTimeout(ms, undefined, { signal }),
}
