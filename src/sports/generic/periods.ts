import type { MatchState, Score } from '../../match/state.ts'
import { leaderOf } from '../common/sides.ts'
import type { ClockedMemory, ClockedRules, PeriodPlan } from '../engines/clocked/rules.ts'
import type { GenericCounts } from './counts.ts'
import type { GenericFormat } from './format.ts'

export interface GenericMemory extends ClockedMemory {
  /** Names that the feed gave to periods; the first is period 1's. Empty where it gave a number. */
  readonly names: readonly string[]
  readonly breakKind?: string
  /** Overtimes that the feed has said are such, by their numbers, and the lengths that it gave in minutes. */
  readonly overtimes?: readonly number[]
  readonly minutes?: Readonly<Record<string, number>>
  /** What was counted beside the score. */
  readonly counts?: GenericCounts
  /** The detail as the feed gave it. */
  readonly given?: Readonly<Record<string, unknown>>
  /** Periods won as a `score_set` said, and after which period; where the score counts periods. */
  readonly won?: Score & { readonly after: number }
}

/** What feeds call an overtime by themselves: `OT`, `OT2`, `2OT`, `Overtime 1`, `Extra time`. */
const OVERTIME = /^(\d*\s?ot\s?\d*|overtime.*|extra[ _-]?time.*)$/i

/** Periods by number or by any name, as many as the feed says. */
export function genericRules(format: GenericFormat, memory: GenericMemory): ClockedRules {
  const { breakKind } = memory
  return {
    clock: format.clock === 'none' ? 'none' : 'manual',
    plan: (n) => planOf(format, memory, n),
    phaseAfter: (n, state) => breakKind ?? phaseAfter(format, n, state),
  }
}

function planOf(
  format: GenericFormat,
  { names, overtimes, minutes }: GenericMemory,
  n: number,
): PeriodPlan | undefined {
  if (n < 1) return undefined
  const name = names[n - 1]
  const overtime = format.periods === undefined ? 0 : Math.max(0, n - format.periods)
  const isOvertime = overtime > 0 || overtimes?.includes(n) || (name !== undefined && OVERTIME.test(name))
  const lengthMs = (minutes?.[n] ?? (isOvertime ? format.overtimeMin : format.periodMin)) * 60_000
  const label = name || (overtime > 0 ? overtimeLabel(format, overtime) : numbered(format.periodLabel, n))
  const phase = name || (overtime > 0 ? `overtime_${overtime}` : `period_${n}`)
  const bounds = format.clock === 'down' ? { startMs: lengthMs, endMs: 0 } : { startMs: 0, endMs: lengthMs }
  return { n, label, phase, ...bounds, isPlayed: true }
}

/** `OT`, `OT2` */
function overtimeLabel({ overtimeLabel }: GenericFormat, n: number): string {
  return n === 1 ? overtimeLabel : numbered(overtimeLabel, n)
}

/** `Q3`, `End 3`: capitals are an abbreviation, and hold their number. */
export function numbered(label: string, n: number): string {
  return /\p{Ll}$/u.test(label) ? `${label} ${n}` : `${label}${n}`
}

function phaseAfter({ periods }: GenericFormat, n: number, { score }: MatchState): string {
  if (periods === undefined || n < periods) return 'break'
  return leaderOf(score) === 'draw' ? 'awaiting_overtime' : 'break'
}

/** True if an overtime was begun, by its number or by what the feed called it. */
export function wentToOvertime(
  { periods: regulation }: GenericFormat,
  { period, periods }: MatchState,
  { overtimes = [] }: Pick<GenericMemory, 'overtimes'>,
): boolean {
  const isBeyond = regulation !== undefined && period !== undefined && period.n > regulation
  return isBeyond || overtimes.length > 0 || periods.some(({ label }) => OVERTIME.test(label))
}
