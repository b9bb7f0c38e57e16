import type { MatchState } from '../../../match/state.ts'
import { leaderOf } from '../../common/sides.ts'
import type { ClockedRules, PeriodPlan } from '../clocked/rules.ts'
import type { GameFormat } from './format.ts'

const MINUTE_MS = 60_000
/** More periods of overtime than any game had. */
const MAX_OVERTIME_PERIODS = 20

/** How a sport's clock runs: by `clock` events or by itself, and which way; `up` goes on from period to period. */
export interface ClockStyle {
  readonly runs: 'running' | 'manual'
  readonly shows: 'down' | 'up' | 'up_each_period'
  /** What its fans call what follows a level game; overtime if left out. */
  readonly overtime?: 'extra_time'
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
  'overtime_<n>': 'that period of overtime; halves count each',
  overtime_half_time: 'between the halves of an overtime',
  awaiting_sudden_death: 'still level; a period follows that the first to score wins',
  sudden_death: 'that period',
  awaiting_shootout: 'still level; a shoot-out follows',
  shootout: 'the shoot-out',
  ended: 'over',
}

/** How many periods of overtime there can be; each half is one. */
function overtimePeriods({ overtime, overtimeHalves }: GameFormat): number {
  const each = overtimeHalves ? 2 : 1
  return { none: 0, once: each, twice: 2 * each, until_decided: MAX_OVERTIME_PERIODS }[overtime]
}

/** The number of the period that the first to score wins, after all overtimes; undefined if the game has none. */
function suddenDeathNumber(format: GameFormat): number | undefined {
  return format.suddenDeathMin === undefined ? undefined : format.periods + overtimePeriods(format) + 1
}

/** The number of the shoot-out: after all that can be played before. */
export function shootoutNumber(format: GameFormat): number {
  return (suddenDeathNumber(format) ?? format.periods + overtimePeriods(format)) + 1
}

export function gameRules(format: GameFormat, style: ClockStyle): ClockedRules {
  return {
    clock: style.runs,
    plan: (n) => planOf(format, style, n),
    phaseAfter: (n, state) => phaseAfter(format, n, state),
  }
}

function planOf(format: GameFormat, style: ClockStyle, n: number): PeriodPlan | undefined {
  const last = shootoutNumber(format)
  if (n < 1 || n > last || (n === last && format.shootout === 'none')) return undefined
  if (n === last) return { n, label: 'SO', phase: 'shootout', startMs: 0, endMs: 0, isPlayed: false }
  const lengthMs = lengthOf(format, n)
  const names = namesOf(format, style, n)
  if (lengthMs === 0) return { n, ...names, startMs: 0, endMs: 0, isPlayed: true, isUntimed: true }
  if (style.shows === 'down') return { n, ...names, startMs: lengthMs, endMs: 0, isPlayed: true }
  const startMs = style.shows === 'up' ? playedBefore(format, n) : 0
  return { n, ...names, startMs, endMs: startMs + lengthMs, isPlayed: true }
}

function lengthOf(format: GameFormat, n: number): number {
  const { periods, periodMin, overtimeMin, suddenDeathMin = 0 } = format
  const minutes = n <= periods ? periodMin : n === suddenDeathNumber(format) ? suddenDeathMin : overtimeMin
  return minutes * MINUTE_MS
}

/** How long all periods before this one last, without what runs over. */
export function playedBefore(format: GameFormat, n: number): number {
  const regulation = Math.min(n - 1, format.periods)
  const overtimes = Math.max(0, n - 1 - format.periods)
  return (regulation * format.periodMin + overtimes * format.overtimeMin) * MINUTE_MS
}

function namesOf(format: GameFormat, { overtime }: ClockStyle, n: number): Pick<PeriodPlan, 'label' | 'phase'> {
  const { periods } = format
  if (n === suddenDeathNumber(format)) return { label: 'SD', phase: 'sudden_death' }
  const later = n - periods
  if (later > 0) {
    const label = overtime === 'extra_time' ? `ET${later}` : later === 1 ? 'OT' : `OT${later}`
    return { label, phase: `overtime_${later}` }
  }
  if (periods === 2) return n === 1 ? { label: '1H', phase: 'first_half' } : { label: '2H', phase: 'second_half' }
  return periods === 4 ? { label: `Q${n}`, phase: `quarter_${n}` } : { label: `P${n}`, phase: `period_${n}` }
}

function phaseAfter(format: GameFormat, n: number, { score }: MatchState): string {
  const { periods, shootout } = format
  if (n < periods) return n * 2 === periods ? 'half_time' : 'break'
  const isLed = leaderOf(score) !== 'draw'
  const isAfterHalf = format.overtimeHalves && isOvertime(format, n) && (n - periods) % 2 === 1
  if (isAfterHalf && !(isLed && format.suddenDeath)) return 'overtime_half_time'
  if (isLed) return 'ended'
  if (n < periods + overtimePeriods(format)) return 'awaiting_overtime'
  if (n < (suddenDeathNumber(format) ?? 0)) return 'awaiting_sudden_death'
  return shootout === 'none' ? 'ended' : 'awaiting_shootout'
}

function isOvertime(format: GameFormat, n: number): boolean {
  return n > format.periods && n <= format.periods + overtimePeriods(format)
}

/** True in a period in which the first to lead has won. */
export function isSuddenDeath(format: GameFormat, n: number): boolean {
  return (format.suddenDeath && isOvertime(format, n)) || n === suddenDeathNumber(format)
}

const OVERTIME_LABEL = /^(OT|ET|SD)\d*$/

/** True once overtime has begun; a shoot-out alone is none. */
export function hadOvertime({ periods }: MatchState): boolean {
  return periods.some(({ label }) => OVERTIME_LABEL.test(label))
}
