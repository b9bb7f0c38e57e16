import { otherSide } from '../../../match/sides.ts'
import type { MatchState, Result, ResultMethod, Score, Side } from '../../../match/state.ts'
import { leaderOf } from '../../common/sides.ts'
import { resultInWords } from '../../common/text/result-text.ts'
import { type SetScore, winnerOfSet } from './score.ts'

interface PlayedSets {
  readonly sets: readonly SetScore[]
}

/** How a sport writes the sets that decided a match. */
export interface SetsStyle {
  /** True where the sets won go before the sets: `3–1 (25–20, …)`; tennis names the sets alone. */
  readonly hasTotal: boolean
  /** How many points win the tie-break of that set; 7 if left out. */
  tiebreakTo?(setNumber: number): number
}

/** What the loser did, where that decided the match. */
const LOSER_DID: Readonly<Partial<Record<ResultMethod, string>>> = {
  retired: 'retired',
  default: 'defaulted',
  disqualified: 'disqualified',
}

/**
 * The result in words, the winner's numbers first: `Ann won 6–4, 3–6, 7–6(5)`, `Ann won 6–4, 2–1 (Bea retired)`,
 * `Kites won 3–1 (25–20, 22–25, 25–18, 25–23)`, `Draw, 1–1 (21–12, 17–21)`, `Ann won by walkover`.
 */
export function setsResultText(result: Result, state: MatchState<PlayedSets>, style: SetsStyle): string {
  const { winner, method } = result
  if (winner === 'none') return nobodyWon(method)
  const first = winner === 'draw' ? 'home' : winner
  const played = playedSets(state, first, style)
  const loserDid = LOSER_DID[method]
  if (winner !== 'draw' && loserDid) {
    const numbers = played === '' ? totalOf(state, winner) : ` ${played}`
    return `${state[winner].name} won${numbers} (${state[otherSide(winner)].name} ${loserDid})`
  }
  return resultInWords(
    result,
    state,
    winner === leaderOf(state.score) ? numbersOf(state, first, played, style) : undefined,
  )
}

function nobodyWon(method: ResultMethod): string {
  if (method === 'walkover') return 'No winner (double walkover)'
  if (method === 'default' || method === 'disqualified') return 'No winner (both disqualified)'
  return 'No result'
}

function numbersOf({ score }: MatchState, first: Side, played: string, { hasTotal }: SetsStyle): string | undefined {
  const total = `${score[first]}–${score[otherSide(first)]}`
  if (played === '') return score.home + score.away > 0 ? total : undefined
  return hasTotal || score.home === score.away ? `${total} (${played})` : played
}

/** Of a feed that gave no sets; nothing where it gave nothing, or where the winner was not ahead. */
function totalOf({ score }: MatchState, winner: Side): string {
  return leaderOf(score) === winner ? ` ${score[winner]}–${score[otherSide(winner)]}` : ''
}

/** All sets that were begun; empty where the feed did not give them all. A tie-break to seven shows the loser's points; a longer one both; one in place of a set stands alone: `[10–8]`. */
function playedSets(
  { detail, periods, score }: MatchState<PlayedSets>,
  first: Side,
  { tiebreakTo = () => 7 }: SetsStyle,
): string {
  const { sets } = detail
  const drawn = sets.filter((set) => leaderOf(set) === 'draw').length
  if (sets.length !== score.home + score.away + drawn) return ''
  const played = sets.map((set, index) => setText(set, first, tiebreakTo(index + 1)))
  for (const { label, home = 0, away = 0, sub } of periods.slice(sets.length)) {
    if (label !== 'Golden set') played.push(unfinishedText({ home, away }, sub, first))
  }
  return played.join(', ')
}

function setText(set: SetScore, first: Side, tiebreakTo: number): string {
  const { tiebreak } = set
  if (!tiebreak) return dashed(set, first)
  if (set.home + set.away === 1) return `[${dashed(tiebreak, first)}]`
  const points = tiebreakTo > 7 ? dashed(tiebreak, winnerOfSet(set)) : Math.min(tiebreak.home, tiebreak.away)
  return `${dashed(set, first)}(${points})`
}

/** `2–1`; where the match ended in a tie-break, with how it stood: `6–6(3–5)`, and `[5–3]` in place of a set. */
function unfinishedText(games: Score, tiebreak: Partial<Score> | undefined, first: Side): string {
  if (tiebreak === undefined) return dashed(games, first)
  const points = dashed({ home: 0, away: 0, ...tiebreak }, first)
  return games.home + games.away === 0 ? `[${points}]` : `${dashed(games, first)}(${points})`
}

function dashed(score: Readonly<Record<Side, number>>, first: Side): string {
  return `${score[first]}–${score[otherSide(first)]}`
}
