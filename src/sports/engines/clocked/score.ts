import type { Reduced } from '../../../match/fold.ts'
import type { MatchState, PeriodScore, Score, Side } from '../../../match/state.ts'
import { sumUp, withNothingOwed, withOwed } from '../../common/owed.ts'
import { setScore, withScore } from '../../common/state.ts'
import { linesOf } from './period-scores.ts'
import { periodOfEvent } from './place.ts'
import type { ClockedMemory, ClockedRules } from './rules.ts'

/** What an event brings (or takes, if negative), credited to its own period if it says one, else to the current. */
export function creditPoints<Detail extends object, Memory extends ClockedMemory>(
  rules: ClockedRules,
  reduced: Reduced<Detail, Memory>,
  event: { readonly period?: number | string; readonly clock?: string; readonly team: Side },
  points: number,
): Reduced<Detail, Memory> {
  const { state, memory } = reduced
  const { team } = event
  const label = lineOf(rules, state, event)
  const { shown, owed } = sumUp(state.score[team], memory.owed?.[team], points)
  // Score and line move together, so that the lines always add up to the score.
  const periods = creditLine(openLine(state.periods, label), team, shown - state.score[team], label)
  return { state: { ...withScore(state, team, shown), periods }, memory: withOwed(memory, team, owed) }
}

/**
 * Whether a total that was set before has this in it: it happened, by the feed's own clock, no later than the total was told. Feeds
 * tell the new total at once, and a minute later who scored.
 */
export function isInTotal({ totalAt }: ClockedMemory, { occurredAt }: { readonly occurredAt?: number }): boolean {
  return totalAt !== undefined && occurredAt !== undefined && occurredAt <= totalAt
}

/** Sets the score; the points that this moves go to the event's period. */
export function setTotal<Detail extends object, Memory extends ClockedMemory>(
  rules: ClockedRules,
  reduced: Reduced<Detail, Memory>,
  event: {
    readonly period?: number | string
    readonly clock?: string
    readonly occurredAt?: number
    readonly score: Score
    readonly periods?: readonly Score[] | undefined
  },
): Reduced<Detail, Memory> {
  const { occurredAt: totalAt, periods } = event
  const { totalAt: _, ...memory } = withNothingOwed(reduced.memory)
  const settled = { ...reduced, memory: { ...(memory as Memory), ...(totalAt !== undefined && { totalAt }) } }
  const lined = periods === undefined ? settled : withLines(rules, settled, periods)
  // What the lines that were told do not have is of the period after them, unless the event names another or play is further on.
  const next = Math.max(reduced.state.period?.n ?? 1, (periods?.length ?? 0) + 1)
  const place = periods !== undefined && event.period === undefined ? { ...event, period: next } : event
  return (['home', 'away'] as const).reduce((counted, team) => {
    const points = event.score[team] - counted.state.score[team]
    // Nothing to credit opens no line after those that were told.
    return points === 0 && periods !== undefined ? counted : creditPoints(rules, counted, { ...place, team }, points)
  }, lined)
}

/** Lines as they were told and, without points, those of the periods after them that have begun; and the score that they add up to. */
function withLines<Detail extends object, Memory extends ClockedMemory>(
  rules: ClockedRules,
  { state, memory }: Reduced<Detail, Memory>,
  told: readonly Score[],
): Reduced<Detail, Memory> {
  const lines = linesOf(rules, told)
  const sum = (side: Side) => lines.reduce((total, line) => total + (line[side] ?? 0), 0)
  let periods: readonly PeriodScore[] = lines
  for (let n = told.length + 1; n <= (state.period?.n ?? 0); n += 1) {
    const plan = rules.plan(n)
    if (plan?.isPlayed) periods = openLine(periods, plan.label)
  }
  return { state: { ...setScore(state, { home: sum('home'), away: sum('away') }), periods: [...periods] }, memory }
}

/** The lines, with a new one for this period if it has none. */
export function openLine(lines: readonly PeriodScore[], label: string): readonly PeriodScore[] {
  return lines.some((line) => line.label === label) ? lines : [...lines, { label, home: 0, away: 0 }]
}

/** The label of the line that an event's points go to. */
function lineOf(
  rules: ClockedRules,
  state: MatchState,
  event: { readonly period?: number | string; readonly clock?: string },
): string {
  const current = state.period?.n ?? 1
  const plan = rules.plan(periodOfEvent(rules, event, current) ?? current)
  if (plan?.isPlayed) return plan.label
  return state.periods.at(-1)?.label ?? rules.plan(1)?.label ?? ''
}

/** No line goes below 0: what one line cannot give is taken from the other lines, the latest first. */
function creditLine(lines: readonly PeriodScore[], team: Side, points: number, label: string): readonly PeriodScore[] {
  if (points === 0) return lines
  let owed = points
  const credit = (line: PeriodScore): PeriodScore => {
    const value = Math.max(0, (line[team] ?? 0) + owed)
    owed -= value - (line[team] ?? 0)
    return { ...line, [team]: value }
  }
  const credited = lines.map((line) => (line.label === label ? credit(line) : line))
  for (let index = credited.length - 1; owed < 0 && index >= 0; index -= 1) {
    credited[index] = credit(credited[index] as PeriodScore)
  }
  return credited
}
