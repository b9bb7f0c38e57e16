import { clockMsAt, parseClock, stopClock } from '../../../match/clock.ts'
import type { Reduced } from '../../../match/fold.ts'
import type { Clock, MatchState, Side } from '../../../match/state.ts'
import { applyCommon } from '../../common/apply.ts'
import type { CommonEvent } from '../../common/events.ts'
import { onState, withClock } from '../../common/state.ts'
import { isOver } from '../../common/status.ts'
import { periodOfEvent } from './place.ts'
import { type ClockedMemory, type ClockedRules, numberOfPeriod, type PeriodPlan } from './rules.ts'
import { creditPoints, isInTotal, openLine, setTotal } from './score.ts'

/**
 * Folds an event that means the same in every sport with periods and a clock: periods, clock, score and their lines.
 * The sport calls `advanceClock` before and `withPhase` after its own or this part.
 */
export function applyClocked<Detail extends object, Memory extends ClockedMemory>(
  rules: ClockedRules,
  reduced: Reduced<Detail, Memory>,
  event: CommonEvent,
  at: number,
): Reduced<Detail, Memory> {
  const current = reduced.state.period?.n
  switch (event.type) {
    case 'period_start': {
      const plan = planNamed(rules, event.period)
      const live = applyCommon(reduced, event, at)
      return plan && live.state.status === 'live' ? beginPeriod(rules, live, plan, { clock: event.clock, at }) : live
    }
    case 'period_end':
      return endPeriod(rules, reduced, planNamed(rules, event.period), at)
    case 'break_start':
      return current !== undefined && event.kind === rules.phaseAfter(current, reduced.state)
        ? endPeriod(rules, reduced, rules.plan(current), at)
        : reduced
    case 'match_start':
    case 'interruption_end':
    case 'status_set':
      return resume(rules, reduced, applyCommon(reduced, event, at), at)
    case 'score':
      return isInTotal(reduced.memory, event) ? reduced : creditPoints(rules, reduced, event, event.points)
    case 'score_adjust':
      return creditPoints(rules, reduced, event, event.points)
    case 'score_set':
      return setTotal(rules, reduced, event)
    default:
      return applyCommon(reduced, event, at)
  }
}

/**
 * Moves the clock to what an event of the current period says, if that is further in play: so the clock is right when
 * the start of a period was reported late, or a match is replayed faster than it was played. Never backwards.
 */
export function advanceClock<Detail extends object, Memory extends ClockedMemory>(
  rules: ClockedRules,
  reduced: Reduced<Detail, Memory>,
  event: { readonly type: string; readonly period?: number | string; readonly clock?: string },
  at: number,
): Reduced<Detail, Memory> {
  const { clock, period } = reduced.state
  if (event.clock === undefined || clock === undefined || period === undefined || event.type === 'clock') return reduced
  if (!isInPlay(reduced) || periodOfEvent(rules, event, period.n) !== period.n) return reduced
  const reading = parseClock(event.clock)
  if (reading === undefined) return reduced
  const shown = clockMsAt(clock, at)
  const isAhead = clock.dir === 'up' ? reading.ms > shown : reading.ms < shown
  return isAhead ? onState(reduced, (state) => withClock(state, { ...clock, baseMs: reading.ms, at })) : reduced
}

/** The phase follows from the status, the period and, between periods, the score. */
export function withPhase<Detail extends object, Memory extends ClockedMemory>(
  rules: ClockedRules,
  reduced: Reduced<Detail, Memory>,
): Reduced<Detail, Memory> {
  return onState(reduced, (state) => {
    const phase = phaseOf(rules, reduced)
    return phase === state.phase ? state : { ...state, phase }
  })
}

/** True between the beginning and the end of a period. */
export function isInPlay({ state, memory }: Reduced<object, ClockedMemory>): boolean {
  return state.period !== undefined && (memory.endedPeriod ?? 0) < state.period.n
}

function phaseOf(rules: ClockedRules, reduced: Reduced<object, ClockedMemory>): string {
  const { state } = reduced
  if (state.status === 'ended' || state.status === 'final') return 'ended'
  if (state.period === undefined) return state.phase
  if (!isInPlay(reduced)) return rules.phaseAfter(state.period.n, state)
  return rules.plan(state.period.n)?.phase ?? state.phase
}

function planNamed(rules: ClockedRules, period: number | string): PeriodPlan | undefined {
  const n = numberOfPeriod(rules, period)
  return n === undefined ? undefined : rules.plan(n)
}

/** Begins a period, or goes on with the one that is being played already: then its clock is kept. */
export function beginPeriod<Detail extends object, Memory extends ClockedMemory>(
  rules: ClockedRules,
  reduced: Reduced<Detail, Memory>,
  plan: PeriodPlan,
  { clock: text, at, runs = rules.clock === 'running' }: { clock?: string | undefined; at: number; runs?: boolean },
): Reduced<Detail, Memory> {
  const { state, memory } = reduced
  const { clock: before, ...rest } = state
  const isSame = state.period?.n === plan.n
  const isClocked = plan.isPlayed && rules.clock !== 'none'
  const clock = isSame && before !== undefined ? runClock(before, runs, at) : startClock(plan, text, runs, at)
  return {
    state: {
      ...rest,
      period: isSame && state.period ? state.period : { n: plan.n, label: plan.label },
      periods: plan.isPlayed ? openLine(state.periods, plan.label) : state.periods,
      ...(plan.isUntimed ? {} : isClocked ? { clock } : before && { clock: stopClock(before, at) }),
    },
    memory: { ...memory, endedPeriod: plan.n - 1 },
  }
}

function startClock(plan: PeriodPlan, text: string | undefined, running: boolean, at: number): Clock {
  const dir = plan.startMs > plan.endMs ? 'down' : 'up'
  const reading = text === undefined ? undefined : parseClock(text)
  // `45+3` at the beginning of the second half is where the first one ended: the period begins at its base.
  const shown = reading?.stoppageOf === undefined ? reading?.ms : undefined
  if (shown === undefined) return { running, baseMs: plan.startMs, at, dir }
  const baseMs = dir === 'up' ? Math.max(plan.startMs, shown) : Math.min(plan.startMs, shown)
  return { running, baseMs, at, dir }
}

function runClock(clock: Clock, running: boolean, at: number): Clock {
  return running && !clock.running ? { ...clock, running, at } : clock
}

function endPeriod<Detail extends object, Memory extends ClockedMemory>(
  rules: ClockedRules,
  reduced: Reduced<Detail, Memory>,
  plan: PeriodPlan | undefined,
  at: number,
): Reduced<Detail, Memory> {
  const current = reduced.state.period?.n ?? 0
  if (plan === undefined || plan.n < current) return reduced
  const begun = plan.n === current ? reduced : beginPeriod(rules, reduced, plan, { at, runs: false })
  const { clock } = begun.state
  const state = clock ? withClock(begun.state, stopAtEnd(clock, plan, at)) : begun.state
  return { state, memory: { ...begun.memory, endedPeriod: plan.n } }
}

function stopAtEnd(clock: Clock, plan: PeriodPlan, at: number): Clock {
  const stopped = stopClock(clock, at)
  return stopped.dir === 'down' ? { ...stopped, baseMs: plan.endMs } : stopped
}

/**
 * Play goes on after it stood still: a clock that runs by itself runs again. If the match was over, its last period
 * goes on. A match that goes live without a period begins its first, with the clock at rest until
 * `period_start`, or an event, moves it.
 */
function resume<Detail extends object, Memory extends ClockedMemory>(
  rules: ClockedRules,
  before: Reduced<Detail, Memory>,
  reduced: Reduced<Detail, Memory>,
  at: number,
): Reduced<Detail, Memory> {
  if (reduced.state.status !== 'live' || before.state.status === 'live') return reduced
  const { period } = reduced.state
  const plan = rules.plan(period?.n ?? 1)
  if (plan === undefined) return reduced
  if (period === undefined) return beginPeriod(rules, reduced, plan, { at, runs: false })
  return isOver(before.state.status) || isInPlay(reduced) ? beginPeriod(rules, reduced, plan, { at }) : reduced
}

/** The score after the first `n` periods, by their lines. */
export function scoreAfter(rules: ClockedRules, state: MatchState, n: number): Record<Side, number> {
  const labels = Array.from({ length: n }, (_, index) => rules.plan(index + 1)?.label)
  const lines = state.periods.filter((line) => labels.includes(line.label))
  return {
    home: lines.reduce((sum, line) => sum + (line.home ?? 0), 0),
    away: lines.reduce((sum, line) => sum + (line.away ?? 0), 0),
  }
}
