import { describe, expect, it } from 'vitest'
import { football } from '../../../src/sports/football/index.ts'
import { generic } from '../../../src/sports/generic/index.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'
import { detailOf } from './football-match.ts'

function inPlay(): MatchBuilder {
  const m = new MatchBuilder(football)
  m.send('match_start')
  m.send('period_start', { period: 1 })
  return m
}

const codes = (outcome: { warnings: readonly { code: string }[] }) => outcome.warnings.map(({ code }) => code)

describe('a goal', () => {
  it('that is disallowed is gone at once, and back when restored', () => {
    const m = inPlay()
    m.send('goal', { id: 'g1', team: 'home', player: 'Nine', clock: '12' })
    expect(m.delete('g1', 'offside')).toMatchObject({ status: 'applied', correction: 'goal_disallowed' })
    expect(m.state.score).toEqual({ home: 0, away: 0 })
    expect(detailOf(m).scorers).toEqual([])
    expect(m.delete('g1').status).toBe('duplicate')
    expect(m.restore('g1').correction).toBe('goal_restored')
    expect(m.state.score).toEqual({ home: 1, away: 0 })
  })

  it('whose delete arrives first never counts', () => {
    const m = inPlay()
    m.delete('g1', 'offside')
    expect(m.send('goal', { id: 'g1', team: 'home' }).status).toBe('superseded')
    expect(m.state.score.home).toBe(0)
  })

  it('under review is announced and does not count until it is confirmed', () => {
    const m = inPlay()
    m.send('goal', { id: 'g1', team: 'home', player: 'Nine', clock: '30', status: 'under_review' })
    expect(m.state.score.home).toBe(0)
    expect(m.state.pending).toEqual([
      { id: 'g1', type: 'goal', status: 'under_review', team: 'home', player: 'Nine', clock: '30' },
    ])
    m.edit('g1', { status: 'confirmed' })
    expect(m.state).toMatchObject({ score: { home: 1 }, pending: [] })
  })

  it('under review that is cancelled leaves nothing behind', () => {
    const m = inPlay()
    m.send('goal', { id: 'g1', team: 'home', status: 'pending' })
    m.delete('g1')
    expect(m.state).toMatchObject({ score: { home: 0 }, pending: [] })
  })

  it('given after a review goes where its clock says, before what arrived meanwhile', () => {
    const m = inPlay()
    m.send('var_start', { id: 'v1', subject: 'goal', team: 'home', clock: '30:10' })
    m.send('goal', { id: 'g2', team: 'away', clock: '33:00' })
    m.send('var_end', { decision: 'goal', review: 'v1', clock: '34:00' })
    m.send('goal', { id: 'g1', team: 'home', clock: '30:00' })
    expect(detailOf(m).scorers.map(({ id }) => id)).toEqual(['g1', 'g2'])
    expect(m.state).toMatchObject({ score: { home: 1, away: 1 }, pending: [] })
  })

  it('gets its scorer a minute later', () => {
    const m = inPlay()
    m.send('goal', { id: 'g1', team: 'home', clock: '30' })
    expect(m.edit('g1', { player: 'Nine' }).correction).toBe('goal_changed')
    expect(detailOf(m).scorers).toEqual([{ id: 'g1', team: 'home', player: 'Nine', minute: "30'" }])
    expect(m.state.score.home).toBe(1)
  })

  it('that was entered in the wrong match counts in the right one', () => {
    const [a, b] = [inPlay(), inPlay()]
    a.send('goal', { id: 'g1', team: 'home', clock: '30' })
    a.delete('g1', 'scorer_error')
    b.send('goal', { id: 'g1', team: 'home', clock: '30' })
    expect([a.state.score.home, b.state.score.home]).toEqual([0, 1])
  })

  it('changes sides with an edit', () => {
    const m = inPlay()
    m.send('goal', { id: 'g1', team: 'home' })
    m.edit('g1', { team: 'away' })
    expect(m.state.score).toEqual({ home: 0, away: 1 })
  })
})

describe('a review', () => {
  it('shows a banner and moves nothing', () => {
    const m = inPlay()
    m.send('goal', { id: 'g1', team: 'home' })
    m.send('var_start', { id: 'v1', subject: 'goal', team: 'home' })
    expect(m.state).toMatchObject({ score: { home: 1 }, pending: [{ id: 'v1', type: 'var_start', subject: 'goal' }] })
    m.send('var_end', { decision: 'no_goal' })
    expect(m.state).toMatchObject({ score: { home: 1 }, pending: [] })
    m.delete('g1', 'offside')
    expect(m.state.score.home).toBe(0)
  })

  it('closes the one it names', () => {
    const m = inPlay()
    m.send('var_start', { id: 'v1', subject: 'goal' })
    m.send('review_start', { id: 'v2', subject: 'red_card' })
    m.send('var_end', { decision: 'goal', review: 'v1' })
    expect(m.state.pending.map(({ id }) => id)).toEqual(['v2'])
  })

  it('leaves no banner behind after the match is final, and keeps the unconfirmed event', () => {
    const m = inPlay()
    m.send('var_start', { subject: 'penalty' })
    m.send('goal', { id: 'g1', team: 'home', status: 'pending' })
    m.send('match_end')
    m.send('match_final')
    expect(m.state.pending.map(({ id }) => id)).toEqual(['g1'])
  })
})

describe('after the end', () => {
  it('full time that was called by mistake is revoked and play goes on', () => {
    const m = inPlay()
    m.send('period_start', { period: 2 })
    m.send('period_end', { period: 2 })
    m.send('match_end')
    expect(m.state).toMatchObject({ status: 'ended', phase: 'ended', result: { winner: 'draw' } })
    expect(codes(m.send('status_set', { status: 'live', reason: 'full time revoked' }))).toEqual([])
    expect(m.state).toMatchObject({ status: 'live', phase: 'second_half', clock: { running: true } })
    expect(m.state).not.toHaveProperty('result')
    m.send('goal', { team: 'away', period: 2, clock: '90+13' })
    m.send('match_end')
    expect(m.state).toMatchObject({ status: 'ended', result: { winner: 'away' } })
  })

  it('full time that is deleted was never called', () => {
    const m = inPlay()
    m.send('match_end', { id: 'end' })
    expect(m.delete('end').correction).toBe('full_time_revoked')
    expect(m.state).toMatchObject({ status: 'live', phase: 'first_half', clock: { running: true } })
  })

  it('a card is rescinded two days later', () => {
    const m = inPlay()
    m.send('card', { id: 'c1', team: 'home', card: 'yellow', player: 'Five' })
    m.send('match_end')
    m.send('match_final')
    expect(m.delete('c1').correction).toBe('card_rescinded')
    expect(m.state).toMatchObject({ status: 'final', detail: { yellowCards: { home: 0 }, bookings: [] } })
  })

  it('[H4] an event is taken with a warning', () => {
    const m = inPlay()
    m.send('match_end')
    m.send('match_final')
    expect(codes(m.send('goal', { team: 'home' }))).toEqual(['after-final'])
    expect(m.state).toMatchObject({ score: { home: 1 }, status: 'final', result: { winner: 'home' } })
  })

  it('nothing but a status_set reopens a match that is final', () => {
    const m = inPlay()
    m.send('match_final')
    m.send('period_start', { period: 2 })
    expect(m.state.status).toBe('final')
    expect(codes(m.send('status_set', { status: 'live' }))).toEqual(['unexpected-transition'])
    expect(m.state.status).toBe('live')
  })
})

describe('a checkpoint', () => {
  it('makes earlier events matter no longer, later ones count on top, and undone brings the computed score back', () => {
    const m = inPlay()
    m.send('goal', { id: 'g1', team: 'home' })
    m.send('score_set', { id: 's1', score: { home: 2, away: 1 }, reason: 'feed was away' })
    m.send('goal', { team: 'away' })
    expect(m.state.score).toEqual({ home: 2, away: 2 })
    m.delete('g1')
    expect(m.state.score).toEqual({ home: 2, away: 2 })
    m.delete('s1')
    expect(m.state.score).toEqual({ home: 0, away: 1 })
  })

  it('never makes a score negative, nor does an adjustment', () => {
    const m = inPlay()
    m.send('goal', { team: 'home' })
    expect(codes(m.send('score_adjust', { team: 'home', points: -3 }))).toEqual(['score-below-zero'])
    expect(m.state).toMatchObject({ score: { home: 0 }, periods: [{ home: 0 }] })
  })
})

describe('surprising events', () => {
  it('[H4] are taken with a warning', () => {
    const m = new MatchBuilder(football)
    expect(codes(m.send('goal', { team: 'home' }))).toEqual(['score-before-start'])
    expect(m.state.score.home).toBe(1)
    expect(codes(m.send('period_start', { period: 2 }))).toEqual(['skipped-period'])
    expect(codes(m.send('period_start', { period: 'overtime' }))).toEqual(['unknown-period'])
    expect(codes(m.send('status_set', { status: 'scheduled' }))).toEqual(['unexpected-transition'])
  })

  it('[H3] of an unknown type change nothing', () => {
    const m = inPlay()
    const { state } = m
    expect(codes(m.send('streaker', { team: 'home' }))).toEqual(['unknown-type'])
    expect(m.state).toEqual(state)
  })
})

describe('points that are edited ten minutes later', () => {
  it('count with their new value', () => {
    const m = new MatchBuilder(generic)
    m.send('match_start')
    m.send('score', { id: 'b1', team: 'home', points: 2, period: 1 })
    m.send('score', { team: 'away', points: 2, period: 1 })
    m.edit('b1', { points: 3 })
    expect(m.state).toMatchObject({ score: { home: 3, away: 2 }, periods: [{ label: 'P1', home: 3, away: 2 }] })
  })
})
