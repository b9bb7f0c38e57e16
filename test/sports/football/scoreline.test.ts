import { describe, expect, it } from 'vitest'
import { football } from '../../../src/sports/football/index.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'
import { kick, played } from './football-match.ts'

const line = ({ state }: MatchBuilder) => state.scoreline
const note = (m: MatchBuilder) => line(m).note

describe('the scoreline of football', () => {
  it('[S4] has the kicks of a shoot-out behind the goals', () => {
    const m = played('cup', ['home 10', 'away 20'], 4)
    expect(line(m)).toMatchObject({ home: { main: '1' }, away: { main: '1' } })
    m.send('shootout_start', { first: 'home' })
    expect(line(m)).toMatchObject({ home: { main: '1 (0)' }, away: { main: '1 (0)' } })
    kick(m, 'H+ A- H+')
    expect(line(m)).toMatchObject({ home: { main: '1 (2)' }, away: { main: '1 (0)' } })
  })

  it('[S4] says who is a player short', () => {
    const m = played('league', [])
    m.send('card', { team: 'away', player: 'Pim', card: 'yellow' })
    expect(line(m).away).toEqual({ main: '0' })
    m.send('card', { team: 'away', player: 'Pim', card: 'second_yellow' })
    expect(line(m)).toMatchObject({ home: { main: '0' }, away: { main: '0', marks: [{ code: 'red', n: 1 }] } })
    m.send('card', { team: 'away', player: 'Coach', card: 'red', toStaff: true })
    m.send('card', { team: 'home', player: 'Twelve', card: 'red', onBench: true })
    expect(line(m).away.marks).toEqual([{ code: 'red', n: 1 }])
    expect(line(m).home).toEqual({ main: '0' })
  })

  it('[S4] says in the second half how it stood at half-time, and in extra time at full time', () => {
    const m = played('cup', ['home 10'], 1)
    m.send('period_end', { period: 1 })
    expect(note(m)).toBeUndefined()
    m.send('period_start', { period: 2 })
    expect(note(m)).toBe('HT 1–0')
    m.send('goal', { team: 'away', clock: '80' })
    m.send('period_end', { period: 2 })
    m.send('period_start', { period: 3 })
    expect(note(m)).toBe('FT 1–1')
  })

  it('[S4] says in a second leg how it stands over both', () => {
    const m = new MatchBuilder(football, { legs: { first: { home: 2, away: 2 } } })
    m.send('match_start')
    m.send('goal', { team: 'home', clock: '3' })
    expect(note(m)).toBe('Agg 3–2')
  })

  it('[S4] says that a review goes on, and before that why play does not', () => {
    const m = played('league', [], 1)
    m.send('var_start', { id: 'v', subject: 'red_card' })
    expect(note(m)).toBe('VAR: red card')
    m.send('interruption_start', { reason: 'floodlight failure' })
    expect(note(m)).toBe('Paused: floodlight failure')
    m.send('interruption_end')
    m.send('var_end', { decision: 'no_red_card' })
    expect(note(m)).toBeUndefined()
  })
})

describe('a football result that the feed gave without words', () => {
  const worded = (result: object, fields: object = {}, format: unknown = 'league') => {
    const m = played(format, ['home 10', 'away 20'])
    m.send('match_end')
    m.send('result_set', { result, ...fields })
    return m.state.result?.text
  }

  it('[S4] names the winner, for every method', () => {
    expect(worded({ winner: 'away', method: 'awarded' }, { awardedScore: { home: 0, away: 3 } })).toBe(
      'Blues won 3–0 (awarded)',
    )
    expect(worded({ winner: 'home', method: 'forfeit' })).toBe('Reds won by forfeit')
    expect(worded({ winner: 'home', method: 'walkover' })).toBe('Reds won by walkover')
    expect(worded({ winner: 'away', method: 'shootout' })).toBe('Blues won on penalties')
    expect(worded({ winner: 'home', method: 'regulation' })).toBe('Reds won')
    expect(worded({ winner: 'draw', method: 'awarded' })).toBe('Draw, 1–1 (awarded)')
    expect(worded({ winner: 'none', method: 'no_result' })).toBe('No result')
  })

  it('[S4] says who went through where both legs left it level', () => {
    const legs = { legs: { first: { home: 1, away: 1 } } }
    expect(worded({ winner: 'home', method: 'regulation' }, {}, legs)).toBe('Reds went through, 2–2 on aggregate')
  })
})
