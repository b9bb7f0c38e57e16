import type { Reduced } from '../../../match/fold.ts'
import type { MatchState, PeriodScore, Side } from '../../../match/state.ts'
import { onState, withScore } from '../../common/state.ts'
import { periodOfEvent } from './place.ts'
import type { ClockedMemory, ClockedRules } from './rules.ts'

/** What an event brings (or takes, if negative), credited to its own period if it says one, else to the current. */
export function creditPoints<Detail extends object, Memory extends ClockedMemory>(
  rules: ClockedRules,
  reduced: Reduced<Detail, Memory>,
  event: { readonly period?: number | string; readonly clock?: string; readonly team: Side },
  points: number,
): Reduced<Detail, Memory> {
  const label = lineOf(rules, reduced.state, event)
  return onState(reduced, (state) => addPoints(state, event.team, points, label))
}

/** Moves the score and the line of a period together, so that the lines always add up to the score. */
export function addPoints<State extends MatchState>(state: State, team: Side, points: number, label: string): State {
  const scored = withScore(state, team, state.score[team] + points)
  const moved = scored.score[team] - state.score[team]
  return { ...scored, periods: creditLine(openLine(state.periods, label), team, moved, label) }
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
