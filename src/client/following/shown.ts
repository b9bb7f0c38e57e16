import type { View } from '../../protocol/messages.ts'

/** How something is to be shown, or is. */
export interface Shown {
  readonly delayMs: number
  readonly view: View
}

export function isShownAlike(left: Shown, right: Shown): boolean {
  return left.delayMs === right.delayMs && left.view === right.view
}
