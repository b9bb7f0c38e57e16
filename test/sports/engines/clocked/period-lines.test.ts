import { expect, it } from 'vitest'
import { basketball } from '../../../../src/sports/basketball/index.ts'
import { MatchBuilder } from '../../../support/sports/match-builder.ts'

const PLAYED = [
  { home: 10, away: 12 },
  { home: 9, away: 8 },
]

it('[S4] a total with the periods that are over leaves a column for the one being played', () => {
  const match = new MatchBuilder(basketball)
  for (const period of [1, 2, 3]) match.send('period_start', { period })
  match.send('score_set', { score: { home: 19, away: 20 }, periods: PLAYED })
  expect(match.state.periods).toEqual([
    { label: 'Q1', ...PLAYED[0] },
    { label: 'Q2', ...PLAYED[1] },
    { label: 'Q3', home: 0, away: 0 },
  ])

  match.send('score_set', { score: { home: 24, away: 20 }, periods: PLAYED })
  expect(match.state.periods.at(-1)).toEqual({ label: 'Q3', home: 5, away: 0 })
})
