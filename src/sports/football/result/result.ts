import type { MatchState, Result, ResultMethod, Score, Side } from '../../../match/state.ts'
import { leaderOf } from '../../common/sides.ts'
import { resultInWords } from '../../common/text/result-text.ts'
import { scoreText } from '../../common/text/score-text.ts'
import { scoreAfter } from '../../engines/clocked/play.ts'
import type { FootballDetail } from '../detail.ts'
import type { FootballFormat } from '../format.ts'
import { footballRules, laterPeriods } from '../periods.ts'
import { aggregateOf, isOnAwayGoals, tieLeader } from './tie.ts'

type State = MatchState<FootballDetail>

/** The result that follows from the state: of the match, or of the tie if it is a second leg. Its words are added when it is shown. */
export function footballResult(format: FootballFormat, state: State): Result {
  const { shootout } = state.detail
  const leader = tieLeader(format, state.score)
  if (leader === 'draw' && shootout) return { winner: shootout.decided ?? leaderOf(shootout), method: 'shootout' }
  return { winner: leader, method: methodOf(format, state, leader) }
}

function methodOf(format: FootballFormat, state: State, leader: Side | 'draw'): ResultMethod {
  const { firstExtra } = laterPeriods(format)
  if (!hadExtraTime(state)) return 'regulation'
  if (leader === 'draw') return 'extra_time'
  if (format.extraTime === 'golden') return 'golden_goal'
  const isEndedAtHalf = state.period?.n === firstExtra
  return format.extraTime === 'silver' && isEndedAtHalf ? 'silver_goal' : 'extra_time'
}

function hadExtraTime({ periods }: State): boolean {
  return periods.some(({ label }) => label === 'ET1' || label === 'ET2')
}

/**
 * The result in words: `Delta won 3–1 after extra time`, the winner's number first, as it is said. What stands beside it
 * for both sides has the order of the board: `Delta won on penalties, 1–1 (2–4 pens)`.
 */
export function footballResultText(result: Result, state: State): string {
  const { winner, method } = result
  if (winner === 'none') return 'No result'
  if (winner === 'draw') return drawText(state, method)
  const name = state[winner].name
  if (method === 'shootout') return `${name} won on penalties${kicksText(state, winner)}`
  if (method === 'regulation' || EXTRA.has(method)) return decidedText(result, winner, state)
  const numbers = winner === leaderOf(state.score) ? ofWinner(state.score, winner) : undefined
  return resultInWords(result, state, numbers)
}

const EXTRA: ReadonlySet<ResultMethod> = new Set(['extra_time', 'golden_goal', 'silver_goal'])

/** Decided by goals: of this match, or of both legs; or by something else that the feed knows, such as the better place. */
function decidedText(result: Result, winner: Side, state: State): string {
  const format = state.format as FootballFormat
  const name = state[winner].name
  const aggregate = aggregateOf(format, state.score)
  if (aggregate === undefined) {
    const numbers = leaderOf(state.score) === winner ? ofWinner(state.score, winner) : undefined
    return resultInWords(result, state, numbers)
  }
  const after = result.method === 'extra_time' ? ' after extra time' : ''
  if (leaderOf(aggregate) === winner) {
    return `${name} won ${ofWinner(aggregate, winner)} on aggregate${after} (${scoreText(state.score)} on the night)`
  }
  const isByAwayGoals = isOnAwayGoals(format, state.score) && tieLeader(format, state.score) === winner
  if (isByAwayGoals) return `${name} won on away goals${after}, ${scoreText(aggregate)} on aggregate`
  return `${name} went through, ${scoreText(aggregate)} on aggregate`
}

/** The kicks are told where they say the same as the result. */
function kicksText({ score, format, detail }: State, winner: Side): string {
  const { shootout } = detail
  const aggregate = aggregateOf(format as FootballFormat, score)
  const level = aggregate ? `${scoreText(aggregate)} on aggregate` : scoreText(score)
  if (shootout === undefined || leaderOf(shootout) !== winner) return ''
  return `, ${level} (${scoreText(shootout)} pens)`
}

/** A score that is not level is left out: the feed knows more than the board. */
function drawText({ score, format, detail }: State, method: ResultMethod): string {
  const aggregate = aggregateOf(format as FootballFormat, score)
  if (leaderOf(aggregate ?? score) !== 'draw') return 'Draw'
  const numbers = aggregate ? `${scoreText(aggregate)} on aggregate` : scoreText(score)
  if (method === 'shootout' && detail.shootout) return `Draw, ${numbers} (${scoreText(detail.shootout)} pens)`
  const after = EXTRA.has(method) ? ' after extra time' : method === 'awarded' ? ' (awarded)' : ''
  return `Draw, ${numbers}${after}`
}

function ofWinner({ home, away }: Score, winner: Side): string {
  return winner === 'away' ? `${away}–${home}` : `${home}–${away}`
}

/** The scores of the parts that have ended. */
export function partScores(format: FootballFormat, state: State, endedPeriod: number) {
  const rules = footballRules(format)
  const { lastExtra } = laterPeriods(format)
  const isOver = state.status === 'ended' || state.status === 'final'
  const reached = state.period?.n ?? 0
  const hasEnded = (n: number) => endedPeriod >= n || (isOver && reached >= n)
  const hasEndedExtraTime = hadExtraTime(state) && (hasEnded(lastExtra) || (isOver && reached > format.periods))
  return {
    halfTime: format.periods === 2 && hasEnded(1) ? scoreAfter(rules, state, 1) : undefined,
    fullTime: hasEnded(format.periods) ? scoreAfter(rules, state, format.periods) : undefined,
    extraTime: hasEndedExtraTime ? scoreAfter(rules, state, lastExtra) : undefined,
  }
}
