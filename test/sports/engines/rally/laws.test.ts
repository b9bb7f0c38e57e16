import { describe, expect, it } from 'vitest'
import { foldAll } from '../../../../src/match/fold.ts'
import type { MatchState } from '../../../../src/match/state.ts'
import type { RallyDetail } from '../../../../src/sports/engines/rally/events.ts'
import { fixtureOf } from '../../../support/match-builder.ts'
import { forSeeds } from '../../../support/seeded-random.ts'
import { sportLaws } from '../../../support/sport-laws.ts'
import { generateRally, type NaiveRules, playNaively, RALLY_RULES } from './generate.ts'

for (const [sport, rules] of RALLY_RULES) {
  sportLaws(
    sport,
    (random) => generateRally(rules, random),
    ({ score, detail }) => {
      const { sets } = detail as RallyDetail
      expect(score).toEqual({
        home: sets.filter(({ home, away }) => home > away).length,
        away: sets.filter(({ home, away }) => away > home).length,
      })
    },
  )

  describe(`${sport.name}, against a naive scorer`, () => {
    it.each(Object.keys(rules))('ends %s with the same sets', (format) =>
      forSeeds(20, (random) => {
        const { winners, scores, won } = playNaively(rules[format] as NaiveRules, random)
        const events = winners.map((team, arrival) => ({
          event: { id: `${arrival}`, type: 'point', team },
          at: 0,
          arrival,
        }))
        const state = foldAll(sport, fixtureOf(sport, format), events).board.state as MatchState<RallyDetail>
        expect(state).toMatchObject({ status: 'ended', score: won })
        expect(state.detail).toEqual({ sets: scores })
      }),
    )
  })
}
