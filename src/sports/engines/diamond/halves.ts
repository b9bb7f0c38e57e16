import type { Side } from '../../../match/state.ts'
import { sumUp, withNothingOwed, withOwed } from '../../common/owed.ts'
import { withScore } from '../../common/state.ts'
import { type InningsByNumber, inningsAt, inningsInOrder, lineScore, runsOf } from '../innings/innings.ts'
import {
  type Bases,
  type Half,
  type ReducedDiamond,
  withDetail,
  withHalf,
  withMemory,
  withoutBatter,
} from './detail.ts'
import { halfLabel, MAX_INNINGS } from './place.ts'
import { battingIn, formatOf, inningOf, isTop } from './reading.ts'

export function halfNow({ memory }: ReducedDiamond): Half | undefined {
  return inningsAt(memory.halves, memory.at)
}

/** Whether the half on the board is over, or none has begun. */
export function isBetween(reduced: ReducedDiamond): boolean {
  const half = halfNow(reduced)
  return half === undefined || half.closedReason !== undefined
}

/** Puts a half on the board. The one before it is over. */
export function openHalf(reduced: ReducedDiamond, n: number): ReducedDiamond {
  if (inningOf(n) > MAX_INNINGS) return reduced
  const closed = isBetween(reduced) ? reduced : closeHalf(reduced, 'ended')
  const half = inningsAt(closed.memory.halves, n) ?? newHalf(n)
  const { closedReason: _, ...open } = half
  const opened = withMemory(withHalf(closed, open), { at: n })
  const cleared = withDetail(withoutBatter(opened), {
    inning: inningOf(n),
    half: isTop(n) ? 'top' : 'bottom',
    outs: 0,
    bases: extraRunners(closed, n),
  })
  return { ...cleared, state: { ...cleared.state, period: { n: inningOf(n), label: halfLabel(n) } } }
}

export function newHalf(n: number): Half {
  return { n, side: battingIn(n), runs: 0 }
}

/** The half on the board is over. */
export function closeHalf(reduced: ReducedDiamond, closedReason: 'out' | 'ended' | 'decided'): ReducedDiamond {
  const half = halfNow(reduced)
  if (half === undefined || half.closedReason !== undefined) return reduced
  const closed = withHalf(reduced, { ...half, closedReason })
  return withDetail(withoutBatter(closed), { half: isTop(half.n) ? 'middle' : 'end', bases: {} })
}

/** Who stands on base when a half of an extra inning begins (MLB Rule 7.01(b); WBSC tie-break). */
function extraRunners({ state }: ReducedDiamond, n: number): Bases {
  const { innings, extraRunners: which, extraRunnersFrom = innings + 1 } = formatOf(state)
  if (which === 'none' || inningOf(n) < extraRunnersFrom) return {}
  return which === 'second' ? { second: {} } : { first: {}, second: {} }
}

/** Credits runs to a side, or takes them: in that half, and from earlier ones where it has too few. */
export function creditRuns(
  reduced: ReducedDiamond,
  side: Side,
  runs: number,
  n = lastOf(reduced, side),
): ReducedDiamond {
  if (runs === 0) return reduced
  const { state, memory } = reduced
  const before = state.score[side]
  const { shown, owed } = sumUp(before, memory.owed?.[side], runs)
  const credited: ReducedDiamond = { state: withScore(state, side, shown), memory: withOwed(memory, side, owed) }
  return inLine(credited, side, shown - before, n)
}

/** Sets the score of a side; the difference goes where it bats. */
export function setRuns(reduced: ReducedDiamond, side: Side, total: number): ReducedDiamond {
  const inHalves = runsOf(Object.values(reduced.memory.halves), side)
  const set: ReducedDiamond = {
    state: withScore(reduced.state, side, total),
    memory: withNothingOwed(reduced.memory),
  }
  return inLine(set, side, total - inHalves, lastOf(reduced, side))
}

function inLine(reduced: ReducedDiamond, side: Side, runs: number, n: number): ReducedDiamond {
  const half = inningsAt(reduced.memory.halves, n) ?? newHalf(n)
  if (runs === 0) return reduced
  if (half.runs + runs >= 0) return withHalf(reduced, { ...half, runs: half.runs + runs })
  const emptied = withHalf(reduced, { ...half, runs: 0 })
  const earlier = inningsInOrder(emptied.memory.halves).findLast((each) => each.side === side && each.runs > 0)
  return earlier === undefined ? emptied : inLine(emptied, side, runs + half.runs, earlier.n)
}

/** The half in which a side bats, or did last. */
export function lastOf({ memory }: ReducedDiamond, side: Side): number {
  const at = Math.max(1, memory.at)
  if (battingIn(at) === side) return at
  return side === 'away' ? at - 1 : Math.max(2, at - 1)
}

/** A column for each inning, in which a half that was not played has no number. */
export function columns(halves: InningsByNumber<Half>) {
  return lineScore(inningsInOrder(halves), (n) => String(inningOf(n)))
}
