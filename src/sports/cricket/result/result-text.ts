import type { MatchState, Result, Side } from '../../../match/state.ts'
import { resultInWords } from '../../common/text/result-text.ts'
import { runsOf } from '../../engines/innings/innings.ts'
import { type CricketDetail, type CricketState, properInnings } from '../detail.ts'
import { formatOf } from '../format.ts'

type Names = Readonly<Record<Side, { readonly name: string }>>

/** What decided a tie, as scorecards put it behind it. */
const DECIDERS: Readonly<Partial<Record<Result['method'], string>>> = {
  super_over: 'won the super over',
  boundary_count: 'won on boundary count',
  shootout: 'won the bowl-out',
}

/** A result in words, for every way to end: `Dale won by 6 wickets (DLS)`, `Match tied (Dale won the super over)`. */
export function cricketResultText(result: Result, state: MatchState<CricketDetail>): string {
  const { winner, method } = result
  if (winner === 'none') return nothingPlayed(state) ? 'Abandoned without a ball bowled' : 'No result'
  if (winner === 'draw') return `Match ${isTie(state) ? 'tied' : 'drawn'}${method === 'dls' ? ' (DLS)' : ''}`
  return wonText(result, state).replace('the super over', `the ${ORDINALS[superOversOf(state)] ?? ''}super over`)
}

/** A tied super over is followed by another one, and reports say which of them it was. */
const ORDINALS: Readonly<Record<number, string>> = { 2: 'second ', 3: 'third ', 4: 'fourth ' }

function superOversOf({ detail: { superOvers } }: CricketState): number {
  return Math.max(0, ...Object.keys(superOvers ?? {}).map(Number))
}

/** Words for a winner, of which only the names need be known. */
export function wonText(result: Omit<Result, 'text'>, names: Names): string {
  const decider = DECIDERS[result.method]
  if (decider === undefined || result.winner === 'draw' || result.winner === 'none') return resultInWords(result, names)
  return `Match tied (${names[result.winner].name} ${decider})`
}

function nothingPlayed({ detail, status }: CricketState): boolean {
  if (status === 'scheduled' || status === 'delayed') return false
  return Object.values(detail.innings).every(({ balls, runs }) => balls + runs === 0)
}

/**
 * A match of one innings each that nobody won is a tie; one of two innings is drawn, unless the last innings was played to
 * its end and the scores are level (Law 16.5).
 */
function isTie(state: CricketState): boolean {
  if (formatOf(state).inningsPerSide === 1) return true
  const played = properInnings(state.detail.innings)
  return (
    played.length === 4 &&
    runsOf(played, 'home') === runsOf(played, 'away') &&
    ['all_out', 'overs', 'declared', 'forfeited'].includes(played[3]?.closedReason ?? '')
  )
}
