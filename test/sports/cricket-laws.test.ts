import { expect, it } from 'vitest'
import { foldAll } from '../../src/match/fold.ts'
import { cricket } from '../../src/sports/cricket.ts'
import type { CricketDetail } from '../../src/sports/cricket-detail.ts'
import { cricketFormat } from '../../src/sports/cricket-format.ts'
import { fixtureOf } from '../support/match-builder.ts'
import { forSeeds } from '../support/seeded-random.ts'
import { sportLaws } from '../support/sport-laws.ts'
import { generateCricket } from './generate-cricket.ts'
import { scoreInnings } from './naive-scorer.ts'

sportLaws(cricket, generateCricket)

it('counts every innings of every format as a scorer with a sheet of paper does', () =>
  forSeeds(100, (random) => {
    const { events, format } = generateCricket(random)
    const fixture = fixtureOf(cricket, format)
    const effective = events.map((event, index) => ({ event, at: index, arrival: index + 1 }))
    const { state } = foldAll(cricket, fixture, effective).board
    const { innings } = state.detail as CricketDetail
    const totals = { home: 0, away: 0 }
    for (const each of Object.values(innings)) {
      const expected = scoreInnings(events, each.n, cricketFormat.parse(format))
      expect(each).toMatchObject(expected)
      if (each.superOver === undefined) totals[each.side] += expected.runs
    }
    expect(state.score).toEqual(totals)
  }))
