import { describe, expect, it } from 'vitest'
import type { Side } from '../../../../src/match/state.ts'
import { detailOf, kick, played } from '../football-match.ts'

describe('a shoot-out', () => {
  it('leaves the score of the match alone', () => {
    const m = played('straight-penalties', ['home 10', 'away 20'])
    m.send('shootout_start', { first: 'away' })
    kick(m, 'A+ H+ A- H+')
    expect(m.state.score).toEqual({ home: 1, away: 1 })
    expect(detailOf(m).shootout).toMatchObject({ first: 'away', home: 2, away: 1, round: 2 })
  })

  const endings: { kicks: string; decided: Side | undefined; suddenDeath?: true }[] = [
    { kicks: 'H+ A- H+ A- H+', decided: undefined },
    { kicks: 'H+ A- H+ A- H+ A-', decided: 'home' },
    { kicks: 'H+ A+ H- A+ H+ A+ H- A+', decided: 'away' },
    { kicks: 'H+ A+ H+ A+ H+ A+ H+ A+ H+ A+', decided: undefined, suddenDeath: true },
    { kicks: 'H+ A+ H+ A+ H+ A+ H+ A+ H+ A-', decided: 'home' },
    { kicks: 'H+ A+ H+ A+ H+ A+ H+ A+ H+ A+ H+', decided: undefined, suddenDeath: true },
    { kicks: 'H+ A+ H+ A+ H+ A+ H+ A+ H+ A+ H+ A-', decided: 'home', suddenDeath: true },
    { kicks: 'H+ A+ H+ A+ H+ A+ H+ A+ H+ A+ H- A- H- A+', decided: 'away', suddenDeath: true },
    { kicks: 'H+ A- A- H+ H+ A-', decided: 'home' },
    { kicks: 'A+ A+ A+', decided: undefined },
    { kicks: 'A+ A+ A+ H- H- H-', decided: 'away' },
  ]
  it.each(endings)('after $kicks is decided for $decided', ({ kicks, decided, suddenDeath }) => {
    const m = played('straight-penalties', [])
    kick(m, kicks)
    expect(detailOf(m).shootout?.decided).toBe(decided)
    expect(detailOf(m).shootout?.suddenDeath).toBe(suddenDeath)
  })

  it('counts a retaken kick once', () => {
    const m = played('straight-penalties', [])
    m.send('shootout_kick', { id: 'k1', team: 'home', scored: false })
    m.send('shootout_kick', { id: 'k1b', team: 'home', scored: true, retakeOf: 'k1' })
    expect(detailOf(m).shootout).toMatchObject({ home: 1, round: 1, kicks: [{ id: 'k1b', team: 'home' }] })
    m.delete('k1', 'retaken')
    expect(detailOf(m).shootout).toMatchObject({ home: 1, round: 1 })
  })

  it('puts kicks in the order of their numbers', () => {
    const m = played('straight-penalties', [])
    m.send('shootout_kick', { id: 'k2', kick: 2, team: 'away', scored: true })
    m.send('shootout_kick', { id: 'k1', kick: 1, team: 'home', scored: true })
    m.send('goal', { id: 'late', team: 'home', period: 2, clock: '90+9' })
    expect(detailOf(m).shootout).toMatchObject({ first: 'home', kicks: [{ id: 'k1' }, { id: 'k2' }] })
    expect(m.state).toMatchObject({ score: { home: 1, away: 0 }, phase: 'penalty_shootout' })
  })

  it('decides a match that is level', () => {
    const m = played('cup', ['home 23', 'home 36', 'away 80', 'away 81', 'home 108', 'away 118'], 4)
    m.send('shootout_start', { first: 'away' })
    kick(m, 'A+ H+ A- H+ A- H+ A+ H+')
    m.send('match_end')
    expect(m.state.result).toEqual({
      winner: 'home',
      method: 'shootout',
      text: 'Reds won on penalties, 3–3 (4–2 pens)',
    })
  })

  it('warns of a kick after it was decided, and takes it', () => {
    const m = played('straight-penalties', [])
    kick(m, 'H+ A- H+ A- H+ A-')
    const { warnings, status } = m.send('shootout_kick', { team: 'home', scored: true })
    expect([status, warnings.map(({ code }) => code)]).toEqual(['applied', ['shootout-decided']])
  })
})
