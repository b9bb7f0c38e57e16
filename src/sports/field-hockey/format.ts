import { gameFormat } from '../engines/game/format.ts'

/**
 * Sources: FIH Rules of Hockey 2025, rule 2.1 (eleven players), rule 5.1 (4 × 15), rule 14 (green card: 2 minutes, yellow: at least 5, red: for good). FIH Tournament
 * Regulations, appendix 9 (shoot-out without overtime: 8 seconds each, five rounds, then pairs).
 */
export const fieldHockeyFormat = gameFormat({ periods: 4, periodMin: 15, overtimeMin: 8, shootout: 'apart' })

export const fieldHockeyPresets = {
  fih: {},
  league: { shootout: 'none' },
  '2x35': { periods: 2, periodMin: 35 },
} as const
