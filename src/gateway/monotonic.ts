/**
 * Whole milliseconds of the monotonic clock. A wall clock that is set forward would end every wait at once, and one that is set
 * back would prolong it by as much. Whole, because these times are kept in fields of each viewer, see `Flow`.
 */
export function monotonicMs(): number {
  return Math.trunc(performance.now())
}
