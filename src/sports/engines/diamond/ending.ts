import { otherSide } from '../../../match/sides.ts'
import type { MatchState, Result } from '../../../match/state.ts'
import { changeStatus } from '../../common/apply.ts'
import { leaderOf } from '../../common/sides.ts'
import { isOver } from '../../common/status.ts'
import { plainResultText } from '../../common/text/result-text.ts'
import { count } from '../../common/text/words.ts'
import {
  type DiamondDetail,
  type DiamondState,
  type Half,
  type ReducedDiamond,
  withDetail,
  withHalf,
  withMemory,
} from './detail.ts'
import { closeHalf, halfNow } from './halves.ts'
import { formatOf, inningOf, isTop } from './reading.ts'

type Ending = NonNullable<DiamondDetail['ending']>

/** Ends the game once the rules say that it is over, and lets it go on if a correction says that it is not. */
export function endIfDecided(reduced: ReducedDiamond, at: number): ReducedDiamond {
  const { status } = reduced.state
  const ending = endingOf(reduced)
  if (status === 'live' && ending !== undefined) {
    const ended = closeHalf(changeStatus(reduced, 'ended', at), 'decided')
    return withMemory(withDetail(ended, { ending }), { isEndDerived: true })
  }
  if (status === 'ended' && reduced.memory.isEndDerived) {
    return ending === undefined ? goOn(changeStatus(reduced, 'live', at)) : withEnding(reduced, ending)
  }
  return reduced
}

function withEnding(reduced: ReducedDiamond, ending: Ending): ReducedDiamond {
  return reduced.state.detail.ending === ending ? reduced : withDetail(reduced, { ending })
}

/** A game that goes on has no ending, and its last half is open again. */
export function goOn(reduced: ReducedDiamond): ReducedDiamond {
  const { ending, forfeitedBy: _, ...detail } = reduced.state.detail
  const { isEndDerived, ...memory } = reduced.memory
  const half = halfNow(reduced)
  const isCut = half?.closedReason === 'decided'
  if (ending === undefined && isEndDerived === undefined && !isCut) return reduced
  const cleared: ReducedDiamond = { state: { ...reduced.state, detail }, memory }
  if (!isCut) return cleared
  const { closedReason: __, ...open } = half as Half
  return withDetail(withHalf(cleared, open), { half: isTop(open.n) ? 'top' : 'bottom' })
}

/**
 * How the game is over, if it is (MLB Rule 7.01): the home side does not bat when it is ahead, wins in the moment in which it
 * goes ahead in the last inning, and a game that is level goes on.
 */
export function endingOf(reduced: ReducedDiamond): Ending | undefined {
  const half = halfNow(reduced)
  if (half === undefined) return undefined
  const { state } = reduced
  const { innings, maxInnings, mercy } = formatOf(state)
  const last = Math.min(innings, state.detail.lastInning ?? innings, maxInnings ?? innings)
  const lead = state.score.home - state.score.away
  const inning = inningOf(half.n)
  const isClosed = half.closedReason === 'out' || half.closedReason === 'ended'
  // The visitors have had their turn, and the home side has had it too or needs none.
  const isHomeDone = isTop(half.n) ? isClosed && lead > 0 : isClosed || lead > 0
  if (!isHomeDone) return undefined
  if (inning >= last && lead !== 0) return lead > 0 && !isTop(half.n) && !isClosed ? 'walk_off' : 'regulation'
  if (mercy.some(({ after, lead: needed }) => inning >= after && Math.abs(lead) >= needed)) return 'mercy'
  const isLastOfAll = inning >= (state.detail.lastInning ?? maxInnings ?? Number.POSITIVE_INFINITY)
  return isLastOfAll && lead === 0 ? 'regulation' : undefined
}

/** The result that follows from the board. Its words are `diamondResultText`. */
export function diamondResult(state: DiamondState): Result {
  const { ending, forfeitedBy, inning } = state.detail
  if (ending === 'forfeit' && forfeitedBy) return { winner: otherSide(forfeitedBy), method: 'forfeit' }
  if (ending === 'called' && !isOfficial(state)) return { winner: 'none', method: 'no_result' }
  const winner = leaderOf(state.score)
  const isExtra = winner !== 'draw' && inning > formatOf(state).innings
  return { winner, method: isExtra ? 'overtime' : 'regulation' }
}

/** Whether a game that is called was long enough (MLB Rule 7.01(c)). */
function isOfficial(state: DiamondState): boolean {
  const { inning, half } = state.detail
  const { officialAfter } = formatOf(state)
  const isAhead = state.score.home > state.score.away
  const isDone = half === 'end' || (isAhead && (half === 'middle' || half === 'bottom'))
  return (isDone ? inning : inning - 1) >= officialAfter
}

/** `Owls won 5–4 in 10 innings`, `Owls won 12–1 in 5 innings (mercy rule)`, `Tied 3–3 after 12 innings`. */
export function diamondResultText(result: Result, state: MatchState<DiamondDetail>): string {
  const { ending, inning } = state.detail
  const { home, away } = state.score
  const isOther = inning > 0 && inning !== formatOf(state).innings
  const leader = leaderOf(state.score)
  if (result.winner === 'none') return ending === 'called' ? 'No game' : 'No result'
  if (result.winner === 'draw')
    return `Tied${leader === 'draw' ? ` ${home}–${away}` : ''}${isOther ? ` after ${count(inning, 'inning')}` : ''}`
  if ((result.method !== 'regulation' && result.method !== 'overtime') || result.winner !== leader)
    return plainResultText(result, state)
  const numbers = result.winner === 'home' ? `${home}–${away}` : `${away}–${home}`
  const long = isOther && isOver(state.status) ? ` in ${count(inning, 'inning')}` : ''
  const how = ending === 'mercy' ? ' (mercy rule)' : ending === 'called' ? ' (called)' : ''
  return `${state[result.winner].name} won ${numbers}${long}${how}`
}
