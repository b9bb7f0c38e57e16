import { gameFormat } from '../engines/game/format.ts'
import { rugbyOptions } from '../engines/rugby/game.ts'

/**
 * Sources: World Rugby, Laws of the Game 2025, law 3 (15 players), law 5.1 (2 × 40), law 8 (try 5, penalty try 7, conversion 2, penalty and drop goal 3), law 9.28 and
 * 9.29 (yellow card: 10 minutes). Rugby World Cup 2023, tournament rules (knock-out: 2 × 10, then 10 minutes of sudden death, then a
 * place-kicking competition of five kicks each). Sevens variations of laws 3, 5 and 9 (7 players, 2 × 7, extra time in periods of 5 that the
 * first points end, yellow card 2 minutes). A red card that lets another player come on after 20 minutes is the card `red_20`.
 */
export const rugbyUnionFormat = gameFormat({ periods: 2, periodMin: 40, overtimeMin: 10 }).extend(
  rugbyOptions({ players: 15, sinBinMin: 10 }),
)

const SEVENS = { periodMin: 7, players: 7, sinBinMin: 2 } as const

export const rugbyUnionPresets = {
  fifteens: {},
  knockout: { overtime: 'once', overtimeHalves: true, suddenDeathMin: 10, shootout: 'apart' },
  sevens: SEVENS,
  'sevens-knockout': { ...SEVENS, overtime: 'until_decided', overtimeMin: 5, suddenDeath: true },
} as const
