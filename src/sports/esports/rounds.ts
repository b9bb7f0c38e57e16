import type { Score } from '../../match/state.ts'
import type { EsportsFormat } from './format.ts'

type Rounds = Pick<EsportsFormat, 'roundsToWin' | 'overtimeRounds'>

/** The rounds of each side when overtime begins, which are also the rounds of a half: 12 of 13. */
function levelAt({ roundsToWin }: Rounds): number {
  return roundsToWin - 1
}

/** The number of the overtime in which the next round is played; 0 before the first. */
export function overtimeOf(format: Rounds, { home, away }: Score): number {
  const { overtimeRounds } = format
  const beyond = Math.min(home, away) - levelAt(format)
  if (beyond < 0) return 0
  // An odd number of rounds cannot end level, so no overtime comes after it.
  return overtimeRounds % 2 === 1 ? 1 : Math.floor(beyond / (overtimeRounds / 2)) + 1
}

/** How many rounds win the map as it stands: 13; 16 in the first overtime of six rounds, 19 in the second. */
function target(format: Rounds, score: Score): number {
  const overtime = overtimeOf(format, score)
  if (overtime === 0) return format.roundsToWin
  const half = Math.floor(format.overtimeRounds / 2)
  return levelAt(format) + (overtime - 1) * half + half + 1
}

export function roundsWin(format: Rounds, score: Score): boolean {
  return score.home !== score.away && Math.max(score.home, score.away) >= target(format, score)
}

/** The part of the map in which the round after this score is played: 0 and 1 are the halves, then come overtimes. */
export function partOfRound(format: Rounds, score: Score): number {
  const overtime = overtimeOf(format, score)
  if (overtime > 0) return overtime + 1
  return score.home + score.away < levelAt(format) ? 0 : 1
}

/**
 * Whether the sides change after the round that led to this score: they do at half-time. When an overtime begins and at half of
 * it each game has a rule of its own.
 */
export function changeAfter(format: Rounds, score: Score): 'change' | 'none' | 'unknown' {
  const half = levelAt(format)
  const played = score.home + score.away
  if (overtimeOf(format, score) === 0) return played === half && half > 0 ? 'change' : 'none'
  const halfOfOvertime = Math.max(1, Math.floor(format.overtimeRounds / 2))
  return (played - 2 * half) % halfOfOvertime === 0 ? 'unknown' : 'none'
}
