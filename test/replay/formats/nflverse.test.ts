import { describe, expect, it } from 'vitest'
import { parseRecording } from '../../../src/replay/recording/recording-formats.ts'
import { fixtureFile, readFixture, stateOf } from './followed.ts'

const NAME = 'nflverse/play_by_play_2026.csv'
const GAME = '2026_05_GAL_IRN'

async function eventsOf(text = fixtureFile(NAME).text) {
  const { steps } = await parseRecording({ path: NAME, text }, { match: GAME })
  return steps.flatMap(({ change }) => ('event' in change ? [change.event] : []))
}

/** The file without the rows of these play ids. */
function without(...ids: number[]): string {
  const { text } = fixtureFile(NAME)
  return text
    .split('\n')
    .filter((line) => !ids.some((id) => line.split(',')[1] === `${id}.0`))
    .join('\n')
}

describe('nflverse play-by-play', () => {
  it('ends in the official result, with plays in the order of their numbers', async () => {
    const recording = await readFixture(NAME, GAME)
    expect(recording.fixture).toMatchObject({
      match: 'nflverse-2026_05_GAL_IRN',
      sport: 'american-football',
      format: { preset: 'nfl' },
      venue: 'Ironworks Field',
      startsAt: Date.UTC(2026, 9, 4),
      home: { name: 'IRN' },
      away: { name: 'GAL' },
    })
    const state = stateOf(recording)
    expect(state).toMatchObject({ status: 'final', score: { home: 24, away: 22 }, result: { winner: 'home' } })
    expect(state.periods.map(({ label, home, away }) => [label, home, away])).toEqual([
      ['Q1', 7, 3],
      ['Q2', 0, 8],
      ['Q3', 6, 2],
      ['Q4', 11, 9],
    ])
    expect((await eventsOf()).filter(({ type }) => type === 'score_set')).toEqual([])
  })

  it('tells every way to score, and whose it is', async () => {
    const scoring = new Set([
      'touchdown',
      'extra_point',
      'two_point_conversion',
      'field_goal',
      'safety',
      'defensive_conversion',
    ])
    const told = (await eventsOf()).filter(({ type }) => scoring.has(type))
    expect(told.map(({ type, team, kind, made }) => [type, team, kind ?? made])).toEqual([
      ['touchdown', 'home', 'pass'],
      ['extra_point', 'home', true],
      ['field_goal', 'away', true],
      ['touchdown', 'away', 'rush'],
      ['two_point_conversion', 'away', true],
      ['touchdown', 'home', 'return'],
      ['extra_point', 'home', false],
      ['safety', 'away', undefined],
      ['touchdown', 'away', 'rush'],
      ['two_point_conversion', 'away', false],
      ['defensive_conversion', 'home', undefined],
      ['field_goal', 'away', true],
      ['field_goal', 'home', true],
      ['touchdown', 'home', 'pass'],
      ['extra_point', 'home', false],
    ])
  })

  it('tells kicks, downs, flags, losses and stops', async () => {
    const of = async (type: string) => (await eventsOf()).filter((event) => event.type === type)
    expect(await of('kickoff')).toMatchObject([{ team: 'away' }, { team: 'home' }])
    expect((await of('play'))[0]).toMatchObject({
      team: 'home',
      down: 1,
      distance: 10,
      spot: 'IRN 30',
      yards: 30,
      player: 'B.Marrow',
      clock: '15:00',
    })
    expect(await of('punt')).toMatchObject([{ team: 'away', player: 'O.Quist' }])
    expect(await of('turnover')).toMatchObject([{ team: 'away', kind: 'interception' }])
    expect(await of('sack')).toMatchObject([{ team: 'away', player: 'S.Ibarra' }])
    expect(await of('penalty')).toMatchObject([{ team: 'away', decision: 'accepted', kind: 'Defensive Holding' }])
    expect(await of('timeout')).toMatchObject([{ team: 'away', period: 1, clock: '04:00' }])
    expect(await of('two_minute_warning')).toHaveLength(1)
  })

  it('a play that is missing is made good by the totals at the end of its quarter', async () => {
    const { steps, fixture, format } = await parseRecording({ path: NAME, text: without(105) }, { match: GAME })
    const state = stateOf({ steps, fixture, format })
    expect(state.score).toEqual({ home: 24, away: 22 })
    expect(state.periods[0]).toMatchObject({ home: 7, away: 3 })
  })

  it('is not over before its last row says so: the final score stands on every row', async () => {
    const unfinished = without(300, 310, 320)
    const state = stateOf(await parseRecording({ path: NAME, text: unfinished }, { match: GAME }))
    expect(state).toMatchObject({ status: 'live', score: { home: 18, away: 22 } })
  })

  it('NA means nothing, as R writes it', async () => {
    const text = fixtureFile(NAME).text.replaceAll(/,(?=,|\n)/g, ',NA')
    expect((await eventsOf(text)).length).toBe((await eventsOf()).length)
  })

  it('of a season wants to be told which game', async () => {
    await expect(readFixture(NAME)).rejects.toThrow(
      'say with --match which; it has 2026_05_GAL_IRN GAL at IRN, 2026_05_NGT_VAL NGT at VAL',
    )
  })
})
