import { describe, expect, it } from 'vitest'
import { football } from '../../../src/sports/football/index.ts'
import { footballPresentation } from '../../../src/sports/football/presentation.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'
import { detailOf, kick, played } from './football-match.ts'

const home = { team: 'home' } as const
const away = { team: 'away' } as const

describe('what is counted of a football match', () => {
  it('counts shots with the goals before and after, own goals apart', () => {
    const m = played('league', ['home 5'], 1)
    expect(detailOf(m)).not.toHaveProperty('statistics')
    m.send('shot', { ...away, outcome: 'saved' })
    m.send('shot', { ...away, outcome: 'off' })
    m.send('goal', { ...home })
    m.send('goal', { ...home, kind: 'own_goal' })
    m.send('penalty_missed', { ...away, outcome: 'post' })
    expect(detailOf(m).statistics).toEqual({ shots: { home: 2, away: 3 }, shotsOnTarget: { home: 2, away: 1 } })
  })

  it('counts corners, fouls and offsides, and takes totals that the feed counted itself', () => {
    const m = played('league', [], 1)
    for (const type of ['corner', 'foul', 'offside']) m.send(type, home)
    m.send('corner', {})
    m.send('statistics', { possession: { home: 61, away: 39 }, corners: { home: 4, away: 2 } })
    m.send('corner', away)
    expect(detailOf(m).statistics).toEqual({
      corners: { home: 4, away: 3 },
      fouls: { home: 1, away: 0 },
      offsides: { home: 1, away: 0 },
      possession: { home: 61, away: 39 },
    })
  })
})

describe('who plays', () => {
  const lineup = {
    ...home,
    formation: '4-3-3',
    captain: 'Sam',
    starting: [{ name: 'Teo', number: 1, position: 'goalkeeper', shoe: 44 }, 'Sam'],
    bench: ['Ren'],
  }

  it('is a line-up by the event, the later one', () => {
    const m = new MatchBuilder(football)
    m.send('lineup', { ...lineup, starting: ['Somebody'] })
    m.send('lineup', lineup)
    expect(detailOf(m).lineups).toEqual({
      home: {
        formation: '4-3-3',
        captain: 'Sam',
        starting: [{ name: 'Teo', number: 1, position: 'goalkeeper' }, { name: 'Sam' }],
        bench: [{ name: 'Ren' }],
      },
    })
  })

  it('counts each substitution once', () => {
    const m = played('league', [], 1)
    m.send('substitution', { ...home, off: 'Sam', on: 'Ren', clock: '30' })
    m.send('substitution', { ...away, off: 'Pim', clock: '31' })
    m.send('substitution', { ...away, on: 'Kei', clock: '31' })
    m.send('substitution', { ...away, off: 'Kei', on: 'Ada', concussion: true, clock: '32' })
    expect(detailOf(m).substitutions).toEqual({ home: 1, away: 1 })
  })

  it('stands on the panels, with what became of each', () => {
    const m = played('league', [], 1)
    m.send('lineup', lineup)
    m.send('card', { ...home, player: 'Teo', card: 'red', clock: '40' })
    m.send('card', { ...home, player: 'Ren', card: 'yellow', clock: '41', onBench: true })
    const panels = footballPresentation.panels(m.state)
    expect(panels.map(({ title }) => title)).toEqual(['Match facts', 'By period', 'Reds, 4-3-3'])
    const text = JSON.stringify(panels.at(-1))
    for (const words of ["goalkeeper, sent off 40'", 'captain', "booked 41'"]) expect(text).toContain(words)
  })
})

it('a match with more goals and cards than a list has keeps them all, on the page too', () => {
  const m = played('league', [], 1)
  for (let n = 1; n <= 13; n += 1) {
    m.send('goal', { ...home, id: `g${n}`, player: `Scorer ${n}`, clock: `${n}` })
    m.send('card', { ...away, player: `Booked ${n}`, card: n === 2 ? 'red' : 'yellow', clock: `${n}` })
  }
  const { scorers, bookings, earlierBookings } = detailOf(m)
  expect([scorers.length, earlierBookings?.length, bookings.length]).toEqual([13, 8, 5])
  const summary = JSON.stringify(footballPresentation.summary(m.state))
  for (let n = 1; n <= 13; n += 1) expect(summary).toContain(`"Scorer ${n}"`)
  expect(summary).toContain('Booked 2')
  m.delete('g1')
  expect(detailOf(m).scorers).toHaveLength(12)
})

it('the half-time score stands once on the page: the note has it already', () => {
  const m = played('league', ['home 10'], 1)
  m.send('period_end', { period: 1 })
  m.send('period_start', { period: 2 })
  expect(m.state.scoreline.note).toBe('HT 1–0')
  expect(JSON.stringify(footballPresentation.summary(m.state))).not.toContain('HT 1–0')
})

it('a missed penalty stands beside the scorers, the winner of a shoot-out is marked', () => {
  const m = played('cup', ['home 10', 'away 20'], 4)
  m.send('penalty_missed', { ...away, player: 'Ren', outcome: 'saved', clock: '119' })
  m.send('shootout_start', { first: 'home' })
  kick(m, 'H+ A- H+ A- H+ A-')
  const summary = footballPresentation.summary(m.state)
  expect(JSON.stringify(summary)).toContain("119' (pen missed)")
  const board = summary.find(({ kind }) => kind === 'marks')
  expect(board).toMatchObject({ rows: [{ total: 3, isWinner: true }, { total: 0 }] })
})
