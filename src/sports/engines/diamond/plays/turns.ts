import { applyCommon } from '../../../common/apply.ts'
import { isOver } from '../../../common/status.ts'
import { inningsAt } from '../../innings/innings.ts'
import { type ReducedDiamond, withHalf } from '../detail.ts'
import { endIfDecided } from '../ending.ts'
import type { EventNamed } from '../events.ts'
import { closeHalf, newHalf, openHalf } from '../halves.ts'
import { namedHalf } from '../place.ts'
import { inningOf, isTop } from '../reading.ts'
import { halfOf } from './enter.ts'

type Bound = EventNamed<'half_inning_start' | 'half_inning_end' | 'period_start' | 'period_end'>

/** A half begins, and so does the game if nobody said so. */
export function beginHalf(before: ReducedDiamond, event: Bound, at: number): ReducedDiamond {
  const live = applyCommon(before, { id: event.id, type: 'period_start', period: 1 }, at)
  const n = beginning(live, event)
  const opened = n > live.memory.at ? openHalf(live, n) : live
  const half = inningsAt(opened.memory.halves, n) ?? newHalf(n)
  return half.isBegun ? opened : withHalf(opened, { ...half, isBegun: true })
}

/** The half that is named, else the next one; the one on the board if nobody has said yet that it begins. */
function beginning(reduced: ReducedDiamond, event: Bound): number {
  const { at, halves } = reduced.memory
  const half = inningsAt(halves, at)
  const isSaid = half?.isBegun === true || half?.closedReason !== undefined
  return namedHalf(event, at) ?? (event.team === undefined ? Math.max(1, isSaid ? at + 1 : at) : halfOf(reduced, event))
}

/** A half is over, or an inning with both its halves: the second is not played where the home side has won. */
export function endHalf(before: ReducedDiamond, event: Bound, at: number): ReducedDiamond {
  const n = namedHalf(event, before.memory.at) ?? Math.max(1, before.memory.at)
  let reduced = before
  if (n === before.memory.at || (inningOf(n) === inningOf(before.memory.at) && !isTop(n))) {
    reduced = endIfDecided(closeHalf(reduced, 'ended'), at)
  }
  if (isOver(reduced.state.status)) return markEnded(reduced, reduced.memory.at)
  if (n > reduced.memory.at) reduced = closeHalf(openHalf(reduced, n), 'ended')
  return markEnded(reduced, n)
}

function markEnded(reduced: ReducedDiamond, n: number): ReducedDiamond {
  const half = inningsAt(reduced.memory.halves, n)
  return half === undefined || half.isEnded ? reduced : withHalf(reduced, { ...half, isEnded: true })
}
