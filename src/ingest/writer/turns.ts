import { setImmediate as nextTurn } from 'node:timers/promises'

const LONGEST_TURN_MS = 4

/** Between two steps of long work: a promise to await before the next one; undefined while the turn may go on. */
export type EndTurn = () => Promise<void> | undefined

/** Makes a function to ask between the steps of long work. It yields the event loop once the work has held it for some 4 ms. */
export function createTurns(): EndTurn {
  let since = performance.now()
  const yieldLoop = async () => {
    await nextTurn()
    since = performance.now()
  }
  return () => (performance.now() - since < LONGEST_TURN_MS ? undefined : yieldLoop())
}
