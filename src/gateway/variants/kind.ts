import type { View } from '../../protocol/messages.ts'
import { sharedEveryMs, widestView } from '../../protocol/view.ts'

/** How much of a match a viewer is sent, and how often. */
export interface Kind {
  readonly view: View
  /** The least time between two messages; 0: each update is sent. */
  readonly everyMs: number
}

export const EVERYTHING: Kind = { view: 'full', everyMs: 0 }

/** The kind that a viewer gets, which it shares with others. */
export function sharedKind({ view = 'full', everyMs = 0 }: Partial<Kind>): Kind {
  const shared = sharedEveryMs(everyMs)
  return view === 'full' && shared === 0 ? EVERYTHING : { view, everyMs: shared }
}

export function isSameKind(left: Kind, right: Kind): boolean {
  return left.view === right.view && left.everyMs === right.everyMs
}

/** What serves both: the wider view, as often as the one who wants it more often. */
export function widest(left: Kind, right: Kind): Kind {
  return sharedKind({ view: widestView(left.view, right.view), everyMs: Math.min(left.everyMs, right.everyMs) })
}
