import { gameFormat } from '../engines/game/format.ts'

/**
 * Sources: NFL Official Playing Rules 2025, rule 4-1 (4 × 15), rule 11 (touchdown 6, field goal 3, safety 2, try 1 or 2), rule 16 (one overtime of 10 minutes
 * in the regular season, of 15 as many as it takes in the play-offs; since 2025 both sides get the ball in either, then the next score wins, which the feed
 * tells by `match_end`). NCAA Football Rules 2025, rule 3-1-3 (possessions from the 25 without a clock; after a touchdown of the second
 * overtime a two-point try; from the third overtime two-point tries alone). NFHS rule 3-1 (4 × 12; possessions from the 10).
 */
export const americanFootballFormat = gameFormat({
  periods: 4,
  periodMin: 15,
  overtime: 'once',
  overtimeMin: 10,
})

export const americanFootballPresets = {
  nfl: {},
  'nfl-playoffs': { overtime: 'until_decided', overtimeMin: 15 },
  college: { overtime: 'until_decided', overtimeMin: 0 },
  'high-school': { periodMin: 12, overtime: 'until_decided', overtimeMin: 0 },
} as const
