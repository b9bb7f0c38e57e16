import { z } from 'zod'
import { gamesFormat } from '../engines/games/format.ts'

/**
 * The ways in which padel is scored: as tennis, but for deuce.
 *
 * Source: FIP Rules of Padel, in force from 1 January 2026, rule 1 (the scoring of a game: advantages, golden point, star
 * point; sets of six games with a tie-break; a tie-break to 10 in place of the third set as an option). The silver point is played by clubs
 * that want a single advantage.
 */
export const padelFormat = gamesFormat.extend({
  deuceRule: z
    .enum(['advantage', 'golden', 'silver', 'star'])
    .default('golden')
    .describe(
      'what decides a game at deuce: two points ahead (`advantage`), or one point at the first deuce (`golden`), the second (`silver`), the third (`star`)',
    ),
  doubles: z.boolean().default(true).describe('two players a side'),
})

export const padelPresets = {
  'premier-padel': { bestOf: 3, deuceRule: 'star' },
  'fip-tour': { bestOf: 3, deuceRule: 'star' },
  'golden-point': { bestOf: 3, deuceRule: 'golden' },
  'match-tiebreak': { bestOf: 3, deuceRule: 'golden', finalSet: 'matchtb10' },
} as const
