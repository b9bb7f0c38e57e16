/**
 * The most entries of a list in a state: more than any real match has of goals, cards or reviews. A list goes whole into each
 * update that changes it, so a feed that repeats itself under new ids must not make it grow. The oldest go; counts do not.
 */
const MAX_LISTED = 60

/** The list with one more entry at its end; the oldest go. */
export function withListed<Item>(list: readonly Item[], item: Item): Item[] {
  return [...list.slice(Math.max(0, list.length - MAX_LISTED + 1)), item]
}

/**
 * How long a list in a state becomes before its entries move to that of the earlier ones, which then rests. What nearly every match
 * has stays in one list, and the tenth entry does not carry the nine before it.
 */
export const MAX_NEWEST = 8

/** A list in two: the newest entries, sent with each that is added, and those before, which seldom change. */
export interface RolledList<Item> {
  readonly newest: Item[]
  readonly earlier: Item[]
}

/** The two lists with one more entry; together they have at most `MAX_LISTED`. */
export function withRolled<Item>({ newest, earlier }: RolledList<Item>, item: Item): RolledList<Item> {
  if (newest.length < MAX_NEWEST) return { newest: [...newest, item], earlier }
  return { newest: [item], earlier: [...earlier, ...newest].slice(MAX_NEWEST - MAX_LISTED) }
}
