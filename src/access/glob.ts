/**
 * Whether a text is what a pattern says: `*` stands for any characters or none, `?` for one. Never takes longer than the lengths of
 * both multiplied, whatever the pattern.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0
  let patternAt = 0
  /** Where to go on if the last `*` has to stand for one character more. */
  let star: { readonly pattern: number; text: number } | undefined
  while (at < text.length) {
    const expected = pattern[patternAt]
    if (expected === '*') {
      patternAt += 1
      star = { pattern: patternAt, text: at }
    } else if (expected === '?' || expected === text[at]) {
      patternAt += 1
      at += 1
    } else if (star !== undefined) {
      star.text += 1
      at = star.text
      patternAt = star.pattern
    } else return false
  }
  return /^\**$/.test(pattern.slice(patternAt))
}
