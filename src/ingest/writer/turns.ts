import { setImmediate as nextTurn } from 'node:timers/promises'

/** In ms. */
const LONGEST_TURN = 10

/** Lets everybody else have the event loop whenever this work has had it for some 10 ms. To be awaited between its steps. */
export function createTurns(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < LONGEST_TURN) return
    await nextTurn()
    since = performance.now()
  }
}
