import { parseClock } from '../../../match/clock.ts'
import type { MatchState } from '../../../match/state.ts'
import { contradiction } from '../../common/surprises.ts'
import type { Warning } from '../../contract/warnings/warning.ts'
import { periodOfEvent } from './place.ts'
import { type ClockedRules, numberOfPeriod, type PeriodPlan } from './rules.ts'

const MINUTE_MS = 60_000
/** No period lasts longer beyond its end. */
const MAX_OVERRUN_MS = 20 * MINUTE_MS
/** Of the names of periods that a warning suggests. */
const MAX_SUGGESTED = 8

export const clockedWarnings = {
  'unknown-period': { when: 'the format has no such period', example: '`"period":9` in football' },
  'contradicts-period': {
    when: 'the event names another period than the board shows where it stands; it counts for the one it names',
    example: '`"period":2` on a goal while the first half is being played',
  },
  'skipped-period': {
    when: 'a period begins, and one before it never did',
    example: '`{"type":"period_start","period":3}` while the first one is being played',
  },
  'beyond-limit': {
    when: 'more than the rules of the match allow; it counts',
    example: '`"period":1,"clock":"70:00"`, which is shown as 45+26',
  },
} as const

export type ClockedWarning = Warning<keyof typeof clockedWarnings | 'no-effect'>

interface Placed {
  readonly type: string
  readonly period?: number | string
  readonly clock?: string
}

/** What is surprising about when an event says that it happened, in a sport with periods and a clock. */
export function surprisesOfClocked(rules: ClockedRules, state: MatchState, event: Placed): ClockedWarning[] {
  const current = state.period?.n ?? 0
  const warnings: ClockedWarning[] = breakGoesOn(rules, state, event)
  if (event.period !== undefined) {
    const named = numberOfPeriod(rules, event.period)
    if (named === undefined) return [unknownPeriod(rules, event.period)]
    warnings.push(...contradiction(event, named, current))
  }
  const n = periodOfEvent(rules, event, current)
  const plan = n === undefined ? undefined : rules.plan(n)
  if (plan && event.clock !== undefined && isBeyond(plan, event.clock)) {
    warnings.push({ code: 'beyond-limit', detail: `${event.clock} is far beyond the end of ${plan.label}` })
  }
  return warnings
}

function unknownPeriod(rules: ClockedRules, period: number | string): ClockedWarning {
  const phases: string[] = []
  for (let n = 1; n <= MAX_SUGGESTED; n += 1) {
    const phase = rules.plan(n)?.phase
    if (phase === undefined) break
    phases.push(phase)
  }
  return { code: 'unknown-period', detail: `there is no period ${period}; say its number, or ${phases.join(', ')}` }
}

/**
 * Whether a period begins, and the one before it never did.
 *
 * @param regulation periods after which a shoot-out may come at once
 */
export function skippedPeriod(
  rules: ClockedRules,
  regulation: number,
  { period }: MatchState,
  event: Placed,
): ClockedWarning[] {
  if (event.type !== 'period_start' || event.period === undefined) return []
  const current = period?.n ?? 0
  const next = numberOfPeriod(rules, event.period)
  if (next === undefined || next <= current + 1) return []
  if (rules.plan(next)?.isPlayed === false && current === regulation) return []
  return [{ code: 'skipped-period', detail: `period ${next} begins after period ${current}` }]
}

/** A break between two periods is over with the next `period_start`, and with nothing else. */
function breakGoesOn(rules: ClockedRules, state: MatchState, { type }: Placed): ClockedWarning[] {
  const { status, period, phase } = state
  if (type !== 'break_end' || status !== 'live' || period === undefined) return []
  if (phase === rules.plan(period.n)?.phase || phase !== rules.phaseAfter(period.n, state)) return []
  return [{ code: 'no-effect', detail: `break_end leaves the board in ${phase}, until the next period_start` }]
}

function isBeyond({ startMs, endMs, isPlayed }: PeriodPlan, clock: string): boolean {
  const ms = parseClock(clock)?.ms
  if (ms === undefined || !isPlayed) return false
  return startMs > endMs ? ms > startMs : ms > endMs + MAX_OVERRUN_MS
}
