import { gameFormat } from '../engines/game/format.ts'

/**
 * Sources: Laws of Australian Football 2025, law 10 (quarters of 20 minutes with time on), law 14 (goal 6 points, behind 1). AFL finals, since December 2019: extra time of
 * two halves of 3 minutes with time on, again and again until it is decided. AFLW: quarters of 17 minutes with time on.
 */
export const australianRulesFormat = gameFormat({ periods: 4, periodMin: 20, overtimeMin: 3, overtimeHalves: true })

export const australianRulesPresets = {
  afl: {},
  'afl-finals': { overtime: 'until_decided' },
  aflw: { periodMin: 17 },
  'aflw-finals': { periodMin: 17, overtime: 'until_decided' },
} as const
