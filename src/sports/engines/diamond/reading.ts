import type { MatchState, Side } from '../../../match/state.ts'
import type { DiamondState } from './detail.ts'
import type { DiamondFormat } from './format.ts'

export function formatOf(state: MatchState): DiamondFormat {
  return state.format as DiamondFormat
}

/** The visitors bat in the top of an inning. */
export function battingIn(half: number): Side {
  return half % 2 === 1 ? 'away' : 'home'
}

export function inningOf(half: number): number {
  return Math.ceil(half / 2)
}

export function isTop(half: number): boolean {
  return half % 2 === 1
}

/** The side that bats now; none in a break, or while the game is not on. */
export function battingSide({ status, detail }: DiamondState): Side | undefined {
  if (status !== 'live' || detail.inning === 0) return undefined
  return detail.half === 'top' ? 'away' : detail.half === 'bottom' ? 'home' : undefined
}
