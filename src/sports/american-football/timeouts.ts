import { parseClock } from '../../match/clock.ts'
import type { MatchEvent } from '../../match/event.ts'
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

/** With the one more that an injury costs in the last two minutes of a half (NFL rule 4-5-4): the league calls it the fourth. */
export function mostTimeouts(state: Pick<MatchState, 'format' | 'period' | 'clock'>, { clock }: MatchEvent): number {
  const leftMs = (clock === undefined ? undefined : parseClock(clock)?.ms) ?? state.clock?.baseMs
  return timeoutsOf(state) + (leftMs !== undefined && leftMs <= LAST_MS ? 1 : 0)
}

const LAST_MS = 120_000

/** True where a period begins in which they count anew: a half, or what stands for one in overtime. */
export function beginsTimeouts(period: number, { periods, overtimeMin }: GameFormat): boolean {
  if (period <= periods) return period === periods / 2 + 1
  return overtimeMin === 0 || (period - periods) % 2 === 1
}
