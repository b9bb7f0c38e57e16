import { gameFormat } from '../engines/game/format.ts'

/**
 * Sources: FIBA Official Basketball Rules 2024, art. 8 (4 × 10, overtimes of 5), 3x3 Rules (10 minutes or first to 21); NBA Rule 5 (4 × 12); NCAA
 * Rule 5 (men 2 × 20, women 4 × 10).
 */
export const basketballFormat = gameFormat({
  periods: 4,
  periodMin: 10,
  overtime: 'until_decided',
  overtimeMin: 5,
  suddenDeath: false,
  shootout: 'none',
})

export const basketballPresets = {
  fiba: {},
  nba: { periodMin: 12 },
  wnba: {},
  'ncaa-men': { periods: 2, periodMin: 20 },
  'ncaa-women': {},
  '3x3': { periods: 1, overtimeMin: 10, targetScore: 21 },
} as const
