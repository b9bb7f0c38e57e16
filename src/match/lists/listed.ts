/**
 * The most entries of a list in a state: more than any real match has of goals, cards or reviews. A list goes whole into each
 * update that changes it, so a feed that repeats itself under new ids must not make it grow. The oldest go; counts do not.
 */
export const MAX_LISTED = 60

/** The list with one more entry at its end. */
export function withListed<Item>(list: readonly Item[], item: Item): Item[] {
  return [...list.slice(Math.max(0, list.length - MAX_LISTED + 1)), item]
}
