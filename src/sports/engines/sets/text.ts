import type { Score, Side } from '../../../match/state.ts'
import { otherSide } from '../../common/sides.ts'
import { type Ending, type SetScore, winnerOfSet } from './score.ts'

const SUFFIX: Readonly<Record<Ending['method'], string>> = { retired: 'ret.', walkover: 'w/o', default: 'def.' }

/**
 * A result as the papers print it, the winner's numbers first: `6-4 3-6 7-6(5)`, `6-4 2-1 ret.`, `w/o`. A tie-break to
 * seven shows the loser's points; a longer one both, `7-6(10-2)`; one in place of a set stands alone, `[10-8]`.
 */
export function setsText(match: {
  readonly sets: readonly SetScore[]
  readonly winner: Side
  readonly unfinished?: Score | undefined
  readonly method?: Ending['method'] | undefined
  /** How many points win the tie-break of that set; 7 if left out. */
  readonly tiebreakTo?: ((setNumber: number) => number) | undefined
}): string {
  const { sets, winner, unfinished, method, tiebreakTo = () => 7 } = match
  const played = sets.map((set, index) => setText(set, winner, tiebreakTo(index + 1)))
  if (unfinished && unfinished.home + unfinished.away > 0) played.push(dashed(unfinished, winner))
  if (method) played.push(SUFFIX[method])
  return played.join(' ')
}

function setText(set: SetScore, winner: Side, tiebreakTo: number): string {
  const { tiebreak } = set
  if (!tiebreak) return dashed(set, winner)
  if (set.home + set.away === 1) return `[${dashed(tiebreak, winner)}]`
  const points = tiebreakTo > 7 ? dashed(tiebreak, winnerOfSet(set)) : Math.min(tiebreak.home, tiebreak.away)
  return `${dashed(set, winner)}(${points})`
}

function dashed(score: Score, first: Side): string {
  return `${score[first]}-${score[otherSide(first)]}`
}
