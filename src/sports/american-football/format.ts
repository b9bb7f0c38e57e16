import { gameFormat } from '../engines/game/format.ts'

/**
 * Sources: NFL Official Playing Rules 2025, rule 4 (quarters of 15 minutes), rule 11 (touchdown 6, field goal 3, safety 2, try 1 or 2), rule 16 (overtime of 10
 * minutes, 15 in the play-offs); NCAA Football Rules, rule 3 (possessions until it is decided).
 */
export const americanFootballFormat = gameFormat({
  periods: 4,
  periodMin: 15,
  overtime: 'once',
  overtimeMin: 10,
  suddenDeath: false,
  shootout: 'none',
})

export const americanFootballPresets = {
  nfl: {},
  'nfl-playoffs': { overtime: 'until_decided', overtimeMin: 15 },
  college: { overtime: 'until_decided' },
  'high-school': { periodMin: 12, overtime: 'until_decided' },
} as const
