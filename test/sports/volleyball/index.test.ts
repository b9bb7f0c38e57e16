import { describe, expect, it } from 'vitest'
import type { RallyDetail } from '../../../src/sports/engines/rally/detail.ts'
import { volleyball } from '../../../src/sports/volleyball/index.ts'
import { setsMatch } from '../engines/sets/sets-match.ts'

const match = (format?: object | string) =>
  setsMatch<RallyDetail>(volleyball, format).send({ type: 'match_start', server: 'home' })

const h = (points: number) => 'h'.repeat(points)
const a = (points: number) => 'a'.repeat(points)

describe('a set of volleyball', () => {
  it('is won at 25, two ahead', () => {
    const level = match().points('ha'.repeat(24))
    expect(level.detail).toMatchObject({ points: { home: 24, away: 24 } })
    expect(level.detail).not.toHaveProperty('setPoint')
    expect(level.points('h').detail).toMatchObject({ points: { home: 25, away: 24 }, setPoint: 'home' })
    expect(level.points('h').state).toMatchObject({
      score: { home: 1, away: 0 },
      periods: [{ label: 'Set 1', home: 26, away: 24 }],
      phase: 'set_break',
      detail: { points: { home: 0, away: 0 }, sets: [{ home: 26, away: 24 }] },
    })
  })

  it('is won at 15 when it is the fifth, and with it the match', () => {
    const fifth = match().points(h(25) + a(25) + h(25) + a(25) + h(14))
    expect(fifth.detail).toMatchObject({ setPoint: 'home', matchPoint: 'home' })
    expect(fifth.points('h').state).toMatchObject({
      status: 'ended',
      score: { home: 3, away: 2 },
      result: { winner: 'home', method: 'regulation', text: 'Home won 3–2 (25–0, 0–25, 25–0, 0–25, 15–0)' },
      detail: { sets: [{}, {}, {}, {}, { home: 15, away: 0 }] },
    })
  })

  it('is shorter on the beach', () => {
    expect(match('beach').points(h(21) + h(21)).state.result?.text).toBe('Home won 2–0 (21–0, 21–0)')
    expect(match('beach').points(h(21) + a(21) + a(15)).state.result?.text).toBe('Away won 2–1 (0–21, 21–0, 15–0)')
  })

  it('goes back when its last point is deleted', () => {
    const won = match().points(h(24))
    const before = won.state
    expect(won.points('h').undo().state).toEqual(before)
  })
})

describe('the service in volleyball', () => {
  it('goes to who won the rally', () => {
    const servers = match()
    expect(servers.detail.server).toEqual({ side: 'home' })
    expect(servers.points('a').detail.server).toEqual({ side: 'away' })
    expect(servers.points('a').detail.server).toEqual({ side: 'away' })
  })

  it('opens each set on the other side, and the fifth as the toss says', () => {
    const sets = match().points(h(25))
    expect(sets.detail.server).toEqual({ side: 'away' })
    expect(sets.points(a(25)).detail.server).toEqual({ side: 'home' })
    expect(sets.points(h(25) + a(25)).detail).not.toHaveProperty('server')
    expect(sets.send({ type: 'service', server: 'away' }).detail.server).toEqual({ side: 'away' })
  })
})

describe('around the rallies of volleyball', () => {
  it('counts two timeouts a set and gives them back for the next', () => {
    const taken = match().send({ type: 'timeout', team: 'home' })
    expect(taken.state).toMatchObject({ timeout: { team: 'home' }, detail: { timeoutsLeft: { home: 1, away: 2 } } })
    expect(taken.points('h').state).not.toHaveProperty('timeout')
    expect(taken.points(h(24)).detail.timeoutsLeft).toEqual({ home: 2, away: 2 })
  })

  it('gives a point and the service for a red card, nothing for a yellow one', () => {
    const carded = match().send({ type: 'card', team: 'home', card: 'yellow' })
    expect(carded.detail.points).toEqual({ home: 0, away: 0 })
    expect(carded.send({ type: 'card', team: 'home', card: 'red' }).detail).toMatchObject({
      points: { home: 0, away: 1 },
      server: { side: 'away' },
    })
  })

  it('plays a golden set beside the match', () => {
    const golden = match()
      .points(h(25) + h(25) + h(25))
      .send({ type: 'golden_set', server: 'away' })
    expect(golden.state).toMatchObject({
      status: 'live',
      phase: 'golden_set',
      detail: { goldenSet: { home: 0, away: 0 } },
    })
    golden.points(a(14))
    expect(golden.detail).toMatchObject({ matchPoint: 'away', goldenSet: { home: 0, away: 14 } })
    expect(golden.points('a').state).toMatchObject({
      status: 'ended',
      score: { home: 3, away: 0 },
      result: { winner: 'home', text: 'Home won 3–0 (25–0, 25–0, 25–0); Away won the golden set 15–0' },
    })
  })

  it('takes a checkpoint with the sets and the points', () => {
    const placed = match().send({
      type: 'score_set',
      sets: [{ home: 25, away: 20 }],
      points: { home: 3, away: 5 },
      server: 'away',
    })
    expect(placed.state).toMatchObject({
      score: { home: 1, away: 0 },
      detail: { points: { home: 3, away: 5 }, server: { side: 'away' } },
    })
    expect(placed.points('h').detail.points).toEqual({ home: 4, away: 5 })
  })

  it('ends when a side retires', () => {
    expect(
      match()
        .points(h(25) + h(3))
        .send({ type: 'retired', team: 'home' }).state,
    ).toMatchObject({
      status: 'ended',
      result: { winner: 'away', method: 'retired', text: 'Away won 0–25, 0–3 (Home retired)' },
    })
  })
})
