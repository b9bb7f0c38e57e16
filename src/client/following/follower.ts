import { MAX_DELAY_MS, MAX_EVERY_MS } from '../../protocol/client-messages.ts'
import { VIEWS } from '../../protocol/messages.ts'
import { sharedEveryMs } from '../../protocol/view.ts'
import { check } from '../check.ts'
import type { Follower } from './followed-match.ts'
import type { Shown } from './shown.ts'

/**
 * A new object for each subscription. With anything that is not as it must be the server would refuse the whole request.
 *
 * @param name of the match or board
 * @throws {RangeError} as of `Client`
 */
export function followerOf(name: string, { delayMs = 0, view = 'full', everyMs = 0 }: Partial<Shown>): Follower {
  check(typeof name === 'string', 'a name', 'text', name)
  checkMs('delayMs', delayMs, MAX_DELAY_MS)
  checkMs('everyMs', everyMs, MAX_EVERY_MS)
  check(VIEWS.includes(view), 'view', VIEWS.join(' or '), view)
  return { view, everyMs: sharedEveryMs(everyMs) }
}

function checkMs(name: string, ms: number, most: number): void {
  check(Number.isInteger(ms) && ms >= 0 && ms <= most, name, `a whole number from 0 to ${most}`, ms)
}
