import type { MatchState } from '../../match/state.ts'
import type { SportLabels } from '../contract/labels.ts'
import { clockedPhaseLabels } from '../engines/clocked/labels.ts'

const MINUTE_MS = 60_000

export const footballLabels: SportLabels = {
  title: 'Football',
  clock: 'minute',
  phases: clockedPhaseLabels,
  over: 'FT',
  periodEndMs,
}

/** By the format where the state has one: an old server, or a view of the state, may have left it out. */
function periodEndMs({ format, period }: MatchState): number | undefined {
  const { periods = 2, periodMin = 45, extraTimeMin = 15 } = (format ?? {}) as Readonly<Record<string, number>>
  if (!period) return undefined
  const extra = Math.max(0, period.n - periods)
  return (Math.min(period.n, periods) * periodMin + extra * extraTimeMin) * MINUTE_MS
}
