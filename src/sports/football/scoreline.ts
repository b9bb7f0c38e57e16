import type { Mark, MatchState, Score, Scoreline, Side, SideLine } from '../../match/state.ts'
import { scoreText } from '../common/text/score-text.ts'
import { scorelineOf } from '../common/text/scoreline.ts'
import type { FootballDetail } from './detail.ts'
import type { FootballFormat } from './format.ts'
import { allBookings } from './players/bookings.ts'

/** Goals, the kicks of a shoot-out behind them, by how many players sent off a side is short; in the note what the big numbers do not say. */
export function footballScoreline(state: MatchState<FootballDetail>): Scoreline {
  return scorelineOf(state, {
    home: lineOf(state, 'home'),
    away: lineOf(state, 'away'),
    review: 'VAR',
    standing: standingOf(state),
  })
}

function lineOf({ score, detail }: MatchState<FootballDetail>, side: Side): SideLine {
  const { shootout } = detail
  const main = shootout ? `${score[side]} (${shootout[side]})` : String(score[side])
  const n = sentOffPitch(detail, side)
  const marks: readonly Mark[] = n > 0 ? [{ code: 'red', n }] : []
  return { main, ...(marks.length > 0 && { marks }) }
}

/** A coach or a substitute who is sent off leaves the side complete; one person may be told with two cards. */
function sentOffPitch(detail: FootballDetail, side: Side): number {
  const others = allBookings(detail).filter(({ team, card, offPitch }) => team === side && card && offPitch)
  return Math.max(0, detail.redCards[side] - new Set(others.map(({ id, player }) => player ?? id)).size)
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
