import type { MatchState, Status } from '../match/state.ts'
import { clockLabel } from './clock-label.ts'

const BY_STATUS: Partial<Record<Status, string>> = {
  delayed: 'Delayed',
  interrupted: 'Paused',
  suspended: 'Suspended',
  postponed: 'Postponed',
  cancelled: 'Cancelled',
  abandoned: 'Abandoned',
}

/** Phases in which the clock says nothing. */
const BY_PHASE: Readonly<Record<string, string>> = {
  half_time: 'HT',
  extra_time_half_time: 'ET HT',
  awaiting_extra_time: 'Full time',
  awaiting_penalties: 'Pens next',
  penalty_shootout: 'Pens',
  awaiting_overtime: 'OT next',
  break: 'Break',
  innings_break: 'Break',
  set_break: 'Break',
  warm_up: 'Warm-up',
}

const BY_METHOD: Readonly<Record<string, string>> = {
  extra_time: 'AET',
  golden_goal: 'AET',
  silver_goal: 'AET',
  shootout: 'Pens',
  overtime: 'Final/OT',
  retired: 'Ret.',
  walkover: 'W/O',
  awarded: 'Awarded',
  no_result: 'No result',
}

/**
 * Where a match stands, in a word: `67'`, `HT`, `Q3 4:05`, `FT`; empty for one that has not begun.
 *
 * @param now server time: `client.now()`
 */
export function progressLabel(state: MatchState, now: number): string {
  const { status, phase, period } = state
  if (status === 'scheduled') return ''
  if (status === 'ended' || status === 'final') return endLabel(state)
  const known = BY_STATUS[status] ?? BY_PHASE[phase]
  if (known) return known
  const clock = clockLabel(state, now)
  if (clock && state.sport === 'football') return clock
  return [period?.label ?? inWords(phase), clock].filter(Boolean).join(' ')
}

function endLabel({ sport, result }: MatchState): string {
  const byMethod = result && BY_METHOD[result.method]
  return byMethod ?? (sport === 'football' ? 'FT' : 'Final')
}

/** `extra_time_first_half` → `Extra time first half` */
export function inWords(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
