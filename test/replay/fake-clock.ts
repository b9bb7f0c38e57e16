import type { WaitingClock } from '../../src/feed-client/clock.ts'

/** A clock that is as far as the pauses were long, and keeps nobody waiting. */
export interface FakeClock extends WaitingClock {
  readonly pauses: number[]
}

export function fakeClock(): FakeClock {
  const pauses: number[] = []
  return {
    pauses,
    now: () => pauses.reduce((sum, ms) => sum + ms, 0),
    async pause(ms, signal) {
      signal.throwIfAborted()
      pauses.push(ms)
    },
  }
}
