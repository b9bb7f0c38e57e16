import { setTimeout as pause } from 'node:timers/promises'
import { MatchBusy } from '../errors.ts'

/** An attempt fails only when somebody else has written the match first, so somebody always makes progress. */
const MAX_ATTEMPTS = 40

/**
 * Tries again on the newest state while others write first, each time after a longer pause.
 *
 * @param attempt undefined if somebody else has written the match since it was read
 * @throws {MatchBusy}
 */
export async function untilWritten<T>(match: string, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts += 1) {
    const done = await attempt()
    if (done !== undefined) return done
    await pause(Math.random() * attempts * 2)
  }
  throw new MatchBusy(match)
}
