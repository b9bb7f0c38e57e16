import type { MatchState, Result, ResultMethod, Score, Side } from '../../match/state.ts'
import { scoreAfter } from '../engines/clocked/play.ts'
import type { FootballDetail, Shootout } from './detail.ts'
import type { FootballFormat } from './format.ts'
import { footballRules, laterPeriods } from './periods.ts'
import { aggregateOf, isOnAwayGoals, tieLeader } from './tie.ts'

type State = MatchState<FootballDetail>

const SUFFIX: Partial<Record<ResultMethod, string>> = {
  extra_time: 'aet',
  golden_goal: 'golden goal',
  silver_goal: 'silver goal',
}

/** The result that follows from the state: of the match, or of the tie if it is a second leg. */
export function footballResult(format: FootballFormat, state: State): Result {
  const { shootout } = state.detail
  const leader = tieLeader(format, state.score)
  if (leader === 'draw' && shootout) return shootoutResult(format, state, shootout)
  const method = methodOf(format, state, leader)
  return { winner: leader, method, text: textOf(format, state.score, SUFFIX[method]) }
}

function shootoutResult(format: FootballFormat, { score }: State, shootout: Shootout): Result {
  const { home, away, decided } = shootout
  const winner = decided ?? (home === away ? 'draw' : home > away ? 'home' : 'away')
  return { winner, method: 'shootout', text: textOf(format, score, `${home}–${away} pens`) }
}

function methodOf(format: FootballFormat, state: State, leader: Side | 'draw'): ResultMethod {
  const { firstExtra } = laterPeriods(format)
  const labels = state.periods.map((line) => line.label)
  const wentToExtraTime = labels.includes('ET1') || labels.includes('ET2')
  if (!wentToExtraTime) return 'regulation'
  if (leader === 'draw') return 'extra_time'
  if (format.extraTime === 'golden') return 'golden_goal'
  const isEndedAtHalf = state.period?.n === firstExtra
  return format.extraTime === 'silver' && isEndedAtHalf ? 'silver_goal' : 'extra_time'
}

/** `3–3 (4–2 pens)`, `2–1 (aet)`, `0–1 (3–2 agg)` */
function textOf(format: FootballFormat, score: Score, suffix: string | undefined): string {
  const aggregate = aggregateOf(format, score)
  const notes = [
    aggregate && `${aggregate.home}–${aggregate.away} agg`,
    isOnAwayGoals(format, score) ? 'away goals' : undefined,
    suffix,
  ].filter((note) => note !== undefined)
  const text = `${score.home}–${score.away}`
  return notes.length === 0 ? text : `${text} (${notes.join(', ')})`
}

/** The scores of the parts that have ended. */
export function partScores(format: FootballFormat, state: State, endedPeriod: number) {
  const rules = footballRules(format)
  const { lastExtra } = laterPeriods(format)
  const isOver = state.status === 'ended' || state.status === 'final'
  const reached = state.period?.n ?? 0
  const hasEnded = (n: number) => endedPeriod >= n || (isOver && reached >= n)
  const hadExtraTime = state.periods.some((line) => line.label === 'ET1' || line.label === 'ET2')
  return {
    ...(format.periods === 2 && hasEnded(1) && { halfTime: scoreAfter(rules, state, 1) }),
    ...(hasEnded(format.periods) && { fullTime: scoreAfter(rules, state, format.periods) }),
    ...(hadExtraTime &&
      (hasEnded(lastExtra) || (isOver && reached > format.periods)) && {
        extraTime: scoreAfter(rules, state, lastExtra),
      }),
  }
}
