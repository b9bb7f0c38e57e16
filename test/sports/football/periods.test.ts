import { describe, expect, it } from 'vitest'
import { football } from '../../../src/sports/football/index.ts'
import { FIRST_AT, MatchBuilder } from '../../support/sports/match-builder.ts'
import { detailOf } from './football-match.ts'

const MINUTE = 60_000
const minute = (value: number) => FIRST_AT + value * MINUTE

function match(format?: unknown) {
  return new MatchBuilder(football, format)
}

describe('the phases of a football match', () => {
  it('follow periods and score through a cup tie', () => {
    const m = match('cup')
    const phases = [m.state.phase]
    const say = (type: string, fields: object = {}) => {
      m.send(type, fields)
      phases.push(m.state.phase)
    }
    say('match_start')
    for (const period of [1, 2, 3, 4]) {
      say('period_start', { period })
      say('period_end', { period })
    }
    say('shootout_start', { first: 'home' })
    say('match_end')
    expect(phases).toEqual([
      'pre_match',
      'first_half',
      'first_half',
      'half_time',
      'second_half',
      'awaiting_extra_time',
      'extra_time_first_half',
      'extra_time_half_time',
      'extra_time_second_half',
      'awaiting_penalties',
      'penalty_shootout',
      'ended',
    ])
  })

  it('go straight to penalties where the format says so', () => {
    const m = match('straight-penalties')
    m.send('period_start', { period: 2 })
    m.send('period_end', { period: 2 })
    expect(m.state.phase).toBe('awaiting_penalties')
  })

  it('wait for extra time no longer once a late goal has decided the match', () => {
    const m = match('cup')
    m.send('period_start', { period: 2 })
    m.send('period_end', { period: 2 })
    expect(m.state.phase).toBe('awaiting_extra_time')
    m.send('goal', { team: 'away', period: 2 })
    expect(m.state.phase).toBe('ended')
  })

  it('take a break of that name as the end of the period', () => {
    const m = match()
    m.send('period_start', { period: 1 })
    m.send('break_start', { kind: 'half_time' })
    expect(m.state).toMatchObject({ phase: 'half_time', clock: { running: false } })
    m.send('period_start', { period: 2 })
    m.send('break_start', { kind: 'cooling_break' })
    expect(m.state).toMatchObject({ phase: 'second_half', clock: { running: true } })
  })

  it('know periods by their names', () => {
    const m = match('cup')
    for (const [period, n] of [
      ['first_half', 1],
      ['2H', 2],
      ['ET1', 3],
      ['penalty_shootout', 5],
    ] as const) {
      m.send('period_start', { period })
      expect(m.state.period?.n).toBe(n)
    }
    expect(detailOf(m).shootout).toMatchObject({ home: 0, away: 0, kicks: [] })
  })

  it('follow the format of youth football', () => {
    const m = match({ periods: 4, periodMin: 15 })
    m.send('period_start', { period: 3, occurredAt: minute(0) })
    expect(m.state).toMatchObject({ phase: 'period_3', period: { label: 'P3' }, clock: { baseMs: 30 * MINUTE } })
    m.send('period_end', { period: 3 })
    expect(m.state.phase).toBe('break')
  })
})

describe('where a goal counts', () => {
  const places = [
    { clock: '45+3', line: '1H', minute: "45+3'" },
    { clock: '90+13', line: '2H', minute: "90+13'" },
    { clock: '105+1', line: 'ET1', minute: "105+1'" },
    { clock: '23', line: '1H', minute: "23'" },
    { clock: '45', line: '1H', minute: "45'" },
    { clock: '89:59', line: '2H', minute: "90'" },
    { clock: '22:59', line: '1H', minute: "23'" },
    { clock: '118:10', line: 'ET2', minute: "119'" },
  ]
  it.each(places)('puts $clock into $line as $minute, wherever play is', ({ clock, line, minute: label }) => {
    const m = match('cup')
    for (const period of [1, 2, 3, 4]) m.send('period_start', { period })
    m.send('goal', { team: 'home', clock })
    expect(m.state.periods.find((each) => each.home === 1)?.label).toBe(line)
    expect(detailOf(m).scorers[0]?.minute).toBe(label)
  })

  it('is its own period, also when it is entered later', () => {
    const m = match()
    m.send('period_start', { period: 1 })
    m.send('period_end', { period: 1 })
    m.send('period_start', { period: 2 })
    m.send('goal', { team: 'home', period: 1 })
    expect(m.state.periods).toEqual([
      { label: '1H', home: 1, away: 0 },
      { label: '2H', home: 0, away: 0 },
    ])
    expect(detailOf(m).halfTime).toEqual({ home: 1, away: 0 })
  })

  it('is the minute that the board shows, if the event says none', () => {
    const m = match()
    m.send('period_start', { period: 2, occurredAt: minute(0) })
    m.send('goal', { team: 'home', occurredAt: minute(47.5) })
    expect(detailOf(m).scorers[0]?.minute).toBe("90+3'")
  })

  it('is no minute in a match without a clock', () => {
    const m = match()
    m.send('match_start')
    m.send('goal', { team: 'home', occurredAt: minute(10) })
    expect(detailOf(m).scorers[0]).not.toHaveProperty('minute')
  })

  it('follows the length of the halves', () => {
    const m = match({ periodMin: 35 })
    m.send('period_start', { period: 1 })
    m.send('goal', { team: 'home', clock: '35+2' })
    m.send('period_start', { period: 2 })
    m.send('goal', { team: 'home', clock: "36'" })
    expect(m.state.periods.map((line) => line.home)).toEqual([1, 1])
    expect(detailOf(m).scorers.map((each) => each.minute)).toEqual(["35+2'", "36'"])
  })
})

describe('the scores of the parts', () => {
  it('appear as each part ends', () => {
    const m = match('cup')
    m.send('period_start', { period: 1 })
    m.send('goal', { team: 'home', clock: '10' })
    expect(detailOf(m)).not.toHaveProperty('halfTime')
    m.send('period_end', { period: 1 })
    expect(detailOf(m).halfTime).toEqual({ home: 1, away: 0 })
    m.send('period_start', { period: 2 })
    m.send('goal', { team: 'away', clock: '80' })
    m.send('period_end', { period: 2 })
    expect(detailOf(m).fullTime).toEqual({ home: 1, away: 1 })
    m.send('period_start', { period: 3 })
    m.send('goal', { team: 'away', clock: '99' })
    m.send('period_start', { period: 4 })
    m.send('match_end')
    expect(detailOf(m)).toMatchObject({ fullTime: { home: 1, away: 1 }, extraTime: { home: 1, away: 2 } })
    expect(m.state.result).toEqual({ winner: 'away', method: 'extra_time', text: 'Blues won 2–1 after extra time' })
  })

  it('stay correct under a checkpoint', () => {
    const m = match()
    m.send('period_start', { period: 1 })
    m.send('goal', { team: 'home', clock: '10' })
    m.send('goal', { team: 'home', clock: '11' })
    m.send('period_end', { period: 1 })
    m.send('period_start', { period: 2 })
    m.send('score_set', { score: { home: 1, away: 3 }, reason: 'lost contact' })
    expect(m.state.score).toEqual({ home: 1, away: 3 })
    expect(m.state.periods).toEqual([
      { label: '1H', home: 1, away: 0 },
      { label: '2H', home: 0, away: 3 },
    ])
  })

  it('announce stoppage time until the period ends', () => {
    const m = match()
    m.send('period_start', { period: 1 })
    m.send('injury_time', { minutes: 4 })
    expect(detailOf(m).stoppage).toBe(4)
    m.send('period_end', { period: 1 })
    expect(detailOf(m)).not.toHaveProperty('stoppage')
  })
})
