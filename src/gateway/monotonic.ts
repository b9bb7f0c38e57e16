/**
 * Whole milliseconds of a clock that nobody sets: for everything that a gateway waits for. A wall clock that is set forward would end
 * every wait at once, and one that is set back would prolong it by as much.
 */
export function monotonicMs(): number {
  return Math.trunc(performance.now())
}
