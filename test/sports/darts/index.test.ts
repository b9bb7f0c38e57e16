import { describe, expect, it } from 'vitest'
import { darts } from '../../../src/sports/darts/index.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'
import { playNaively } from './generate.ts'

function match(format?: unknown): MatchBuilder {
  const built = new MatchBuilder(darts, format)
  built.send('match_start', { server: 'home' })
  return built
}

function visits(to: MatchBuilder, ...scores: number[]): MatchBuilder {
  for (const points of scores) {
    const { server } = to.state.detail as { readonly server?: { readonly side: string } }
    to.send('visit', { team: server?.side ?? 'home', points })
  }
  return to
}

describe('a leg of darts', () => {
  it('counts down from 501 in turn, and is won by the visit that takes it to 0', () => {
    const leg = visits(match(), 180, 60, 180)
    expect(leg.state).toMatchObject({
      detail: { remaining: { home: 141, away: 441 }, server: { side: 'away' }, maximums: { home: 2, away: 0 } },
      scoreline: { home: { main: '0', now: '141' }, serving: 'away' },
    })
    visits(leg, 60)
    expect(leg.state.scoreline.note).toBe('Reds requires 141')
    visits(leg, 141)
    expect(leg.state).toMatchObject({
      score: { home: 1, away: 0 },
      period: { n: 2, label: 'Leg 2' },
      periods: [{ label: 'Legs', home: 1, away: 0 }],
      detail: {
        remaining: { home: 501, away: 501 },
        server: { side: 'away' },
        threwFirst: 'away',
        averages: { home: 167, away: 60 },
        highestCheckout: { home: 141, away: 0 },
      },
    })
  })

  it('counts nothing of a bust, told or not', () => {
    const close = visits(match('pub-301'), 180, 0, 81, 0)
    const { warnings } = close.send('visit', { team: 'home', points: 39 })
    expect(warnings).toEqual([{ code: 'counts-as-bust', detail: 'home has 40 left and scores 39' }])
    expect(close.state.detail).toMatchObject({
      remaining: { home: 40 },
      lastVisit: { bust: true },
      server: { side: 'away' },
    })
    visits(close, 0)
    expect(close.send('visit', { team: 'home', points: 20, bust: true }).warnings).toEqual([])
    expect(close.state.detail).toMatchObject({ remaining: { home: 40 } })
  })

  it('warns of what no three darts score, and of a turn that was missed', () => {
    const leg = match()
    expect(leg.send('visit', { team: 'home', points: 179 }).warnings).toMatchObject([{ code: 'impossible-visit' }])
    expect(leg.send('visit', { team: 'home', points: 60 }).warnings).toMatchObject([{ code: 'out-of-turn' }])
  })

  it('that was given by mistake is taken back: what remained before it stands again', () => {
    const given = visits(match('pub-301'), 180, 60)
    const before = given.state
    given.send('leg_won', { id: 'wrong', team: 'home' })
    expect(given.state).toMatchObject({ score: { home: 1, away: 0 }, period: { label: 'Leg 2' } })
    expect(given.delete('wrong').correction).toBe('leg_taken_back')
    expect({ ...given.state, updatedAt: 0 }).toEqual({ ...before, updatedAt: 0 })
  })
})

describe('a match of darts', () => {
  it('ends in words', () => {
    const legs = match('pub-301')
    for (const team of ['home', 'away', 'home']) legs.send('leg_won', { team })
    expect(legs.state.result?.text).toBe('Reds won 2–1')
    const sets = match({ bestOf: 3, bestOfLegs: 3 })
    for (const team of ['home', 'home', 'away', 'home', 'home']) sets.send('leg_won', { team })
    expect(sets.state).toMatchObject({ status: 'ended', result: { text: 'Reds won 2–0 (2–0, 2–1)' } })
  })

  it('wants two clear legs in the deciding set, up to its cap', () => {
    const last = match({ bestOf: 3, bestOfLegs: 3, winBy: 2, cap: 4 })
    const legs = (...teams: string[]) => teams.map((team) => last.send('leg_won', { team }))
    legs('home', 'home', 'away', 'away', 'home', 'away', 'home')
    expect(last.state).toMatchObject({
      status: 'live',
      score: { home: 1, away: 1 },
      detail: { legs: { home: 2, away: 1 } },
    })
    legs('away', 'home', 'away', 'home')
    expect(last.state).toMatchObject({ status: 'ended', score: { home: 2, away: 1 } })
  })

  it('takes a checkpoint', () => {
    const set = match('world-championship')
    set.send('score_set', {
      sets: [{ home: 3, away: 1 }],
      legs: { home: 1, away: 2 },
      remaining: { home: 40, away: 170 },
      server: 'away',
    })
    expect(set.state).toMatchObject({
      score: { home: 1, away: 0 },
      scoreline: { home: { main: '1', now: '40', sub: '1 leg' }, serving: 'away', note: 'Blues requires 170' },
    })
  })

  it('comes to what a naive scorer comes to', () =>
    forSeeds(12, (random) => {
      const { format, events, score } = playNaively(random)
      const played = new MatchBuilder(darts, format)
      for (const event of events) expect(played.send(event.type, event).warnings).toEqual([])
      expect(played.state).toMatchObject({ status: 'ended', score })
    }))
})

describe('a leg that a double begins', () => {
  it.each([
    [0, []],
    [160, []],
    [170, []],
    [171, ['impossible-visit']],
    [180, ['impossible-visit']],
  ])('has a first score that a double can be part of: %i', (points, codes) => {
    const match = new MatchBuilder(darts, 'world-grand-prix')
    match.send('match_start', { server: 'home' })
    expect(match.send('visit', { team: 'home', points }).warnings.map(({ code }) => code)).toEqual(codes)
  })

  it('is like any other once it has begun', () => {
    const match = new MatchBuilder(darts, 'world-grand-prix')
    match.send('match_start', { server: 'home' })
    match.send('visit', { team: 'home', points: 40 })
    match.send('visit', { team: 'away', points: 0 })
    expect(match.send('visit', { team: 'home', points: 180 }).warnings).toEqual([])
    expect(match.send('visit', { team: 'away', points: 180 }).warnings).toHaveLength(1)
  })
})
