import { otherSide } from '../../../match/sides.ts'
import type { MatchState, Result, Side } from '../../../match/state.ts'
import { leaderOf } from '../sides.ts'

type Names = Readonly<Record<Side, { readonly name: string }>>

/**
 * A result in words, for any sport and every way to end: `Ann won by walkover`, `Rovers won 3–0 (awarded)`, `No result`.
 *
 * @param numbers the score as the sport writes it; left out where nothing was played
 */
export function resultInWords(
  { winner, method, margin }: Omit<Result, 'text'>,
  names: Names,
  numbers?: string,
): string {
  if (winner === 'none') return 'No result'
  if (winner === 'draw') return numbers === undefined ? 'Draw' : `Draw, ${numbers}`
  const by = margin ? ` by ${margin}` : ''
  const score = numbers === undefined ? '' : ` ${numbers}`
  const how = LOSER_DID[method] ? `(${names[otherSide(winner)].name} ${LOSER_DID[method]})` : METHOD_WORDS[method]
  return `${names[winner].name} won${by}${score}${how === undefined ? '' : ` ${how}`}`
}

/**
 * Words for a sport whose score says it all, the winner's number first: `Rovers won 3–0 (awarded)`. A score that says
 * otherwise is left out: `Rovers won by forfeit`.
 */
export function plainResultText(result: Omit<Result, 'text'>, state: MatchState): string {
  const { home, away } = state.score
  const numbers = result.winner === 'away' ? `${away}–${home}` : `${home}–${away}`
  return resultInWords(result, state, result.winner === leaderOf(state.score) ? numbers : undefined)
}

/** What the loser did, where that decided the match: `Ann won (Bea retired)`. */
const LOSER_DID: Readonly<Partial<Record<Result['method'], string>>> = {
  retired: 'retired',
  disqualified: 'disqualified',
}

/** What follows `Ann won`, where the way it ended is not the ordinary one. */
const METHOD_WORDS: Readonly<Partial<Record<Result['method'], string>>> = {
  extra_time: 'after extra time',
  golden_goal: 'by golden goal',
  silver_goal: 'by silver goal',
  overtime: 'in overtime',
  shootout: 'in a shoot-out',
  super_over: 'in a super over',
  boundary_count: 'on boundary count',
  dls: '(DLS)',
  walkover: 'by walkover',
  default: 'by default',
  awarded: '(awarded)',
  forfeit: 'by forfeit',
}
