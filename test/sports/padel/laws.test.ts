import { describe, expect, it } from 'vitest'
import type { MatchState } from '../../../src/match/state.ts'
import type { TennisDetail } from '../../../src/sports/engines/games/detail.ts'
import { padel } from '../../../src/sports/padel/index.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { playNaively } from '../tennis/naive-match.ts'
import { examples, PADEL_RULES } from './examples.ts'

sportLaws(padel, examples)

const detailOf = (match: MatchBuilder) => match.state.detail as TennisDetail

describe('a game of padel at deuce', () => {
  /** Points by side, `h` and `a`, in a match under that rule. */
  const play = (deuceRule: string, points: string) => {
    const match = new MatchBuilder(padel, { deuceRule })
    for (const point of points) match.send('point', { team: point === 'h' ? 'home' : 'away' })
    return match
  }
  const DEUCE = 'hhhaaa'

  it.each([
    ['golden', DEUCE, 'h'],
    ['silver', `${DEUCE}ha`, 'h'],
    ['star', `${DEUCE}haah`, 'a'],
  ])('is decided by the %s point', (rule, before, decider) => {
    const match = play(rule, before)
    expect(detailOf(match)).toMatchObject({ games: { home: 0, away: 0 }, points: { home: '40', away: '40' } })
    expect(detailOf(match).decidingPoint).toBe(rule)
    expect(match.state.scoreline.note?.toLowerCase()).toBe(`${rule} point`)
    const winner = decider === 'h' ? 'home' : 'away'
    match.send('point', { team: winner })
    expect(detailOf(match).games?.[winner]).toBe(1)
  })

  it.each([
    ['silver', DEUCE],
    ['star', `${DEUCE}ha`],
    ['advantage', `${DEUCE}hahaha`],
  ])('goes on by %s after fewer deuces, and is won by two points', (rule, before) => {
    const match = play(rule, `${before}h`)
    expect(detailOf(match)).toMatchObject({ games: { home: 0 }, points: { home: 'AD', away: '40' } })
    expect(detailOf(match).decidingPoint).toBeUndefined()
    match.send('point', { team: 'home' })
    expect(detailOf(match).games?.home).toBe(1)
  })

  it('shows the same as a naive scorer after every point of every preset', () =>
    forSeeds(4, (random) => {
      for (const rules of PADEL_RULES) {
        const { points, opener } = playNaively(rules, random)
        const match = new MatchBuilder(padel, rules.preset)
        match.send('match_start', { server: opener })
        for (const { winner, games, points: called } of points) {
          match.send('point', { team: winner })
          const { status, detail } = match.state as MatchState<TennisDetail>
          if (status !== 'live') continue
          const text = (score: { home: unknown; away: unknown } | undefined) => `${score?.home}-${score?.away}`
          expect([text(detail.games), text(detail.points)]).toEqual([games, called])
        }
        expect(match.state.result?.winner).toBe(points.at(-1)?.winner)
      }
    }))
})
