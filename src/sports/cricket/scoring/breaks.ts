import { changeStatus } from '../../common/apply.ts'
import { isOver } from '../../common/status.ts'
import { type ReducedCricket, withDetail } from '../detail.ts'
import { formatOf } from '../format.ts'
import { phaseNow } from '../phases.ts'

const PHASE_OF_BREAK: Readonly<Record<string, string>> = { innings: 'innings_break' }
const BREAKS: ReadonlySet<string> = new Set(['drinks', 'lunch', 'tea', 'stumps', 'innings_break'])

/** Drinks, lunch, tea, stumps, the break between innings. At stumps the match waits for another day: `suspended`. */
export function startBreak(reduced: ReducedCricket, kind: string, at: number): ReducedCricket {
  const phase = PHASE_OF_BREAK[kind] ?? kind
  const paused =
    phase === 'stumps' && reduced.state.status === 'live' ? changeStatus(reduced, 'suspended', at) : reduced
  return { ...paused, state: { ...paused.state, phase } }
}

/** Play goes on, on the next day after stumps. Does nothing while play is on. */
export function resumePlay(reduced: ReducedCricket, at: number): ReducedCricket {
  const { phase, detail, status } = reduced.state
  if (!BREAKS.has(phase)) return reduced
  const isNextDay = phase === 'stumps'
  const resumed = isNextDay && status === 'suspended' ? changeStatus(reduced, 'live', at) : reduced
  const moved = { ...resumed, state: { ...resumed.state, phase: phaseNow(resumed.state) } }
  const { day, session } = detail
  if (day === undefined || session === undefined) return moved
  if (isNextDay) return withDetail(moved, { day: day + 1, session: 1 })
  if (phase === 'lunch') return withDetail(moved, { session: 2 })
  return phase === 'tea' ? withDetail(moved, { session: 3 }) : moved
}

/** Brings the phase in line with the status, and counts days from the first in matches that last several. */
export function withPhase(reduced: ReducedCricket): ReducedCricket {
  const { state } = reduced
  const days = formatOf(state).days ?? 1
  const isFirstDay = days > 1 && state.status === 'live' && state.detail.day === undefined
  const dated = isFirstDay ? withDetail(reduced, { day: 1, session: 1 }) : reduced
  if (!isOver(state.status) && state.phase !== 'ended') return dated
  const phase = isOver(state.status) ? 'ended' : phaseNow(state)
  return phase === state.phase ? dated : { ...dated, state: { ...dated.state, phase } }
}
