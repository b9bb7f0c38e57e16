import { z } from 'zod'

/**
 * How a match of an electronic sport is won: maps, and what is counted within one. The presets follow the rule books of
 * the leagues: Counter-Strike 2 (Valve, competitive: 12 rounds a half, first to 13, overtimes of 6 rounds), VALORANT
 * Champions Tour (first to 13; in overtime two rounds, until one side wins both), Rainbow Six Siege (first to 7, one
 * overtime of 3 rounds), Rocket League Championship Series (five minutes, then the next goal), League of Legends and Dota 2
 * (the map is won by its last building; kills are counted and decide nothing).
 */
export const esportsFormat = z.strictObject({
  bestOf: z
    .int()
    .min(1)
    .max(9)
    .default(3)
    .describe('maps; the winner is the first to more than half of them. An even number may end level'),
  counts: z
    .enum(['rounds', 'goals', 'kills', 'points'])
    .default('rounds')
    .describe(
      'what the score of a map counts: rounds, which win it; goals or points, and who leads when it ends wins it; or kills, which do not decide it',
    ),
  roundsToWin: z.int().min(1).max(99).default(13).describe('rounds that win a map; sides change after one less'),
  overtimeRounds: z
    .int()
    .min(1)
    .max(30)
    .default(6)
    .describe(
      'rounds of an overtime, played where both are one round short of winning: more than half of them win the map, level means another overtime; 1 for a round that decides',
    ),
})

export type EsportsFormat = z.output<typeof esportsFormat>

const kills = { counts: 'kills' } as const

export const esportsPresets = {
  cs2: { bestOf: 3, roundsToWin: 13, overtimeRounds: 6 },
  'cs2-bo1': { bestOf: 1, roundsToWin: 13, overtimeRounds: 6 },
  'cs2-bo5': { bestOf: 5, roundsToWin: 13, overtimeRounds: 6 },
  /** Counter-Strike: Global Offensive, until 2023: 15 rounds a half. */
  csgo: { bestOf: 3, roundsToWin: 16, overtimeRounds: 6 },
  valorant: { bestOf: 3, roundsToWin: 13, overtimeRounds: 2 },
  'valorant-bo5': { bestOf: 5, roundsToWin: 13, overtimeRounds: 2 },
  'rainbow-six': { bestOf: 3, roundsToWin: 7, overtimeRounds: 3 },
  lol: { ...kills, bestOf: 5 },
  'lol-bo1': { ...kills, bestOf: 1 },
  'lol-bo3': { ...kills, bestOf: 3 },
  dota2: { ...kills, bestOf: 3 },
  /** Two games, which may be shared. */
  'dota2-bo2': { ...kills, bestOf: 2 },
  'dota2-bo5': { ...kills, bestOf: 5 },
  'rocket-league': { bestOf: 5, counts: 'goals' },
  'rocket-league-bo7': { bestOf: 7, counts: 'goals' },
  overwatch: { bestOf: 5, counts: 'points' },
  'call-of-duty': { bestOf: 5, counts: 'points' },
} as const
