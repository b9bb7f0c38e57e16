import { MAX_DELAY_MS, MAX_EVERY_MS } from '../../protocol/messages.ts'
import { sharedEveryMs } from '../../protocol/view.ts'
import type { Follower } from './followed-match.ts'
import type { Shown } from './shown.ts'

/**
 * A new object for each subscription.
 *
 * @throws {RangeError} as of `Client`
 */
export function followerOf({ delayMs = 0, view = 'full', everyMs = 0 }: Partial<Shown>): Follower {
  checkMs('delayMs', delayMs, MAX_DELAY_MS)
  checkMs('everyMs', everyMs, MAX_EVERY_MS)
  return { view, everyMs: sharedEveryMs(everyMs) }
}

/** With any other number the server would refuse the whole request. */
function checkMs(name: string, ms: number, most: number): void {
  if (Number.isInteger(ms) && ms >= 0 && ms <= most) return
  throw new RangeError(`${name} must be a whole number from 0 to ${most}, not ${ms}`)
}
