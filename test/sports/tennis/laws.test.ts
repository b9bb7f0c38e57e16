import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '../../../src/match/event.ts'
import { foldNext, startFold } from '../../../src/match/fold.ts'
import { diff } from '../../../src/match/merge-patch.ts'
import type { MatchState } from '../../../src/match/state.ts'
import type { TennisDetail } from '../../../src/sports/engines/games/detail.ts'
import { tennis } from '../../../src/sports/tennis/index.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { fixtureOf } from '../../support/sports/match-builder.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'
import { NAIVE_RULES, playNaively } from './naive-match.ts'

sportLaws(tennis, examples)

describe('tennis, against a naive scorer', () => {
  const shown = (state: MatchState<TennisDetail>) => ({
    sets: state.detail.sets.map(({ home, away, tiebreak }) => {
      return `${home}-${away}${tiebreak ? `(${tiebreak.home}-${tiebreak.away})` : ''}`
    }),
    ...(state.status === 'live' && {
      games: `${state.detail.games?.home}-${state.detail.games?.away}`,
      points: `${state.detail.points?.home}-${state.detail.points?.away}`,
    }),
  })

  it('shows the same sets, games, points and server after every point of every format', () =>
    forSeeds(10, (random) => {
      for (const rules of NAIVE_RULES) {
        const { points, opener } = playNaively(rules, random)
        let folded = startFold(tennis, fixtureOf(tennis, rules.preset))
        const send = (event: MatchEvent, arrival: number) => {
          folded = foldNext(tennis, folded, { event, at: arrival, arrival }) ?? folded
          return folded.reduced.state as MatchState<TennisDetail>
        }
        let state = send({ id: 'start', type: 'match_start', server: opener }, 0)
        for (const [index, point] of points.entries()) {
          expect(state.detail.server?.side).toBe(point.server)
          state = send({ id: `p${index}`, type: 'point', team: point.winner }, index + 1)
          const { sets, games, points: called } = point
          expect(shown(state)).toEqual({ sets, ...(state.status === 'live' && { games, points: called }) })
          expect(state.status).toBe(index === points.length - 1 ? 'ended' : 'live')
        }
        expect(state.result?.winner).toBe(points.at(-1)?.winner)
      }
    }))

  it('sends small patches: under 300 bytes for half of the points, under 700 for 99 of 100', () => {
    const sizes: number[] = []
    return forSeeds(10, (random) => {
      const rules = random.pick(NAIVE_RULES)
      const { points, opener } = playNaively(rules, random)
      let folded = startFold(tennis, fixtureOf(tennis, rules.preset))
      const names = { serverPlayer: 'Wolfeschlegelsteinhausen', receiverPlayer: 'Llanfairpwllgwyngyll' }
      const events = points.map(({ winner }, index) => ({ id: `p${index}`, type: 'point', team: winner }))
      for (const [arrival, event] of [
        { id: 's', type: 'match_start', server: opener, ...names },
        ...events,
      ].entries()) {
        const next = foldNext(tennis, folded, { event, at: arrival, arrival }) ?? folded
        sizes.push(Buffer.byteLength(JSON.stringify(diff(folded.reduced.state, next.reduced.state) ?? {})))
        folded = next
      }
      sizes.sort((a, b) => a - b)
      expect(sizes[Math.floor(sizes.length * 0.5)]).toBeLessThan(300)
      expect(sizes[Math.floor(sizes.length * 0.99)]).toBeLessThan(700)
    })
  })
})
