import type { ClockedRules, PeriodPlan } from '../engines/clocked/rules.ts'
import type { FootballFormat } from './format.ts'
import { tieLeader } from './result/tie.ts'

const MINUTE_MS = 60_000

export const footballPhases = {
  pre_match: 'not begun',
  first_half: 'first half',
  half_time: 'between the halves',
  second_half: 'second half',
  'period_<n>': 'that period, where regulation has not two',
  break: 'between two of those',
  awaiting_extra_time: 'level after full time; extra time follows',
  extra_time_first_half: 'first half of extra time',
  extra_time_half_time: 'between the halves of extra time',
  extra_time_second_half: 'second half of extra time',
  awaiting_penalties: 'still level; kicks from the penalty mark follow',
  penalty_shootout: 'kicks from the penalty mark',
  ended: 'over',
}

/** The numbers of the periods that follow regulation. */
export function laterPeriods({ periods }: FootballFormat) {
  return { firstExtra: periods + 1, lastExtra: periods + 2, shootout: periods + 3 }
}

const rulesOf = new WeakMap<FootballFormat, ClockedRules>()

/** Football's table of periods. Extra time and shoot-out are in it whatever the format says: a feed may know better. */
export function footballRules(format: FootballFormat): ClockedRules {
  let rules = rulesOf.get(format)
  if (rules === undefined) {
    rules = makeRules(format)
    rulesOf.set(format, rules)
  }
  return rules
}

function makeRules(format: FootballFormat): ClockedRules {
  const { periods, extraTime, shootout } = format
  const later = laterPeriods(format)
  const plans = Array.from({ length: later.shootout + 1 }, (_, n) => planOf(format, n))
  return {
    clock: 'running',
    plan: (n) => plans[n],
    phaseAfter(n, state) {
      if (n < periods) return periods === 2 ? 'half_time' : 'break'
      const isLevel = tieLeader(format, state.score) === 'draw'
      if (n === periods && isLevel && extraTime !== 'none') return 'awaiting_extra_time'
      if (n === later.firstExtra && (isLevel || extraTime !== 'silver')) return 'extra_time_half_time'
      if (n < later.shootout && isLevel && shootout) return 'awaiting_penalties'
      return 'ended'
    },
  }
}

function planOf(format: FootballFormat, n: number): PeriodPlan | undefined {
  const { periods, periodMin, extraTimeMin } = format
  const later = laterPeriods(format)
  const regulationMs = periods * periodMin * MINUTE_MS
  const extraMs = extraTimeMin * MINUTE_MS
  if (n >= 1 && n <= periods) {
    const startMs = (n - 1) * periodMin * MINUTE_MS
    return { n, ...nameOf(periods, n), startMs, endMs: startMs + periodMin * MINUTE_MS, isPlayed: true }
  }
  switch (n) {
    case later.firstExtra: {
      const endMs = regulationMs + extraMs
      return { n, label: 'ET1', phase: 'extra_time_first_half', startMs: regulationMs, endMs, isPlayed: true }
    }
    case later.lastExtra: {
      const startMs = regulationMs + extraMs
      return { n, label: 'ET2', phase: 'extra_time_second_half', startMs, endMs: startMs + extraMs, isPlayed: true }
    }
    case later.shootout: {
      const startMs = regulationMs + 2 * extraMs
      return { n, label: 'PEN', phase: 'penalty_shootout', startMs, endMs: startMs, isPlayed: false }
    }
    default:
      return undefined
  }
}

function nameOf(periods: number, n: number): Pick<PeriodPlan, 'label' | 'phase'> {
  if (periods !== 2) return { label: `P${n}`, phase: `period_${n}` }
  return n === 1 ? { label: '1H', phase: 'first_half' } : { label: '2H', phase: 'second_half' }
}
