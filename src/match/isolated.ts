/** Letters and marks of scripts that run from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * A name as it stands within a sentence: one that runs from right to left between U+2068 and U+2069. Without them it takes the numbers
 * behind it along, and `الأهلي 1–0 Arsenal` is seen as 0–1.
 */
export function isolated(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name
}

/** A sentence with each of these names isolated in it. */
export function isolatedIn(sentence: string, names: readonly string[]): string {
  // The longer one first: it may have the other in it.
  return names
    .filter((name) => RIGHT_TO_LEFT.test(name))
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, name) => text.replaceAll(name, isolated(name)), sentence)
}
