import { gameFormat } from '../engines/game/format.ts'
import { rugbyOptions } from '../engines/rugby/game.ts'

/**
 * Sources: International Rugby League, Laws of the Game, section 2 (13 players), section 6 (try 4, conversion and penalty goal 2, drop goal 1), section 7 (2 × 40),
 * section 15 (sin bin: 10 minutes). NRL: golden point of 2 × 5 minutes, after which the season's matches are drawn and finals go on until
 * somebody scores; a field goal from beyond 40 metres counts two, which the event says by `points`. Super League: golden point until 10 minutes are over.
 */
export const rugbyLeagueFormat = gameFormat({ periods: 2, periodMin: 40, overtimeMin: 5, suddenDeath: true }).extend(
  rugbyOptions({ players: 13, sinBinMin: 10 }),
)

const GOLDEN_POINT = { overtime: 'once', overtimeHalves: true } as const

export const rugbyLeaguePresets = {
  international: {},
  nrl: GOLDEN_POINT,
  'nrl-finals': { overtime: 'until_decided', overtimeHalves: true },
  'super-league': GOLDEN_POINT,
} as const
