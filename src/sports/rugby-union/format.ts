import { gameFormat } from '../engines/game/format.ts'

/**
 * Source: World Rugby, Laws of the Game 2025, law 5 (two halves of 40 minutes), law 8 (try 5, penalty try 7, conversion 2, penalty and drop goal 3),
 * variations for sevens (halves of 7 minutes, extra time of 5 minutes by sudden death).
 */
export const rugbyUnionFormat = gameFormat({
  periods: 2,
  periodMin: 40,
  overtime: 'none',
  overtimeMin: 10,
  suddenDeath: false,
  shootout: 'none',
})

export const rugbyUnionPresets = {
  fifteens: {},
  knockout: { overtime: 'once', shootout: 'apart' },
  sevens: { periodMin: 7 },
  'sevens-knockout': { periodMin: 7, overtime: 'until_decided', overtimeMin: 5, suddenDeath: true },
} as const
