import { describe, expect, it } from 'vitest'
import type { EffectiveEvent, MatchEvent } from '../../../src/match/event.ts'
import { foldAll } from '../../../src/match/fold.ts'
import type { MatchState, Side } from '../../../src/match/state.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import type { FootballDetail } from '../../../src/sports/football/detail.ts'
import { football } from '../../../src/sports/football/index.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { fixtureOf } from '../../support/sports/match-builder.ts'
import { expectRecordings } from '../../support/sports/recorded-data.ts'
import { eventsOf, inventedMatches, isGoldenGoal, realMatches, recordedMatches } from './recorded-football.ts'

const SIDES: readonly Side[] = ['home', 'away']
const recorded = recordedMatches().map((match) => ({ match, name: `${match.matchId} (${match.date})` }))

it('are all there: four invented matches, and twelve real ones or a word that they are missing', () => {
  expect(inventedMatches()).toHaveLength(4)
  expectRecordings('football', realMatches().length)
})

describe.each(recorded)('the recorded match $name', ({ match }) => {
  const { final } = match
  const format = isGoldenGoal(match) ? 'golden-goal' : final.extraTime || final.shootout ? 'cup' : 'league'

  const fold = (events: readonly MatchEvent[]): MatchState => {
    const effective: EffectiveEvent[] = events.map((event, index) => ({
      event: parseEvent(football, event),
      at: 1_000_000 + index * 1000,
      arrival: index + 1,
    }))
    return foldAll(football, fixtureOf(football, format), effective).reduced.state
  }

  const expectOfficial = (state: MatchState) => {
    const detail = state.detail as FootballDetail
    expect(state.score).toEqual({ home: final.home, away: final.away })
    expect(state.result?.winner).toBe(
      final.result.startsWith('home') ? 'home' : final.result === 'draw' ? 'draw' : 'away',
    )
    expect(state.result?.method).toBe(methodOf())
    expect(state.periods.some(({ label }) => label === 'ET1')).toBe(final.extraTime)
    if (!final.shootout) return expect(detail.shootout).toBeUndefined()
    expect(detail.shootout).toMatchObject({ home: final.shootoutHome, away: final.shootoutAway })
    return expect(detail.shootout?.decided).toBe(state.result?.winner)
  }

  const methodOf = () => {
    if (final.shootout) return 'shootout'
    if (!final.extraTime) return 'regulation'
    return isGoldenGoal(match) ? 'golden_goal' : 'extra_time'
  }

  it('ends as it officially did, whoever kicked first', () => {
    for (const first of SIDES) expectOfficial(fold(eventsOf(match, first)))
  })

  it('ends so in every arrival order when the feed orders its events', () =>
    forSeeds(10, (random) => {
      const ordered = eventsOf(match, random.pick(SIDES)).map((event, order) => ({ ...event, order }))
      expectOfficial(fold(random.shuffle(ordered)))
    }))

  it('ends so in every arrival order by period and clock alone', () =>
    forSeeds(10, (random) => {
      const events = eventsOf(match, random.pick(SIDES))
      expectOfficial(fold([...random.shuffle(events.slice(0, -1)), ...events.slice(-1)]))
    }))
})
