import { gameFormat } from '../engines/game/format.ts'

/**
 * Sources: NHL Official Rules, rule 84 (overtime of 5 minutes, sudden death, then a shoot-out of three rounds; play-offs: periods of 20 minutes),
 * IIHF Official Rule Book, rule 84 (shoot-out of five rounds; the winner is credited with one goal).
 */
export const iceHockeyFormat = gameFormat({
  periods: 3,
  periodMin: 20,
  overtime: 'once',
  overtimeMin: 5,
  suddenDeath: true,
  shootout: 'counts_one',
})

export const iceHockeyPresets = {
  nhl: {},
  'nhl-playoffs': { overtime: 'until_decided', overtimeMin: 20, shootout: 'none' },
  iihf: {},
  'iihf-final': { overtime: 'until_decided', overtimeMin: 20, shootout: 'none' },
} as const
