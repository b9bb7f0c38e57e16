import { gameFormat } from '../engines/game/format.ts'

/**
 * Source: International Rugby League, Laws of the Game, section 6 (try 4, goal 2, field goal 1); NRL Operations Manual (golden point, two periods of 5
 * minutes; a two-point field goal from 40 metres, told by `points`).
 */
export const rugbyLeagueFormat = gameFormat({
  periods: 2,
  periodMin: 40,
  overtime: 'none',
  overtimeMin: 5,
  suddenDeath: true,
  shootout: 'none',
})

export const rugbyLeaguePresets = {
  international: {},
  nrl: { overtime: 'until_decided' },
  'super-league': { overtime: 'until_decided' },
} as const
