import { describe, expect, it } from 'vitest'
import type { Partnership } from '../../../src/sports/cricket/detail.ts'
import { partnershipOf } from '../../../src/sports/cricket/scoring/partnership.ts'
import { CricketMatch } from './cricket-match.ts'

const partnershipIn = (match: CricketMatch) =>
  partnershipOf(match.innings(), match.detail.partnershipFrom as Partnership)

describe('wickets', () => {
  it('are those that the laws count, and the bowler gets those that are his', () => {
    const match = new CricketMatch().start('home')
    const out = (kind: string, playerOut: string) =>
      match.send('delivery', { striker: playerOut, bowler: 'Bea', wickets: [{ kind, playerOut, fielders: ['Cat'] }] })
    const kinds = ['bowled', 'caught', 'caught_and_bowled', 'lbw', 'stumped', 'hit_wicket']
    for (const kind of kinds) out(kind, kind)
    for (const kind of ['run_out', 'obstructing_the_field', 'timed_out']) out(kind, kind)
    out('retired_hurt', 'retired')
    expect(match.innings()).toMatchObject({ wickets: 9, bowlers: { Bea: { wickets: 6 } } })
    expect(Object.values(match.innings().batters).map(({ out }) => out?.how)).toEqual([
      'b Bea',
      'c Cat b Bea',
      'c & b Bea',
      'lbw b Bea',
      'st Cat b Bea',
      'hit wicket b Bea',
      'run out (Cat)',
      'obstructing the field',
      'timed out',
      undefined,
    ])
  })

  it('end a partnership; who retires hurt may bat on', () => {
    const match = new CricketMatch().start('home').bowl('4 1', { striker: 'Ann', nonStriker: 'Cat' })
    expect(partnershipIn(match)).toEqual({ runs: 5, balls: 2 })
    match.send('wicket', { kind: 'retired_hurt', playerOut: 'Ann' })
    expect(match.innings().wickets).toBe(0)
    expect(match.innings().batters['Ann']).toMatchObject({ retired: 'hurt' })
    expect(partnershipIn(match)).toEqual({ runs: 0, balls: 0 })
    match.bowl('2', { striker: 'Ann', nonStriker: 'Dot' })
    expect(match.detail.partnershipFrom).toEqual({ runs: 5, balls: 2 })
    expect(partnershipIn(match.bowl('nb wd'))).toEqual({ runs: 4, balls: 2 })
    expect(match.innings().batters['Ann']).toEqual({ order: 1, runs: 7, balls: 4, fours: 1, sixes: 0 })
  })

  it('all out can be nine of them', () => {
    const match = new CricketMatch().start('home').make(50, 9)
    match.end('all_out', { absent: ['Zoe'] })
    expect(match.innings()).toMatchObject({ wickets: 9, closedReason: 'all_out', absent: ['Zoe'] })
    expect(match.state.phase).toBe('innings_break')
  })

  it('of a batter who bats on are surprising', () => {
    const match = new CricketMatch().start('home').bowl('W', { striker: 'Ann' })
    const { warnings } = match.send('delivery', { striker: 'Ann', bat: 1 })
    expect(warnings.map(({ code }) => code)).toContain('dismissed-batter')
    expect(match.innings().runs).toBe(1)
  })

  it.each([
    ['handled_the_ball', 'handled the ball'],
    ['hit_the_ball_twice', 'hit the ball twice'],
  ])('count for %s, which is nobody’s wicket', (kind, how) => {
    const match = new CricketMatch().start('home')
    match.bowl('4', { striker: 'Ann', nonStriker: 'Cat', bowler: 'Bea' })
    match.send('delivery', { wickets: [{ kind }] })
    expect(match.innings()).toMatchObject({ wickets: 1, bowlers: { Bea: { wickets: 0, runs: 4, overs: '0.2' } } })
    expect(match.innings().batters['Ann']?.out).toEqual({ kind, how, at: '4/1', overs: '0.2' })
    expect(match.detail).toMatchObject({ lastWicket: 'Ann', batting: ['Cat'], partnershipFrom: { runs: 4, balls: 2 } })
  })

  it('are none when a batter retires undefeated, with a ball or between two; he may come back', () => {
    const match = new CricketMatch().start('home')
    match.bowl('4', { striker: 'Ann', nonStriker: 'Cat', bowler: 'Bea' })
    match.send('delivery', { bat: 2, wickets: [{ kind: 'retired_not_out' }] })
    expect(match.detail).toMatchObject({ thisOver: '4 2', batting: ['Cat'] })
    match.send('wicket', { kind: 'retired_not_out', playerOut: 'Cat' })
    expect(match.innings()).toMatchObject({ runs: 6, wickets: 0, bowlers: { Bea: { wickets: 0 } } })
    expect(match.innings().batters).toMatchObject({ Ann: { runs: 6, retired: 'not_out' }, Cat: { retired: 'not_out' } })
    expect(match.detail).not.toHaveProperty('lastWicket')
    expect(match.detail).not.toHaveProperty('batting')
    match.send('batter_in', { batter: 'Ann', striker: true })
    expect(match.send('delivery', { striker: 'Ann', bat: 1 }).warnings).toEqual([])
    expect(match.innings().batters['Ann']).toEqual({ order: 1, runs: 7, balls: 3, fours: 1, sixes: 0 })
  })
})
