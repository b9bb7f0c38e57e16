import { describe, expect, it } from 'vitest'
import { badminton } from '../../../src/sports/badminton/index.ts'
import type { RallyDetail } from '../../../src/sports/engines/rally/detail.ts'
import { presentationOf } from '../../../src/sports/presentations.ts'
import { fixtureOf, MatchBuilder } from '../../support/sports/match-builder.ts'
import { setsMatch } from '../engines/sets/sets-match.ts'

const match = () => setsMatch<RallyDetail>(badminton).send({ type: 'match_start', server: 'home' })

describe('a game of badminton', () => {
  it('is won two ahead from 20-20', () => {
    expect(match().points(`${'ha'.repeat(20)}h`).detail.points).toEqual({ home: 21, away: 20 })
    expect(match().points(`${'ha'.repeat(20)}hh`).detail.sets).toEqual([{ home: 22, away: 20 }])
  })

  it('ends at 30 whatever the lead', () => {
    const level = match().points('ha'.repeat(29))
    expect(level.detail).toMatchObject({ points: { home: 29, away: 29 }, setPoint: 'both' })
    expect(level.points('a').detail.sets).toEqual([{ home: 29, away: 30 }])
  })

  it('has no such end where the format says none', () => {
    const free = setsMatch<RallyDetail>(badminton, { cap: null }).points(`${'ha'.repeat(30)}aa`)
    expect(free.detail.sets).toEqual([{ home: 30, away: 32 }])
  })

  it('is opened by who won the last one', () => {
    expect(match().points('a'.repeat(21)).detail.server).toEqual({ side: 'away' })
  })

  it('knows no timeouts', () => {
    expect(match().detail).not.toHaveProperty('timeoutsLeft')
  })
})

describe('the interval', () => {
  it('is shown in the story, and is no surprise', () => {
    const match = new MatchBuilder(badminton)
    match.send('match_start')
    expect(match.send('break_start', { kind: 'interval' }).warnings).toEqual([])
    expect(match.send('break_end').warnings).toEqual([])
  })
})

describe('the players of doubles', () => {
  const players = { home: ['Ann Lee', 'Bo Chen'], away: ['Cat Roy', 'Di Wu'] }

  it('are told by the start of the match, and the page names them to the end', () => {
    const doubles = new MatchBuilder(badminton)
    doubles.send('match_start', { server: 'home', players })
    const summary = () => JSON.stringify(presentationOf('badminton').summary(doubles.state))
    expect(doubles.state.detail).toMatchObject({ players })
    expect(summary()).toContain('Reds: Ann Lee and Bo Chen')
    for (let n = 0; n < 42; n += 1) doubles.send('point', { team: 'away' })
    expect(doubles.state.status).toBe('ended')
    expect(summary()).toContain('Blues: Cat Roy and Di Wu')
  })

  it('are not named twice where the side is called so', () => {
    const named = { home: { name: 'Ann Lee / Bo Chen' }, away: { name: 'Cat Roy / Di Wu' } }
    const doubles = new MatchBuilder(badminton, undefined, { ...fixtureOf(badminton), ...named })
    doubles.send('match_start', { players })
    expect(presentationOf('badminton').summary(doubles.state)).toEqual([])
  })
})
