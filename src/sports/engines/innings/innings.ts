import type { MatchEvent } from '../../../match/event.ts'
import { PERIOD_END_MS, PERIOD_START_MS, type Place } from '../../../match/order.ts'
import type { PeriodScore, Side } from '../../../match/state.ts'

/**
 * The engine of sports in which the sides bat in turn. An innings is one side's turn at bat: in cricket one of two to
 * four, in baseball the half of an inning. They are numbered through the match from 1.
 */

/** What every sport's innings have for the score. */
export interface InningsScore {
  readonly n: number
  readonly side: Side
  readonly runs: number
  /** Why it is over; absent while it goes on. */
  readonly closedReason?: string
}

/** Innings by number. Keyed, because a merge patch can then change one value of one innings. */
export type InningsByNumber<Innings extends InningsScore> = Readonly<Record<string, Innings>>

export function inningsAt<Innings extends InningsScore>(
  all: InningsByNumber<Innings>,
  n: number | undefined,
): Innings | undefined {
  return n !== undefined && Object.hasOwn(all, n) ? all[n] : undefined
}

/** In order of play. */
export function inningsInOrder<Innings extends InningsScore>(all: InningsByNumber<Innings>): Innings[] {
  return Object.values(all).toSorted((a, b) => a.n - b.n)
}

export function lastInnings<Innings extends InningsScore>(all: InningsByNumber<Innings>): Innings | undefined {
  return inningsInOrder(all).at(-1)
}

export function runsOf(innings: readonly InningsScore[], side: Side): number {
  return innings.reduce((sum, { side: batting, runs }) => (batting === side ? sum + runs : sum), 0)
}

/**
 * The line score: a column for each label, that of the innings being played too, with the runs of the side that batted in it and
 * no number for a side that did not. In cricket each innings has its own, in baseball the two halves of an inning share one.
 */
export function lineScore(innings: readonly InningsScore[], labelOf: (n: number) => string = String): PeriodScore[] {
  const columns: PeriodScore[] = []
  for (const { n, side, runs } of innings) {
    const label = labelOf(n)
    const last = columns.at(-1)
    if (last?.label === label) columns[columns.length - 1] = { ...last, [side]: runs }
    else columns.push({ label, [side]: runs })
  }
  return columns
}

/** The innings that an event names: by `n`, else by its `period`, as a number or as `innings_2`. */
export function namedInnings(event: Pick<MatchEvent, 'period'> & { readonly n?: unknown }): number | undefined {
  if (typeof event.n === 'number') return event.n
  if (typeof event.period === 'number') return event.period > 0 ? event.period : undefined
  const [, digits] = /^innings_(\d{1,3})$/.exec(event.period ?? '') ?? []
  return digits === undefined ? undefined : Number(digits)
}

/** The place at the beginning of an innings, or in it after `step`, or at its end. Steps stand for time. */
export function placeIn(innings: number, step: 'start' | 'end' | number): Place {
  const clockMs = step === 'start' ? PERIOD_START_MS : step === 'end' ? PERIOD_END_MS : step
  return { period: innings, clockMs }
}
