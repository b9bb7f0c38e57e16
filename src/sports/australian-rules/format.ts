import { gameFormat } from '../engines/game/format.ts'

/**
 * Source: Laws of Australian Football 2025, law 10 (quarters of 20 minutes with time on), law 14 (goal 6 points, behind 1); AFL finals: extra time of two
 * periods of 3 minutes.
 */
export const australianRulesFormat = gameFormat({
  periods: 4,
  periodMin: 20,
  overtime: 'none',
  overtimeMin: 3,
  suddenDeath: false,
  shootout: 'none',
})

export const australianRulesPresets = {
  afl: {},
  'afl-finals': { overtime: 'until_decided' },
  aflw: { periodMin: 17 },
} as const
