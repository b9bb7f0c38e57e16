import { expect, it } from 'vitest'
import type { MatchEvent } from '../../../src/match/event.ts'
import { foldAll } from '../../../src/match/fold.ts'
import type { CricketDetail } from '../../../src/sports/cricket/detail.ts'
import { cricketFormat } from '../../../src/sports/cricket/format.ts'
import { cricket } from '../../../src/sports/cricket/index.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { fixtureOf } from '../../support/sports/match-builder.ts'
import { mistaken } from '../../support/sports/mistaken-event.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'
import { generateCricket } from './generate.ts'
import { scoreInnings } from './naive-scorer.ts'

sportLaws(cricket, examples)

it('counts every innings of every format as a scorer with a sheet of paper does, whatever its deliveries say', () =>
  forSeeds(100, (random) => {
    const { events: legal, format } = generateCricket(random)
    const events = random.chance(0.5) ? legal : legal.map((event) => misheard(random, event))
    const fixture = fixtureOf(cricket, format)
    const effective = events.map((event, index) => ({ event, at: index, arrival: index + 1 }))
    const { state } = foldAll(cricket, fixture, effective).reduced
    const { innings } = state.detail as CricketDetail
    const totals = { home: 0, away: 0 }
    for (const each of Object.values(innings)) {
      const expected = scoreInnings(events, each.n, cricketFormat.parse(format))
      expect(each).toMatchObject(expected)
      if (each.superOver === undefined) totals[each.side] += expected.runs
    }
    expect(state.score).toEqual(totals)
  }))

function misheard(random: SeededRandom, event: MatchEvent): MatchEvent {
  return event.type === 'delivery' && random.chance(0.2) ? mistaken(random, event) : event
}
