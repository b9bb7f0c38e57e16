import type { Innings, Partnership } from '../detail.ts'

/**
 * A state has where the partnership began, not how far it is: that would change with every ball, and follows from the
 * innings.
 */

/** Where a partnership that begins now begins. */
export function partnershipFrom({ runs, batters }: Pick<Innings, 'runs' | 'batters'>): Partnership {
  return { runs, balls: ballsFaced(batters) }
}

/** The partnership of the batters at the crease. */
export function partnershipOf(innings: Innings, from: Partnership): Partnership {
  const now = partnershipFrom(innings)
  return { runs: Math.max(0, now.runs - from.runs), balls: Math.max(0, now.balls - from.balls) }
}

function ballsFaced(batters: Innings['batters']): number {
  return Object.values(batters).reduce((sum, { balls }) => sum + balls, 0)
}
