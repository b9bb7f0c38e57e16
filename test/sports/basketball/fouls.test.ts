import { expect, it } from 'vitest'
import { basketball } from '../../../src/sports/basketball/index.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'

it('[H4] a technical foul of the bench is told, and no board counts it', () => {
  const match = new MatchBuilder(basketball)
  match.send('match_start')
  match.send('period_start', { period: 1 })
  expect(match.send('foul', { team: 'home', kind: 'technical' }).warnings).toEqual([])
  expect(match.send('foul', { team: 'home', kind: 'offensive' }).warnings).toEqual([])
  expect(match.state.detail).toMatchObject({ fouls: { home: 0, away: 0 } })
  const again = match.send('timeout_end')
  expect(again.warnings.map(({ code }) => code)).toEqual(['no-effect'])
})
