import { count } from '../common/text/words.ts'

const ORDINALS: readonly string[] = ['', '1st', '2nd', '3rd', '4th']

/** `32 yards`, `loss of 3`, `no gain`; undefined where nobody said. */
export function gainText(yards: unknown): string | undefined {
  if (typeof yards !== 'number') return undefined
  if (yards === 0) return 'no gain'
  return yards < 0 ? `loss of ${-yards}` : count(yards, 'yard')
}

/** `3rd & 4`, `1st & goal` */
export function downText(down: unknown, distance: unknown): string {
  const ordinal = ORDINALS[Number(down)] ?? String(down)
  return distance === undefined ? ordinal : `${ordinal} & ${distance === 0 ? 'goal' : distance}`
}
