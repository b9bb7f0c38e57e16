import type { Mark, MatchState, Score, Scoreline, Side, SideLine } from '../../match/state.ts'
import { scoreText } from '../common/text/score-text.ts'
import { scorelineOf } from '../common/text/scoreline.ts'
import type { FootballDetail } from './detail.ts'
import type { FootballFormat } from './format.ts'

/** Goals, the kicks of a shoot-out behind them, players sent off; in the note what the big numbers do not say. */
export function footballScoreline(state: MatchState<FootballDetail>): Scoreline {
  return scorelineOf(state, {
    home: lineOf(state, 'home'),
    away: lineOf(state, 'away'),
    review: 'VAR',
    standing: standingOf(state),
  })
}

function lineOf({ score, detail }: MatchState<FootballDetail>, side: Side): SideLine {
  const { shootout, redCards } = detail
  const main = shootout ? `${score[side]} (${shootout[side]})` : String(score[side])
  const marks: readonly Mark[] = redCards[side] > 0 ? [{ code: 'red', n: redCards[side] }] : []
  return { main, ...(marks.length > 0 && { marks }) }
}

/** `Agg 3–2` in a second leg, `FT 1–1` from extra time on, `HT 2–0` in the second half. */
function standingOf({ detail, format, period }: MatchState<FootballDetail>): string | undefined {
  const { aggregate, fullTime, halfTime } = detail
  const { periods } = format as FootballFormat
  const n = period?.n ?? 0
  if (aggregate) return labelled('Agg', aggregate)
  if (fullTime && n > periods) return labelled('FT', fullTime)
  return halfTime && n > 1 ? labelled('HT', halfTime) : undefined
}

function labelled(label: string, score: Score): string {
  return `${label} ${scoreText(score)}`
}
