import { setImmediate as nextTurn } from 'node:timers/promises'

const LONGEST_TURN_MS = 4

/** Makes a function to await between the steps of long work. It yields the event loop once the work has held it for some 4 ms. */
export function createTurns(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < LONGEST_TURN_MS) return
    await nextTurn()
    since = performance.now()
  }
}
