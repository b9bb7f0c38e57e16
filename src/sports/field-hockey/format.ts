import { gameFormat } from '../engines/game/format.ts'

/**
 * Source: FIH Rules of Hockey 2024, rule 5 (four quarters of 15 minutes), FIH Tournament Regulations, appendix 8 (shoot-out of five).
 */
export const fieldHockeyFormat = gameFormat({
  periods: 4,
  periodMin: 15,
  overtime: 'none',
  overtimeMin: 8,
  suddenDeath: false,
  shootout: 'apart',
})

export const fieldHockeyPresets = {
  fih: {},
  '2x35': { periods: 2, periodMin: 35 },
} as const
