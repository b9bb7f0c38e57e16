import { describe, expect, it } from 'vitest'
import { generic } from '../../../src/sports/generic/index.ts'
import { genericPresentation } from '../../../src/sports/generic/presentation.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'

function maps(format: object = {}): MatchBuilder {
  const m = new MatchBuilder(generic, { counts: 'periods', periodLabel: 'Map ', ...format })
  m.send('match_start')
  return m
}

function playMap(m: MatchBuilder, period: number, home: number, away: number): void {
  m.send('period_start', { period })
  m.send('score', { team: 'home', points: home, period })
  m.send('score', { team: 'away', points: away, period })
  m.send('period_end', { period })
}

describe('two levels of score', () => {
  it('counts the periods won, with the points of the one being played beside them', () => {
    const m = maps()
    playMap(m, 1, 13, 7)
    playMap(m, 2, 10, 13)
    m.send('period_start', { period: 3 })
    m.send('score', { team: 'home', points: 5 })
    expect(m.state).toMatchObject({
      score: { home: 1, away: 1 },
      scoreline: { home: { main: '1', now: '5' }, away: { main: '1', now: '0' } },
      periods: [
        { label: 'Map 1', home: 13, away: 7 },
        { label: 'Map 2', home: 10, away: 13 },
        { label: 'Map 3', home: 5, away: 0 },
      ],
    })
    m.send('match_end')
    expect(m.state.result?.text).toBe('Reds won 2–1')
  })

  it('turns a period whose points are corrected', () => {
    const m = maps()
    playMap(m, 1, 13, 7)
    m.send('score_adjust', { team: 'home', points: -10, period: 1 })
    expect(m.state).toMatchObject({ score: { home: 0, away: 1 }, periods: [{ home: 3, away: 7 }] })
  })

  it('goes on from the periods that a score_set says', () => {
    const m = maps()
    playMap(m, 1, 13, 7)
    m.send('score_set', { score: { home: 0, away: 1 } })
    playMap(m, 2, 13, 4)
    expect(m.state.score).toEqual({ home: 1, away: 1 })
    expect(m.state.periods[0]).toMatchObject({ home: 13, away: 7 })
  })

  it('gives a period to the lowest where that is the rule', () => {
    const m = maps({ rank: 'lowest' })
    playMap(m, 1, 4, 5)
    expect(m.state.score).toEqual({ home: 1, away: 0 })
  })
})

describe('what any game may have', () => {
  it('an overtime by any name has its label, length and method', () => {
    const m = new MatchBuilder(generic, { clock: 'down', periods: 4, overtimeMethod: 'golden_goal' })
    m.send('period_start', { period: 4 })
    m.send('period_start', { period: 'Golden end', isOvertime: true, minutes: 3 })
    expect(m.state).toMatchObject({ period: { n: 5, label: 'Golden end' }, clock: { baseMs: 180_000 } })
    m.send('score', { team: 'home', points: 1 })
    m.send('match_end')
    expect(m.state.result).toEqual({ winner: 'home', method: 'golden_goal', text: 'Reds won 1–0 by golden goal' })
  })

  it('a period that is called an overtime is one without a number of periods, too', () => {
    const m = new MatchBuilder(generic)
    m.send('period_start', { period: 'First' })
    m.send('period_start', { period: 'Decider', isOvertime: true })
    m.send('score', { team: 'away', points: 1 })
    m.send('match_end')
    expect(m.state.result?.method).toBe('overtime')
  })

  it('fouls and cards are counted, and stay when the feed gives its detail', () => {
    const m = new MatchBuilder(generic)
    m.send('match_start')
    m.send('foul', { team: 'home' })
    m.send('card', { id: 'c', team: 'away', card: 'yellow' })
    m.send('card', { team: 'away', card: 'green' })
    m.send('score_set', { score: { home: 1, away: 0 }, detail: { wind: 4 } })
    expect(m.state.detail).toEqual({
      wind: 4,
      fouls: { home: 1, away: 0 },
      cards: { yellow: { home: 0, away: 1 }, green: { home: 0, away: 1 } },
    })
    expect(m.state.scoreline.away.marks).toEqual([{ code: 'yellow', n: 1 }])
    expect(JSON.stringify(genericPresentation.panels(m.state))).toContain('"Fouls"')
    m.delete('c')
    expect(m.state.scoreline.away.marks).toBeUndefined()
  })

  it('no more than eight colours of cards are kept', () => {
    const m = new MatchBuilder(generic)
    for (let n = 0; n < 12; n += 1) m.send('card', { team: 'home', card: `colour ${n}` })
    expect(Object.keys((m.state.detail as { cards: object }).cards)).toHaveLength(8)
  })

  it('a shoot-out stands beside the score and decides a level match', () => {
    const m = new MatchBuilder(generic)
    m.send('match_start')
    m.send('score_set', { score: { home: 2, away: 2 } })
    m.send('shootout_attempt', { team: 'home', scored: true })
    m.send('shootout_attempt', { team: 'away', scored: false })
    m.send('match_end')
    expect(m.state.scoreline.home.main).toBe('2 (1)')
    expect(m.state.result).toEqual({ winner: 'home', method: 'shootout', text: 'Reds won in a shoot-out, 2–2 (1–0)' })
  })
})

describe('a shoot-out of a feed without attempts', () => {
  it('is told with the score, or with the result, and decides a level match', () => {
    const m = new MatchBuilder(generic)
    m.send('match_start')
    m.send('score_set', { score: { home: 2, away: 2 }, shootout: { home: 3, away: 4 } })
    m.send('match_end')
    expect(m.state).toMatchObject({
      scoreline: { home: { main: '2 (3)' }, away: { main: '2 (4)' } },
      result: { winner: 'away', method: 'shootout', text: 'Blues won in a shoot-out, 2–2 (3–4)' },
    })
    m.send('result_set', { result: { winner: 'home', method: 'shootout' }, shootout: { home: 5, away: 4 } })
    expect(m.state.result?.text).toBe('Reds won in a shoot-out, 2–2 (5–4)')
  })
})
