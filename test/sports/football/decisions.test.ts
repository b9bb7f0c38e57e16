import { describe, expect, it } from 'vitest'
import { football } from '../../../src/sports/football/index.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'
import { detailOf, kick, played } from './football-match.ts'
import { generateFootball } from './generate.ts'

describe('the result of a football match', () => {
  it('is the score after regulation', () => {
    const m = played('league', ['home 10', 'away 20', 'home 90+1'])
    expect(m.state).not.toHaveProperty('result')
    m.send('match_end')
    expect(m.state.result).toEqual({ winner: 'home', method: 'regulation', text: 'Reds won 2–1' })
  })

  it('may be a draw', () => {
    const m = played('league', ['home 10', 'away 20'])
    m.send('match_end')
    expect(m.state.result).toEqual({ winner: 'draw', method: 'regulation', text: 'Draw, 1–1' })
  })

  it('follows a goal that is entered after the final whistle', () => {
    const m = played('league', ['home 10'])
    m.send('match_end')
    m.send('goal', { team: 'away', period: 2, clock: '90+4' })
    expect(m.state).toMatchObject({ status: 'ended', result: { winner: 'draw', text: 'Draw, 1–1' } })
  })

  it('is what the feed says it is, in whatever order it says so', () => {
    for (const types of [
      ['result_set', 'match_end'],
      ['match_end', 'result_set'],
    ]) {
      const m = played('league', ['home 10'])
      const result = { winner: 'away', method: 'forfeit' }
      for (const type of types) m.send(type, type === 'result_set' ? { result } : {})
      m.send('goal', { team: 'home', clock: '90' })
      expect(m.state.result).toMatchObject(result)
    }
  })

  it('counts an own goal for the side that gets it', () => {
    const m = played('league', [])
    m.send('goal', { id: 'og', team: 'away', player: 'A defender', ownGoal: true, clock: '33' })
    expect(m.state.score).toEqual({ home: 0, away: 1 })
    expect(detailOf(m).scorers).toEqual([
      { id: 'og', team: 'away', player: 'A defender', minute: "33'", kind: 'own_goal' },
    ])
  })
})

describe('extra time', () => {
  it('ends the match at once with a golden goal', () => {
    const m = played('golden-goal', ['home 10', 'away 20'], 3)
    m.send('goal', { id: 'gg', team: 'away', clock: '99' })
    expect(m.state).toMatchObject({
      status: 'ended',
      phase: 'ended',
      clock: { running: false },
      result: { winner: 'away', method: 'golden_goal', text: 'Blues won 2–1 by golden goal' },
    })
  })

  it('ends with a golden goal until its last period, and not with a goal that is reported in the shoot-out', () => {
    const last = played('golden-goal', ['home 10', 'away 20'], 4)
    last.send('goal', { team: 'away', clock: '119' })
    expect(last.state).toMatchObject({ status: 'ended', result: { method: 'golden_goal' } })

    const kicks = played('golden-goal', ['home 10', 'away 20'], 4)
    kicks.send('shootout_start')
    kicks.send('goal', { team: 'away' })
    expect(kicks.state).toMatchObject({ status: 'live', phase: 'penalty_shootout', score: { home: 1, away: 2 } })
  })

  it('that a golden goal ended has a score of its own', () => {
    const m = played('golden-goal', ['home 10', 'away 20'], 3)
    m.send('goal', { team: 'away', clock: '99' })
    expect(detailOf(m)).toMatchObject({ fullTime: { home: 1, away: 1 }, extraTime: { home: 1, away: 2 } })
  })

  it('is what a golden goal needs', () => {
    const m = played('golden-goal', ['home 50'])
    expect(m.state).toMatchObject({ status: 'live', phase: 'second_half' })
  })

  it('goes on when the golden goal is disallowed', () => {
    const m = played('golden-goal', ['home 10', 'away 20'], 3)
    m.send('goal', { id: 'gg', team: 'away', clock: '99' })
    m.delete('gg', 'offside')
    expect(m.state).toMatchObject({ status: 'live', phase: 'extra_time_first_half', clock: { running: true } })
    expect(m.state).not.toHaveProperty('result')
  })

  it('does not end with a late goal of regulation', () => {
    const m = played('golden-goal', ['home 10', 'away 20'], 3)
    m.send('goal', { team: 'away', period: 2, clock: '90+2' })
    expect(m.state.status).toBe('live')
  })

  it('ends at its half-time for a lead under the silver goal', () => {
    const m = played('silver-goal', ['home 10', 'away 20'], 3)
    m.send('goal', { team: 'home', clock: '105+1' })
    expect(m.state.status).toBe('live')
    m.send('period_end', { period: 3 })
    expect(m.state).toMatchObject({ status: 'ended', result: { winner: 'home', method: 'silver_goal' } })
  })

  it('goes on after its half-time if it is level under the silver goal', () => {
    const m = played('silver-goal', ['home 10', 'away 20'], 3)
    m.send('period_end', { period: 3 })
    expect(m.state).toMatchObject({ status: 'live', phase: 'extra_time_half_time' })
    m.send('period_start', { period: 4 })
    m.send('goal', { team: 'home', clock: '119' })
    m.send('match_end')
    expect(m.state.result).toMatchObject({ winner: 'home', method: 'extra_time' })
  })
})

describe('a second leg', () => {
  const legs = (home: number, away: number, awayGoals = false) => ({
    preset: 'cup',
    legs: { first: { home, away }, awayGoals },
  })

  it('shows the aggregate from the beginning', () => {
    const m = new MatchBuilder(football, legs(1, 2))
    expect(detailOf(m).aggregate).toEqual({ home: 1, away: 2 })
    m.send('goal', { team: 'home' })
    expect(detailOf(m).aggregate).toEqual({ home: 2, away: 2 })
  })

  it('is won on aggregate, though the match is lost', () => {
    const m = played(legs(3, 0), ['away 50'])
    m.send('period_end', { period: 2 })
    expect(m.state.phase).toBe('ended')
    m.send('match_end')
    expect(m.state.result).toEqual({
      winner: 'home',
      method: 'regulation',
      text: 'Reds won 3–1 on aggregate (0–1 on the night)',
    })
  })

  it('is decided by away goals where they count', () => {
    const m = played(legs(1, 2, true), ['home 50'])
    m.send('match_end')
    expect(m.state.result).toEqual({
      winner: 'home',
      method: 'regulation',
      text: 'Reds won on away goals, 2–2 on aggregate',
    })
  })

  it('goes to extra time where they do not, and then to penalties', () => {
    const m = played(legs(1, 2), ['home 50'])
    m.send('period_end', { period: 2 })
    expect(m.state.phase).toBe('awaiting_extra_time')
    m.send('period_end', { period: 4 })
    expect(m.state.phase).toBe('awaiting_penalties')
    kick(m, 'H+ A- H+ A- H+ A-')
    m.send('match_end')
    expect(m.state.result).toEqual({
      winner: 'home',
      method: 'shootout',
      text: 'Reds won on penalties, 2–2 on aggregate (3–0 pens)',
    })
  })
})

describe('an abandoned match', () => {
  it('that is awarded keeps the played and the awarded score', () => {
    const m = played('league', ['home 10', 'away 20', 'away 60'])
    m.send('status_set', { status: 'abandoned', reason: 'crowd trouble' })
    expect(m.state).not.toHaveProperty('result')
    m.send('result_set', {
      result: { winner: 'home', method: 'awarded', text: '3–0 awarded' },
      awardedScore: { home: 3, away: 0 },
    })
    m.send('match_final')
    expect(m.state).toMatchObject({
      status: 'final',
      score: { home: 3, away: 0 },
      result: { winner: 'home', method: 'awarded', text: '3–0 awarded' },
      detail: { playedScore: { home: 1, away: 2 }, awardedScore: { home: 3, away: 0 } },
    })
  })

  it('that is closed without a decision has none', () => {
    const m = played('league', ['home 10'])
    m.send('status_set', { status: 'abandoned' })
    m.send('match_final')
    expect(m.state.result).toMatchObject({ winner: 'none', method: 'no_result' })
  })
})

describe('generated matches', () => {
  it('end with the score, the method and the winner that playing them gave', () =>
    forSeeds(100, (random) => {
      const { events, format, ending } = generateFootball(random)
      const m = new MatchBuilder(football, format)
      for (const event of events) m.send(event.type, event)
      expect(m.state.score).toEqual(ending.score)
      expect(m.state.result).toMatchObject({ winner: ending.winner, method: ending.method })
      if (ending.method === 'shootout') expect(detailOf(m).shootout?.decided).toBe(ending.winner)
    }))
})
