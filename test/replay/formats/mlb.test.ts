import { describe, expect, it } from 'vitest'
import { parseFixture } from '../../../src/sports/contract/reading/parse-fixture.ts'
import { sports } from '../../../src/sports/registry.ts'
import { fixtureJson, readFixture, readJson, stateOf } from './followed.ts'

const NAME = 'mlb/770001.json'

const eventsOf = async () =>
  (await readFixture(NAME)).steps.flatMap(({ change }) => ('event' in change ? [change.event] : []))

describe('the live feed of MLB', () => {
  it('the plays alone are not enough, and what to get instead is said', async () => {
    const { liveData } = fixtureJson(NAME)
    await expect(readJson(liveData.plays)).rejects.toThrow('get /api/v1.1/game/ID/feed/live instead')
  })

  it('a play of a kind that we do not know brings the outs and runs that it has', async () => {
    const feed = fixtureJson(NAME)
    const whole = stateOf(await readJson(feed))
    for (const play of feed.liveData.plays.allPlays) {
      if (/field_out|force_out|strikeout/.test(play.result.eventType)) play.result.eventType = 'other_out'
    }
    const state = stateOf(await readJson(feed))
    expect([state.score, state.periods]).toEqual([whole.score, whole.periods])
  })

  it('the rows of a runner may come in any order', async () => {
    const feed = fixtureJson(NAME)
    const whole = stateOf(await readJson(feed))
    for (const play of feed.liveData.plays.allPlays) play.runners.reverse()
    expect(stateOf(await readJson(feed))).toEqual(whole)
  })

  it.each([
    [20, 20],
    [21, undefined],
  ])('a game of %i innings is played over as many if our rules know so many', async (scheduled, innings) => {
    const feed = fixtureJson(NAME)
    feed.liveData.linescore.scheduledInnings = scheduled
    const { fixture } = await readJson(feed)
    expect(fixture.format).toEqual({ preset: 'mlb', ...(innings && { innings }) })
    expect(parseFixture(fixture.match, fixture, sports).format).toMatchObject({ innings: innings ?? 9 })
  })

  it('a final game of which nobody tells a score did not end 0–0', async () => {
    const state = stateOf(await readJson({ ...fixtureJson(NAME), liveData: {} }))
    expect(state).toMatchObject({ status: 'scheduled' })
    expect(state.result).toBeUndefined()
  })

  it('ends in the official result, by a home run in the last half', async () => {
    const recording = await readFixture(NAME)
    expect(recording.version).toBe(20260510201512)
    expect(recording.fixture).toMatchObject({
      match: 'mlb-770001',
      sport: 'baseball',
      format: { preset: 'mlb', innings: 3 },
      venue: 'Northgate Park',
      home: { name: 'Northgate Wolves', code: 'NGW' },
    })
    const state = stateOf(recording)
    expect(state).toMatchObject({ status: 'final', score: { home: 3, away: 2 }, result: { winner: 'home' } })
    expect(state.periods.map(({ home, away }) => [home, away])).toEqual([
      [0, 1],
      [1, 0],
      [2, 1],
    ])
    expect((await eventsOf()).filter(({ type }) => type === 'score_set')).toEqual([])
  })

  it('tells plate appearances with runs, outs and bases as the league has them', async () => {
    const plates = (await eventsOf()).filter(({ type }) => type === 'plate_appearance')
    expect(plates[1]).toMatchObject({
      result: 'double',
      runs: 1,
      outs: 0,
      bases: ['second'],
      batter: 'Vik Jarosz',
      period: 1,
      half: 'top',
    })
    expect(plates.find(({ result }) => result === 'double_play')).toMatchObject({ outs: 2, bases: [] })
    expect(plates.at(-1)).toMatchObject({ result: 'home_run', runs: 2, half: 'bottom' })
  })

  it('tells pitches, and what runners do between them, once', async () => {
    const events = await eventsOf()
    const of = (name: string) => events.filter(({ type }) => type === name)
    expect(of('pitch')[0]).toMatchObject({ call: 'ball', batter: 'Sol Ibarra', pitcher: 'Hal Verne' })
    expect(of('pitch').filter(({ call }) => call === 'automatic_ball')).toHaveLength(1)
    expect(of('stolen_base')).toMatchObject([{ base: 'second', player: 'Sol Ibarra' }])
    expect(of('caught_stealing')).toMatchObject([{ base: 'second', player: 'Vik Jarosz' }])
    expect(of('run')).toMatchObject([{ player: 'Quin Abara', period: 3 }])
    expect(of('pitching_change')).toMatchObject([{ team: 'away', player: 'Otto Quist' }])
  })

  it('while it is played, shows the half, the outs and the count', async () => {
    const feed = fixtureJson(NAME)
    feed.gameData.status = { abstractGameState: 'Live', detailedState: 'In Progress' }
    feed.liveData.plays.allPlays = feed.liveData.plays.allPlays.slice(0, 4)
    const state = stateOf(await readJson(feed))
    expect(state).toMatchObject({ status: 'live', score: { home: 0, away: 1 }, detail: { outs: 2 } })
  })

  it('a score that the plays do not make is set in the end', async () => {
    const feed = fixtureJson(NAME)
    feed.liveData.linescore.teams.home.runs = 4
    expect(stateOf(await readJson(feed)).score).toEqual({ home: 4, away: 2 })
    // Old games have no plays.
    feed.liveData.plays.allPlays = []
    expect(stateOf(await readJson(feed))).toMatchObject({ status: 'final', score: { home: 4, away: 2 } })
  })

  it('a forfeit is won by whom the official score names', async () => {
    const feed = fixtureJson(NAME)
    feed.gameData.status = { abstractGameState: 'Final', detailedState: 'Forfeit: Willful rule violation' }
    feed.liveData.plays.allPlays = feed.liveData.plays.allPlays.slice(0, 4)
    feed.liveData.linescore.teams = { home: { runs: 9 }, away: { runs: 0 } }
    const state = stateOf(await readJson(feed))
    expect(state).toMatchObject({ status: 'final', result: { winner: 'home', method: 'forfeit' } })
    expect(state.score).toEqual({ home: 9, away: 0 })
  })

  it.each([
    ['Preview', 'Scheduled', 'scheduled'],
    ['Final', 'Postponed', 'postponed'],
    ['Final', 'Cancelled', 'cancelled'],
    ['Live', 'Suspended: Rain', 'suspended'],
  ])('%s, %s: %s', async (abstractGameState, detailedState, status) => {
    const feed = fixtureJson(NAME)
    feed.gameData.status = { abstractGameState, detailedState }
    feed.liveData.plays.allPlays = []
    expect(stateOf(await readJson(feed)).status).toBe(status)
  })

  it('a game of which there is only a line score has its innings, while it is played and in the end', async () => {
    const feed = fixtureJson(NAME)
    const { linescore, plays } = feed.liveData
    plays.allPlays = []
    linescore.scheduledInnings = 9
    linescore.innings = [
      { num: 1, home: { runs: 0 }, away: { runs: 1 } },
      { num: 2, home: { runs: 1 }, away: { runs: 0 } },
      { num: 3, home: {}, away: { runs: 2 } },
    ]
    linescore.teams = { home: { runs: 1 }, away: { runs: 3 } }
    feed.gameData.status = { abstractGameState: 'Live', detailedState: 'In Progress' }
    const live = stateOf(await readJson(feed))
    expect(live).toMatchObject({ status: 'live', score: { home: 1, away: 3 } })
    expect(live.periods.map(({ home, away }) => [home, away])).toEqual([
      [0, 1],
      [1, 0],
      [undefined, 2],
    ])
    feed.gameData.status = { abstractGameState: 'Final', detailedState: 'Completed Early: Rain' }
    expect(stateOf(await readJson(feed)).result).toEqual({ winner: 'none', method: 'no_result', text: 'No game' })
    for (const num of [4, 5]) linescore.innings.push({ num, home: { runs: 0 }, away: { runs: 0 } })
    expect(stateOf(await readJson(feed)).result?.text).toBe('Lakeside Pikes won 3–1 in 5 innings (called)')
  })
})
