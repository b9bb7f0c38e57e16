import type { Score, Side } from '../../../match/state.ts'

/**
 * Who cannot be caught any more: within the first `rounds` attempts each, and after them at every equal pair.
 * A side still has the attempts it needs to draw level in number with the other.
 */
export function shootoutWinner(scored: Score, taken: Score, rounds: number): Side | undefined {
  const each = Math.max(rounds, taken.home, taken.away)
  if (scored.home > scored.away + each - taken.away) return 'home'
  return scored.away > scored.home + each - taken.home ? 'away' : undefined
}
