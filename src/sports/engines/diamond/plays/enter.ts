import type { MatchEvent } from '../../../../match/event.ts'
import { isOver } from '../../../common/status.ts'
import { inningsAt } from '../../innings/innings.ts'
import type { ReducedDiamond } from '../detail.ts'
import { isBetween, lastOf, openHalf } from '../halves.ts'
import { battingSideOf, namedHalf } from '../place.ts'
import { battingIn } from '../reading.ts'

/** The half of a play, on the board if it goes on there. */
export interface Entered {
  readonly reduced: ReducedDiamond
  readonly n: number
  /** The half is over, or so is the game: runs, hits and errors count, outs and bases do not. */
  readonly isLate: boolean
}

type Played = Pick<MatchEvent, 'type' | 'team' | 'period'>

/** The half to which a play belongs: the one it names; else the one in which its side bats, or the one on the board. */
export function halfOf(reduced: ReducedDiamond, event: Played): number {
  const { at } = reduced.memory
  const named = namedHalf(event, at)
  if (named !== undefined) return named
  const side = battingSideOf(event)
  if (isOver(reduced.state.status)) return side === undefined ? Math.max(1, at) : lastOf(reduced, side)
  if (at === 0) return side === 'home' ? 2 : 1
  if (side === undefined) return isBetween(reduced) ? at + 1 : at
  return battingIn(at) === side ? at : at + 1
}

/** Puts the half of a play on the board, if it is not over. */
export function enter(before: ReducedDiamond, event: Played): Entered {
  const n = halfOf(before, event)
  const { at } = before.memory
  const reduced = n > at && !isOver(before.state.status) ? openHalf(before, n) : before
  const half = inningsAt(reduced.memory.halves, n)
  const isLate = isOver(reduced.state.status) || n !== reduced.memory.at || half?.closedReason !== undefined
  return { reduced, n, isLate }
}
