import type { View } from '../../protocol/messages.ts'

/** How a match or a board is shown, or should be. */
export interface Shown {
  readonly delayMs: number
  readonly view: View
  /** One of `EVERY_STEPS_MS`. */
  readonly everyMs: number
}

export function isShownAlike(left: Shown, right: Shown): boolean {
  return left.delayMs === right.delayMs && left.view === right.view && left.everyMs === right.everyMs
}

export function shownOf({ delayMs, view, everyMs }: Shown): Shown {
  return { delayMs, view, everyMs }
}
