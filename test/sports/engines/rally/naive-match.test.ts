import { describe, expect, it } from 'vitest'
import { foldAll } from '../../../../src/match/fold.ts'
import type { MatchState } from '../../../../src/match/state.ts'
import type { RallyDetail } from '../../../../src/sports/engines/rally/detail.ts'
import { forSeeds } from '../../../support/seeded-random.ts'
import { fixtureOf } from '../../../support/sports/match-builder.ts'
import { type NaiveRules, playNaively, RALLY_RULES } from './generate.ts'

for (const [sport, rules] of RALLY_RULES) {
  describe(`${sport.name}, against a naive scorer`, () => {
    it.each(Object.keys(rules))('ends %s with the same sets', (format) =>
      forSeeds(20, (random) => {
        const { winners, scores, won } = playNaively(rules[format] as NaiveRules, random)
        const sent = [{ type: 'match_start', server: 'home' }, ...winners.map((team) => ({ type: 'point', team }))]
        const events = sent.map((event, arrival) => ({ event: { id: `${arrival}`, ...event }, at: 0, arrival }))
        const state = foldAll(sport, fixtureOf(sport, format), events).reduced.state as MatchState<RallyDetail>
        expect(state).toMatchObject({ status: 'ended', score: won })
        expect(state.detail).toEqual({ sets: scores })
      }),
    )
  })
}
