import type { Score, Side } from '../../match/state.ts'

/** The score of an event without fields that the feed added: a state holds only what its schema knows. */
export function plainScore({ home, away }: Score): Score {
  return { home, away }
}

/** The winner by points, highest first. */
export function leaderOf(score: { readonly home: number; readonly away: number }): Side | 'draw' {
  return score.home === score.away ? 'draw' : score.home > score.away ? 'home' : 'away'
}
