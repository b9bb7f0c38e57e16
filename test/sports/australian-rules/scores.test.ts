import { describe, expect, it } from 'vitest'
import { australianRules } from '../../../src/sports/australian-rules/index.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'

function told(...events: readonly (readonly [string, object?])[]) {
  const match = new MatchBuilder(australianRules)
  match.send('period_start', { period: 1 })
  for (const [type, fields] of events) match.send(type, fields)
  const { home, away } = match.state.scoreline
  return [home, away]
}

const ONE_EACH = { home: 1, away: 1 }

describe('goals and behinds', () => {
  it('[S4] stand beside the points that come of them', () => {
    expect(told(['goal', { team: 'home' }], ['behind', { team: 'home' }])).toEqual([
      { main: '7', sub: '1.1' },
      { main: '0', sub: '0.0' },
    ])
  })

  it('[S4] are left out where the points alone were told, for they would contradict them', () => {
    const [home, away] = told(['score_set', { score: { home: 20, away: 0 } }], ['goal', { team: 'home' }])
    expect(home).toEqual({ main: '26' })
    expect(away).toEqual({ main: '0', sub: '0.0' })
  })

  it('are taken of a checkpoint that has them, and count on', () => {
    const detail = { goals: { home: 2, away: 1 }, behinds: ONE_EACH }
    const [home, away] = told(['score_set', { score: { home: 13, away: 7 }, detail }], ['goal', { team: 'home' }])
    expect(home).toEqual({ main: '19', sub: '3.1' })
    expect(away).toEqual({ main: '7', sub: '1.1' })
  })

  it('[H3] are refused of a checkpoint whose numbers are none', () => {
    const detail = { goals: 'two', behinds: { home: -1, away: 0 } }
    expect(() => told(['score_set', { score: { home: 13, away: 7 }, detail }])).toThrow('refuses this score_set')
  })
})
