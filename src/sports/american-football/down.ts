const ORDINALS: readonly string[] = ['', '1st', '2nd', '3rd', '4th']

/** `3rd & 4`, `1st & goal` */
export function downText(down: unknown, distance: unknown): string {
  const ordinal = ORDINALS[Number(down)] ?? String(down)
  return distance === undefined ? ordinal : `${ordinal} & ${distance === 0 ? 'goal' : distance}`
}
