import type { ClockReading } from '../../../match/clock.ts'
import type { MatchState } from '../../../match/state.ts'
import type { CommonMemory } from '../../common/apply.ts'

/**
 * What makes one clocked sport differ from another, for one format: its table of periods. Football, basketball, ice
 * hockey, rugby and handball are such tables with their own events on top.
 */
export interface ClockedRules {
  /** The period's plan, from 1; undefined if the sport has no such period. Overtimes and a shoot-out count on. */
  plan(n: number): PeriodPlan | undefined
  /** `running` from `period_start` to `period_end` without being told, `manual` by `clock` events only, or `none`. */
  readonly clock: 'running' | 'manual' | 'none'
  /** The phase between this period and the next, which may depend on the score. */
  phaseAfter(n: number, state: MatchState): string
}

export interface PeriodPlan {
  readonly n: number
  /** As scoreboards have it: `1H`, `Q3`. */
  readonly label: string
  readonly phase: string
  /** What the clock shows when the period begins and ends. Beginning above the end, it counts down. */
  readonly startMs: number
  readonly endMs: number
  /** False for a shoot-out: it has no line of its own in `periods`, and no clock. */
  readonly isPlayed: boolean
  /** Played without a clock: possessions, or to a score. */
  readonly isUntimed?: true
}

export interface ClockedMemory extends CommonMemory {
  /** The last period that has ended. */
  readonly endedPeriod?: number
  /** When the last total that was set was told, by the feed's clock. */
  readonly totalAt?: number
}

/** No sport plays more periods. A feed may invent any number. */
export const MAX_PERIODS = 40

/** The number of a period that an event names by number, phase or label. */
export function numberOfPeriod(rules: ClockedRules, period: number | string): number | undefined {
  if (typeof period === 'number') return period <= MAX_PERIODS && rules.plan(period) ? period : undefined
  for (let n = 1; n <= MAX_PERIODS; n += 1) {
    const plan = rules.plan(n)
    if (plan === undefined) return undefined
    if (plan.phase === period || plan.label === period) return n
  }
  return undefined
}

/**
 * The period to which a clock without one belongs, seen from the current period (0: none yet). `45+3` names its
 * period; a clock before the current period's beginning belongs to an earlier one; every other to the current one.
 */
export function periodOfClock(rules: ClockedRules, reading: ClockReading, current: number): number {
  const { ms, stoppageOf } = reading
  const named = stoppageOf === undefined ? undefined : periodEndingAt(rules, stoppageOf * 60_000)
  if (named !== undefined) return named
  const now = rules.plan(current)
  if (now && (now.startMs > now.endMs || ms >= now.startMs)) return current
  return periodContaining(rules, ms)
}

function periodEndingAt(rules: ClockedRules, ms: number): number | undefined {
  for (let n = 1; ; n += 1) {
    const plan = rules.plan(n)
    if (plan === undefined || n > MAX_PERIODS) return undefined
    if (plan.isPlayed && plan.endMs === ms) return n
  }
}

function periodContaining(rules: ClockedRules, ms: number): number {
  for (let n = 1; ; n += 1) {
    const plan = rules.plan(n)
    if (!plan?.isPlayed || n > MAX_PERIODS) return Math.max(1, n - 1)
    if (ms < plan.endMs || plan.startMs > plan.endMs) return n
  }
}
