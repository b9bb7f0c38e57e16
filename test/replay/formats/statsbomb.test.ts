import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EffectiveEvent, MatchEvent } from '../../../src/match/event.ts'
import { foldAll } from '../../../src/match/fold.ts'
import type { MatchState } from '../../../src/match/state.ts'
import { statsbomb } from '../../../src/replay/formats/statsbomb/statsbomb.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import { parseFixture } from '../../../src/sports/contract/reading/parse-fixture.ts'
import type { FootballDetail } from '../../../src/sports/football/detail.ts'
import { football } from '../../../src/sports/football/index.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const path = join(import.meta.dirname, '../../fixtures/statsbomb/events/900001.json')
const text = readFileSync(path, 'utf8')

async function read(file = { path, text }, options: { match?: string } = {}) {
  const { fixture, steps } = await statsbomb.read(file, options)
  const events = steps.flatMap(({ change }) => ('event' in change ? [change.event] : []))
  return { fixture, steps, events }
}

async function stateOf(arrange: (events: readonly MatchEvent[]) => readonly MatchEvent[] = (events) => events) {
  const { fixture, events } = await read()
  const parsed = parseFixture(fixture.match, fixture, new Map([['football', football]]))
  const effective: EffectiveEvent[] = arrange(events).map((event, index) => ({
    event: parseEvent(football, event),
    at: 1_000_000,
    arrival: index + 1,
  }))
  return foldAll(football, parsed, effective).reduced.state
}

function expectOfficial(state: MatchState): void {
  const detail = state.detail as FootballDetail
  expect(state).toMatchObject({ status: 'final', score: { home: 2, away: 2 } })
  expect(state.result).toMatchObject({ winner: 'home', method: 'shootout' })
  expect(detail.shootout).toMatchObject({ first: 'away', home: 4, away: 3, decided: 'home' })
  expect(detail.halfTime).toEqual({ home: 1, away: 1 })
  expect(detail.fullTime).toEqual({ home: 2, away: 2 })
}

describe('a StatsBomb match', () => {
  it('ends as it did, in every arrival order', async () => {
    expectOfficial(await stateOf())
    await forSeeds(5, async (random) => expectOfficial(await stateOf(random.shuffle)))
  })

  it('tells goals with kind, scorer and assist; an own goal once, for the side that gets it', async () => {
    const { scorers } = (await stateOf()).detail as FootballDetail
    expect(scorers.map(({ id: _, ...goal }) => goal)).toEqual([
      { team: 'home', player: 'Red 9', assist: 'Red 7', minute: "13'", kind: 'header' },
      { team: 'away', player: 'Red 3', minute: "45+2'", kind: 'own_goal' },
      { team: 'home', player: 'Red 12', minute: "89'", kind: 'free_kick' },
      { team: 'away', player: 'Blue 10', minute: "90+4'", kind: 'penalty' },
    ])
  })

  it('tells cards of fouls and of bad behaviour, on the pitch and on the bench', async () => {
    const { bookings, redCards, yellowCards, players } = (await stateOf()).detail as FootballDetail
    expect(bookings.map(({ player, card, offPitch }) => [player, card, offPitch ?? false])).toEqual([
      ['Blue 4', undefined, false],
      ['Red 4', 'red', false],
      ['Red 9', undefined, true],
      ['Blue 4', 'second_yellow', false],
    ])
    expect([redCards, yellowCards, players]).toEqual([
      { home: 1, away: 1 },
      { home: 1, away: 2 },
      { home: 10, away: 10 },
    ])
  })

  it('tells penalties, substitutions, corners, shots and offsides, and nothing of the rest', async () => {
    const { events } = await read()
    const count = (type: string) => events.filter((event) => event.type === type).length
    expect(['penalty_awarded', 'penalty_missed', 'substitution', 'corner', 'shot', 'offside'].map(count)).toEqual([
      1, 1, 1, 1, 2, 1,
    ])
    expect(events.find(({ type }) => type === 'penalty_awarded')).toMatchObject({ team: 'away', clock: '55:00' })
    expect(events).toHaveLength(37)
  })

  it('is described by the file of its season, if that is there', async () => {
    expect((await read()).fixture).toEqual({
      match: 'statsbomb-900001',
      sport: 'football',
      format: { preset: 'cup' },
      competition: 'Invented Cup 2024',
      startsAt: Date.UTC(2024, 6, 1, 18, 30),
      venue: 'The Meadow',
      home: { name: 'Reds' },
      away: { name: 'Blues' },
    })
  })

  it('without that has the side at home whose line-up comes first', async () => {
    const { fixture } = await read({ path: '/nowhere/900001.json', text }, { match: 'm1' })
    expect(fixture).toEqual({
      match: 'm1',
      sport: 'football',
      format: { preset: 'cup' },
      home: { name: 'Blues' },
      away: { name: 'Reds' },
    })
  })

  it('is read whatever is broken beside it', async () => {
    const folder = await temporaryDirectory()
    await writeFile(join(folder, 'matches.json'), '[{"match_id": 9000')
    expect((await read({ path: join(folder, '900001.json'), text }, {})).fixture.home.name).toBe('Blues')
  })

  it('gives the same steps each time, each id once, never back in time', async () => {
    const { steps, events } = await read()
    expect((await read()).steps).toEqual(steps)
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(steps.map(({ atMs }) => atMs)).toEqual(steps.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
  })

  it('counts an own goal whose other half is missing', async () => {
    const withoutFor = JSON.parse(text).filter(({ type }: { type: { name: string } }) => type.name !== 'Own Goal For')
    const { events } = await read({ path, text: JSON.stringify(withoutFor) })
    const own = events.filter(({ kind }) => kind === 'own_goal')
    expect(own).toMatchObject([{ team: 'away', player: 'Red 3', clock: '46:20' }])
  })

  it('is recognised by what it begins with', () => {
    expect(statsbomb.recognises({ path, text })).toBe(true)
    expect(statsbomb.recognises({ path, text: '{"meta": {"data_version": "1.1.0"}}' })).toBe(false)
    expect(statsbomb.recognises({ path: 'https://x.example/live', text })).toBe(true)
  })
})
