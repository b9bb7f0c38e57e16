import { z } from 'zod'
import { gameFormat } from '../engines/game/format.ts'

/**
 * Sources: NHL Official Rules 2025-26, rule 77 (3 × 20), rule 84.1 (overtime of 5 minutes, three skaters each, sudden death), rule 84.4 (shoot-out of three
 * rounds; the winner gets one goal), rule 84.5 (play-offs: periods of 20 minutes at full strength, sudden death). IIHF Official Rule Book
 * 2023/24, rule 84 (three skaters: 5 minutes in preliminary rounds, 10 in play-offs, 20 until it is decided for gold; shoot-out of five rounds, of which the
 * decisive goal alone counts).
 */
export const iceHockeyFormat = gameFormat({
  periods: 3,
  periodMin: 20,
  overtime: 'once',
  overtimeMin: 5,
  suddenDeath: true,
  shootout: 'counts_one',
  shootoutRounds: 3,
}).extend({
  overtimeSkaters: z.int().min(3).max(5).default(3).describe('skaters of each side in overtime'),
})

export const iceHockeyPresets = {
  nhl: {},
  'nhl-playoffs': { overtime: 'until_decided', overtimeMin: 20, shootout: 'none', overtimeSkaters: 5 },
  iihf: { shootoutRounds: 5 },
  'iihf-playoffs': { overtimeMin: 10, shootoutRounds: 5 },
  'iihf-final': { overtime: 'until_decided', overtimeMin: 20, shootout: 'none' },
} as const
