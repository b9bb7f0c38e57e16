import { expect, it } from 'vitest'
import type { MatchEvent } from '../../../src/match/event.ts'
import { foldAll } from '../../../src/match/fold.ts'
import type { MatchState } from '../../../src/match/state.ts'
import type { CricketDetail } from '../../../src/sports/cricket/detail.ts'
import { cricketFormat } from '../../../src/sports/cricket/format.ts'
import { cricket } from '../../../src/sports/cricket/index.ts'
import { fixtureOf } from '../../support/match-builder.ts'
import { mistaken } from '../../support/mistaken-event.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { sportLaws } from '../../support/sport-laws.ts'
import { generateCricket } from './generate.ts'
import { scoreInnings } from './naive-scorer.ts'

const ofAll = (numbers: Iterable<number>) => [...numbers].reduce((sum, number) => sum + number, 0)

/** The generator gives every delivery a striker and a bowler, and all runs by deliveries and penalties. */
function expectConsistent(state: MatchState): void {
  const { innings, superOvers = {}, batting = [], striker, lastWicket, chase } = state.detail as CricketDetail
  const all = Object.values(innings)
  for (const { runs, wickets, extras, batters, bowlers } of all) {
    const { byes, legByes, penalty } = extras
    const off = ofAll(Object.values(batters).map((batter) => batter.runs))
    expect(runs).toBe(off + ofAll(Object.values(extras)))
    expect(ofAll(Object.values(bowlers).map((bowler) => bowler.runs))).toBe(runs - byes - legByes - penalty)
    expect(wickets).toBeGreaterThanOrEqual(Object.values(batters).filter(({ out }) => out).length)
  }
  for (const side of ['home', 'away'] as const) {
    const runsOf = (n: number | undefined) =>
      ofAll(all.filter((each) => each.side === side && each.superOver === n).map(({ runs }) => runs))
    expect(state.score[side]).toBe(runsOf(undefined))
    for (const [n, score] of Object.entries(superOvers)) expect(score[side]).toBe(runsOf(Number(n)))
  }
  const current = innings[String(state.period?.n)]
  expect(Object.keys(current?.batters ?? {})).toEqual(expect.arrayContaining([...batting]))
  if (striker !== undefined) expect(batting).toContain(striker)
  if (lastWicket !== undefined) expect(current?.batters).toHaveProperty([lastWicket, 'out'])
  if (chase && current?.closedReason === undefined) {
    expect(chase.needed).toBe(Math.max(0, chase.target - (current?.runs ?? 0)))
  }
}

sportLaws(cricket, generateCricket, expectConsistent)

it('counts every innings of every format as a scorer with a sheet of paper does, whatever its deliveries say', () =>
  forSeeds(100, (random) => {
    const { events: legal, format } = generateCricket(random)
    const events = random.chance(0.5) ? legal : legal.map((event) => misheard(random, event))
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

function misheard(random: SeededRandom, event: MatchEvent): MatchEvent {
  return event.type === 'delivery' && random.chance(0.2) ? mistaken(random, event) : event
}
