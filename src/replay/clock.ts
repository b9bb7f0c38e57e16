import { setTimeout } from 'node:timers/promises'

/** How a replay waits. Monotonic; tests bring one that does not make them wait. */
export interface Clock {
  now(): number
  /** @throws AbortError when the signal says so */
  pause(ms: number, signal: AbortSignal): Promise<void>
}

export const realClock: Clock = {
  now: () => performance.now(),
  pause: (ms, signal) => setTimeout(ms, undefined, { signal }),
}
