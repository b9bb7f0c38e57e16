import type { MatchState } from '../../../match/state.ts'
import { leaderOf } from '../../common/sides.ts'
import type { ClockedRules, PeriodPlan } from '../clocked/rules.ts'
import type { GameFormat } from './format.ts'

const MINUTE_MS = 60_000
/** More overtimes than any game had. */
const MAX_OVERTIMES = 20

/** How a sport's clock runs: by `clock` events or by itself, and which way; `up` goes on from period to period. */
export interface ClockStyle {
  readonly runs: 'running' | 'manual'
  readonly shows: 'down' | 'up' | 'up_each_period'
}

/** The phases of a game with these periods, for the sport's list. */
export const gamePhases = {
  pre_match: 'not begun',
  first_half: 'first half, where there are two',
  second_half: 'second half',
  'quarter_<n>': 'that quarter, where there are four',
  'period_<n>': 'that period, where there are neither two nor four',
  half_time: 'in the middle',
  break: 'between two periods',
  awaiting_overtime: 'level after regulation; overtime follows',
  'overtime_<n>': 'that overtime',
  awaiting_shootout: 'still level; a shoot-out follows',
  shootout: 'the shoot-out',
  ended: 'over',
}

/** The number of the shoot-out: after all overtimes there can be. */
export function shootoutNumber({ periods, overtime }: GameFormat): number {
  return periods + (overtime === 'none' ? 0 : overtime === 'once' ? 1 : MAX_OVERTIMES) + 1
}

export function gameRules(format: GameFormat, style: ClockStyle): ClockedRules {
  return {
    clock: style.runs,
    plan: (n) => planOf(format, style, n),
    phaseAfter: (n, state) => phaseAfter(format, n, state),
  }
}

function planOf(format: GameFormat, { shows }: ClockStyle, n: number): PeriodPlan | undefined {
  const { periods, periodMin, overtimeMin, shootout } = format
  const last = shootoutNumber(format)
  if (n < 1 || n > last || (n === last && shootout === 'none')) return undefined
  if (n === last) return { n, label: 'SO', phase: 'shootout', startMs: 0, endMs: 0, isPlayed: false }
  const overtime = Math.max(0, n - periods)
  const lengthMs = (overtime > 0 ? overtimeMin : periodMin) * MINUTE_MS
  const beforeMs = (Math.min(n - 1, periods) * periodMin + Math.max(0, overtime - 1) * overtimeMin) * MINUTE_MS
  const names = overtime > 0 ? overtimeNames(overtime) : namesOf(periods, n)
  if (shows === 'down') return { n, ...names, startMs: lengthMs, endMs: 0, isPlayed: true }
  const startMs = shows === 'up' ? beforeMs : 0
  return { n, ...names, startMs, endMs: startMs + lengthMs, isPlayed: true }
}

/** `OT`, `OT2` */
function overtimeNames(n: number): Pick<PeriodPlan, 'label' | 'phase'> {
  return { label: n === 1 ? 'OT' : `OT${n}`, phase: `overtime_${n}` }
}

function namesOf(periods: number, n: number): Pick<PeriodPlan, 'label' | 'phase'> {
  if (periods === 2) return n === 1 ? { label: '1H', phase: 'first_half' } : { label: '2H', phase: 'second_half' }
  return periods === 4 ? { label: `Q${n}`, phase: `quarter_${n}` } : { label: `P${n}`, phase: `period_${n}` }
}

function phaseAfter(format: GameFormat, n: number, { score }: MatchState): string {
  const { periods, overtime, shootout } = format
  if (n < periods) return n * 2 === periods ? 'half_time' : 'break'
  if (leaderOf(score) !== 'draw') return 'ended'
  const mayGoOn = overtime === 'until_decided' || (overtime === 'once' && n === periods)
  if (mayGoOn && n + 1 < shootoutNumber(format)) return 'awaiting_overtime'
  return shootout === 'none' ? 'ended' : 'awaiting_shootout'
}

export function wentToOvertime({ periods }: GameFormat, { period }: MatchState): boolean {
  return (period?.n ?? 0) > periods
}
