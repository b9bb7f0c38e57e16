import { expect } from 'vitest'
import type { MatchState, PeriodScore, Side } from '../../../../src/match/state.ts'
import type { SetsDetail } from '../../../../src/sports/engines/sets/scoreline.ts'
import { expectSame } from '../../../support/expect-same.ts'

interface Shown extends SetsDetail {
  readonly sets: readonly { readonly home: number; readonly away: number }[]
  readonly games?: { readonly home: number; readonly away: number }
}

const SIDES: readonly Side[] = ['home', 'away']

/** Between two sets nobody has begun the next one. */
export function columnNow({ phase, period }: MatchState): string | undefined {
  if (phase === 'golden_set') return 'Golden set'
  return phase === 'set_break' ? undefined : period?.label
}

const DECIDERS: Readonly<Record<string, string>> = {
  deciding: 'Deciding point',
  golden: 'Golden point',
  silver: 'Silver point',
  star: 'Star point',
}

/** Checks that scoreline, periods, detail and result say the same, whatever the feed sent. */
export function expectOneStory(state: MatchState): void {
  const { scoreline, score, phase, status, result } = state
  const detail = state.detail as Shown
  const isOver = phase === 'ended'
  const isBefore = phase === 'pre_match' || phase === 'warm_up'
  const points = isOver || isBefore ? undefined : (detail.goldenSet ?? detail.points)
  for (const side of SIDES) {
    expectSame(scoreline[side].main, String(score[side]))
    expectSame(scoreline[side].now, points && String(points[side]))
  }
  expectSame(scoreline.serving, isOver || isBefore ? undefined : detail.server?.side)
  if (isOver) expect(detail).not.toMatchObject({ server: expect.anything() })
  expectPeriods(state, detail)
  if (result === undefined && status === 'live' && state.pending.length === 0 && state.timeout === undefined) {
    const unit = state.period?.label.split(' ')[0]
    const number = detail.server?.number
    const chance = detail.matchPoint
      ? 'Match point'
      : detail.setPoint
        ? `${unit} point`
        : detail.decidingPoint
          ? DECIDERS[detail.decidingPoint]
          : detail.breakPoint
            ? 'Break point'
            : number && `Server ${number}`
    expectSame(scoreline.note, isBefore ? undefined : chance)
  }
}

/** A column for each set that is over, and one for the set being played, if a point of it was. */
function expectPeriods({ periods, phase }: MatchState, { sets, games, points, goldenSet }: Shown): void {
  const over = periods.slice(0, sets.length)
  expectSame(over.length, sets.length, 'columns of what is over')
  for (const [index, { home, away }] of sets.entries()) {
    expectSame(over[index]?.home, home)
    expectSame(over[index]?.away, away)
  }
  const rest: PeriodScore[] = periods.slice(sets.length)
  const isPlayed = (score: object | undefined) =>
    score !== undefined && Object.values(score).some((n) => n !== 0 && n !== '0')
  if (goldenSet) expect(rest.at(-1)).toEqual({ label: 'Golden set', ...goldenSet })
  else if (isPlayed(games) || isPlayed(points)) expect(rest).toMatchObject([games ?? points])
  else if (phase === 'ended' || phase === 'set_break') expectSame(rest.length, 0, 'columns of what is not over')
  else for (const { home, away } of rest) for (const points of [home, away]) expectSame(points, 0)
}
