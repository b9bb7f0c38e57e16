import type { MatchState, Scoreline, Side, SideLine } from '../../match/state.ts'
import { pointsText } from '../common/text/score-text.ts'
import { scorelineOf } from '../common/text/scoreline.ts'
import { cardMarks, type GenericCounts } from './counts.ts'
import type { GenericFormat } from './format.ts'

/** The score, a shoot-out behind it, cards beside it; where the score counts periods, the points of the one being played. */
export function genericScoreline(state: MatchState): Scoreline {
  return scorelineOf(state, { home: lineOf(state, 'home'), away: lineOf(state, 'away') })
}

function lineOf(state: MatchState, side: Side): SideLine {
  const { shootout } = state.detail as GenericCounts
  const score = pointsText(state.score[side])
  const marks = cardMarks(state, side)
  const now = pointsNow(state, side)
  return {
    main: shootout ? `${score} (${shootout[side]})` : score,
    ...(now !== undefined && { now }),
    ...(marks.length > 0 && { marks }),
  }
}

function pointsNow({ format, status, period, periods }: MatchState, side: Side): string | undefined {
  if ((format as GenericFormat).counts !== 'periods' || status !== 'live') return undefined
  const line = periods.find(({ label }) => label === period?.label)
  return line && pointsText(line[side] ?? 0)
}
