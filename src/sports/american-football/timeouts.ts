import type { MatchState } from '../../match/state.ts'
import type { GameFormat } from '../engines/game/format.ts'

/**
 * Of each side: three in a half (NFL rule 4-5, NCAA rule 3-3-4); in overtime two in the regular season of the NFL (rule 16-1-3), three in
 * each two overtimes of its play-offs (rule 16-1-4), one in each possession series of college and high school (NCAA rule 3-1-3).
 */
export function timeoutsOf({ format, period }: Pick<MatchState, 'format' | 'period'>): number {
  const { periods, overtime, overtimeMin } = format as GameFormat
  if ((period?.n ?? 1) <= periods) return 3
  if (overtimeMin === 0) return 1
  return overtime === 'until_decided' ? 3 : 2
}

/** True where a period begins in which they count anew: a half, or what stands for one in overtime. */
export function beginsTimeouts(period: number, { periods, overtimeMin }: GameFormat): boolean {
  if (period <= periods) return period === periods / 2 + 1
  return overtimeMin === 0 || (period - periods) % 2 === 1
}
