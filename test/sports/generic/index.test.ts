import { describe, expect, it } from 'vitest'
import { generic } from '../../../src/sports/generic/index.ts'
import { FIRST_AT, MatchBuilder } from '../../support/sports/match-builder.ts'

function match(format?: object) {
  return new MatchBuilder(generic, format)
}

describe('a match of a sport we do not know', () => {
  it('keeps points by numbered periods', () => {
    const m = match({ periodLabel: 'Q' })
    m.send('match_start')
    m.send('score', { team: 'home', points: 7 })
    m.send('period_start', { period: 2 })
    m.send('score', { team: 'away', points: 3 })
    m.send('score', { team: 'home', points: 2, period: 1 })
    expect(m.state).toMatchObject({
      phase: 'period_2',
      period: { n: 2, label: 'Q2' },
      score: { home: 9, away: 3 },
      periods: [
        { label: 'Q1', home: 9, away: 0 },
        { label: 'Q2', home: 0, away: 3 },
      ],
    })
    expect(m.state).not.toHaveProperty('clock')
  })

  it('has a number apart from a label that is a word', () => {
    const m = match({ periodLabel: 'End', periods: 2, overtimeLabel: 'Extra end' })
    for (let period = 1; period <= 4; period += 1) m.send('period_start', { period })
    expect(m.state.periods.map(({ label }) => label)).toEqual(['End 1', 'End 2', 'Extra end', 'Extra end 2'])
  })

  it('takes any name for a period and any for a break', () => {
    const m = match()
    m.send('match_start')
    const phases: string[] = []
    const say = (type: string, fields: object) => {
      m.send(type, fields)
      phases.push(m.state.phase)
    }
    say('period_start', { period: 'Chukka 1' })
    say('score', { team: 'home', points: 1 })
    say('period_end', { period: 'Chukka 1' })
    say('break_start', { kind: 'treading in' })
    say('break_end', {})
    say('period_start', { period: 'Chukka 2' })
    say('break_start', { kind: 'loose horse' })
    say('break_end', {})
    say('score', { team: 'away', points: 2, period: 'Chukka 1' })
    say('match_end', {})
    expect(phases).toEqual([
      'Chukka 1',
      'Chukka 1',
      'break',
      'treading in',
      'break',
      'Chukka 2',
      'loose horse',
      'Chukka 2',
      'Chukka 2',
      'ended',
    ])
    expect(m.state.periods).toEqual([
      { label: 'Chukka 1', home: 1, away: 2 },
      { label: 'Chukka 2', home: 0, away: 0 },
    ])
  })

  it('needs no periods at all', () => {
    const m = match()
    expect(m.state.phase).toBe('pre_match')
    m.send('match_start')
    m.send('score', { team: 'home', points: 1 })
    expect(m.state).toMatchObject({ phase: 'playing', score: { home: 1, away: 0 } })
    m.send('break_start', { kind: 'lunch' })
    expect(m.state.phase).toBe('lunch')
    m.send('break_end')
    expect(m.state.phase).toBe('playing')
    m.send('match_end')
    expect(m.state).toMatchObject({ phase: 'ended', result: { winner: 'home' } })
  })

  it('is won by the lowest score where that is the rule', () => {
    const m = match({ rank: 'lowest' })
    m.send('match_start')
    m.send('score', { team: 'home', points: 71 })
    m.send('score', { team: 'away', points: 69 })
    m.send('match_end')
    expect(m.state.result).toEqual({ winner: 'away', method: 'regulation', text: 'Blues won 69–71' })
  })

  it('shows the detail of a score_set', () => {
    const m = match()
    m.send('score_set', { score: { home: 4, away: 2 }, detail: { ends: 6, hammer: 'home' } })
    expect(m.state).toMatchObject({ score: { home: 4, away: 2 }, detail: { ends: 6, hammer: 'home' } })
    m.send('score_set', { score: { home: 4, away: 3 }, detail: { ends: 7 } })
    expect(m.state.detail).toEqual({ ends: 7 })
  })

  it('runs a clock down, by hand', () => {
    const m = match({ clock: 'down', periodMin: 12 })
    m.send('match_start')
    m.send('period_start', { period: 1 })
    expect(m.state.clock).toMatchObject({ running: false, baseMs: 720_000, dir: 'down' })
    m.send('clock', { action: 'start', occurredAt: FIRST_AT })
    m.send('clock', { action: 'stop', occurredAt: FIRST_AT + 20_000 })
    expect(m.state.clock).toMatchObject({ running: false, baseMs: 700_000 })
    m.send('score', { team: 'home', points: 2, clock: '11:30' })
    expect(m.state.clock?.baseMs).toBe(690_000)
    m.send('period_end', { period: 1 })
    expect(m.state.clock).toMatchObject({ running: false, baseMs: 0 })
  })

  it('[S3] shows tenths on a clock that counts down', () => {
    const m = match({ clock: 'down', periodMin: 12, periodLabel: 'Q' })
    m.send('period_start', { period: 4 })
    m.send('clock', { action: 'stop', clock: '0:00.4' })
    expect(m.state).toMatchObject({ clock: { show: 'm:ss.t', baseMs: 400 }, period: { label: 'Q4' } })
  })

  it('has overtimes with a name and a length of their own', () => {
    const m = match({ clock: 'down', periodMin: 12, periodLabel: 'Q', periods: 4 })
    m.send('match_start')
    for (const period of [1, 2, 3, 4]) {
      m.send('period_start', { period })
      m.send('period_end', { period })
    }
    expect(m.state).toMatchObject({ phase: 'awaiting_overtime', period: { label: 'Q4' } })
    m.send('period_start', { period: 5 })
    expect(m.state).toMatchObject({ phase: 'overtime_1', period: { n: 5, label: 'OT' }, clock: { baseMs: 300_000 } })
    m.send('score', { team: 'away', points: 3 })
    m.send('match_end')
    expect(m.state.result).toEqual({ winner: 'away', method: 'overtime', text: 'Blues won 3–0 in overtime' })
    m.send('period_start', { period: 6 })
    expect(m.state.period).toEqual({ n: 6, label: 'OT2' })
  })

  it('knows an overtime by what the feed calls it', () => {
    const m = match({ clock: 'down', periodMin: 12, periodLabel: 'Q' })
    for (const period of [1, 2, 3, 4]) m.send('period_start', { period })
    m.send('period_start', { period: 'OT' })
    expect(m.state).toMatchObject({ period: { n: 5, label: 'OT' }, clock: { baseMs: 300_000 } })
    m.send('period_start', { period: '2OT' })
    expect(m.state).toMatchObject({ period: { n: 6, label: '2OT' }, clock: { baseMs: 300_000 } })
  })

  it('says that a timeout is taken, until play goes on', () => {
    const m = match()
    m.send('match_start')
    m.send('timeout', { team: 'away' })
    expect(m.state.scoreline.note).toBe('Timeout: Blues')
    m.send('timeout_end')
    expect(m.state.scoreline).toEqual({ home: { main: '0' }, away: { main: '0' } })
  })

  it('sorts a late score by a clock that counts down', () => {
    const m = match({ clock: 'down' })
    m.send('period_start', { period: 1 })
    m.send('score_set', { score: { home: 5, away: 5 }, period: 1, clock: '4:00' })
    m.send('score', { team: 'home', points: 2, period: 1, clock: '6:00' })
    expect(m.state.score).toEqual({ home: 5, away: 5 })
    m.send('score', { team: 'home', points: 2, period: 1, clock: '3:59' })
    expect(m.state.score).toEqual({ home: 7, away: 5 })
  })
})
