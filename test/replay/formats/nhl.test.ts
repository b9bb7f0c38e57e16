import { describe, expect, it } from 'vitest'
import { fixtureJson, readFixture, readJson, stateOf } from './followed.ts'

const NAME = 'nhl/2026020001.json'

const eventsOf = async (data?: unknown) => {
  const { steps } = data === undefined ? await readFixture(NAME) : await readJson(data)
  return steps.flatMap(({ change }) => ('event' in change ? [change.event] : []))
}

describe('the NHL', () => {
  it('ends in the official result, of which one goal is for the shoot-out', async () => {
    const recording = await readFixture(NAME)
    expect(recording.fixture).toMatchObject({
      match: 'nhl-2026020001',
      sport: 'ice-hockey',
      venue: 'Northgate Arena',
      home: { name: 'Northgate Wolves', code: 'NGW' },
      away: { name: 'Lakeside Pikes', code: 'LKP' },
    })
    const state = stateOf(recording)
    expect(state).toMatchObject({ status: 'final', score: { home: 3, away: 2 } })
    expect(state.result).toMatchObject({ winner: 'home', method: 'shootout' })
    expect(state.detail).toMatchObject({ shootout: { home: 2, away: 1 } })
    expect(state.periods.map(({ label, home, away }) => [label, home, away])).toEqual([
      ['P1', 1, 0],
      ['P2', 0, 1],
      ['P3', 1, 1],
      ['OT', 0, 0],
      ['SO', 1, 0],
    ])
  })

  it('tells goals with assists and strength, in the order of sortOrder', async () => {
    const goals = (await eventsOf()).filter(({ type }) => type === 'goal')
    expect(goals).toMatchObject([
      {
        id: 'e6',
        team: 'home',
        player: 'Ada Lind',
        assist: 'Bo Marrow',
        secondAssist: 'Kaz Orlov',
        strength: 'pp',
        clock: '13:50',
      },
      { id: 'e210', team: 'away', player: 'Sol Ibarra', strength: 'ev' },
      { id: 'e310', team: 'home', player: 'Bo Marrow', assist: 'Ada Lind' },
      // With the goalkeeper off, a skater more is no power play.
      { id: 'e331', team: 'away', player: 'Vik Jarosz', strength: 'ev' },
    ])
    const orders = (await eventsOf()).map(({ order = 0 }) => order)
    expect(orders).toEqual(orders.toSorted((a, b) => a - b))
  })

  it('tells penalties, shots, and goalkeepers who leave and come back', async () => {
    const of = async (type: string) => (await eventsOf()).filter((event) => event.type === type)
    expect(await of('penalty')).toMatchObject([{ team: 'away', minutes: 2, kind: 'hooking', player: 'Vik Jarosz' }])
    expect(await of('shot')).toHaveLength(1)
    expect(await of('goalie_pulled')).toMatchObject([{ team: 'away', period: 3, clock: '01:20' }])
    expect(await of('goalie_returned')).toMatchObject([{ team: 'away', clock: '00:29' }])
    expect((await of('shootout_attempt')).map(({ team, scored }) => [team, scored])).toEqual([
      ['home', false],
      ['away', true],
      ['home', true],
      ['away', false],
      ['home', true],
      ['away', false],
    ])
  })

  it('an empty net', async () => {
    const data = fixtureJson(NAME)
    data.plays.find(({ eventId }: { eventId: number }) => eventId === 310).situationCode = '0651'
    expect((await eventsOf(data)).find(({ id }) => id === 'e310')).toMatchObject({ strength: 'en' })
  })

  it('a goal that was disallowed leaves no play: it is gone with the next answer', async () => {
    const data = fixtureJson(NAME)
    data.gameState = 'LIVE'
    data.plays = data.plays.filter(({ sortOrder }: { sortOrder: number }) => sortOrder < 100)
    data.homeTeam.score = 2
    data.awayTeam.score = 2
    expect(stateOf(await readJson(data))).toMatchObject({ status: 'live', score: { home: 2, away: 2 } })
    data.plays = data.plays.filter(({ eventId }: { eventId: number }) => eventId !== 331)
    data.awayTeam.score = 1
    expect(stateOf(await readJson(data))).toMatchObject({ status: 'live', score: { home: 2, away: 1 } })
  })

  it.each([
    ['FUT', 'OK', 'scheduled'],
    ['FUT', 'PPD', 'postponed'],
    ['FUT', 'CNCL', 'cancelled'],
  ])('%s, schedule %s: %s', async (gameState, gameScheduleState, status) => {
    const data = { ...fixtureJson(NAME), gameState, gameScheduleState, plays: [] }
    data.homeTeam.score = 0
    data.awayTeam.score = 0
    expect(stateOf(await readJson(data)).status).toBe(status)
  })

  it('a game that is suspended while it is played is suspended, and keeps its plays', async () => {
    const data = { ...fixtureJson(NAME), gameState: 'LIVE', gameScheduleState: 'SUSP' }
    data.plays = data.plays.filter(({ sortOrder }: { sortOrder: number }) => sortOrder < 100)
    data.homeTeam.score = 2
    data.awayTeam.score = 2
    expect(stateOf(await readJson(data))).toMatchObject({ status: 'suspended', score: { home: 2, away: 2 } })
  })

  it('is ended when it is over, and final when that is official', async () => {
    expect(stateOf(await readJson({ ...fixtureJson(NAME), gameState: 'OVER' })).status).toBe('ended')
    expect(stateOf(await readJson({ ...fixtureJson(NAME), gameState: 'FINAL' })).status).toBe('final')
  })

  it.each([
    [2, 4, '05:00', { preset: 'nhl' }],
    [19, 4, '10:00', { preset: 'nhl', overtimeMin: 10 }],
    [20, 4, '20:00', { preset: 'nhl-playoffs' }],
    [20, 5, '03:10', { preset: 'nhl-playoffs' }],
  ])(
    'game type %i with %i periods and %s left in overtime has the rules that its clock shows',
    async (gameType, number, timeRemaining, format) => {
      const data = { ...fixtureJson(NAME), gameType }
      data.plays = data.plays.map((play: { periodDescriptor: { periodType: string } }) =>
        play.periodDescriptor.periodType === 'OT'
          ? { ...play, timeRemaining, periodDescriptor: { ...play.periodDescriptor, number } }
          : play,
      )
      expect((await readJson(data)).fixture.format).toEqual(format)
    },
  )

  it('a goalkeeper who is back for a new period is back in it', async () => {
    const data = fixtureJson(NAME)
    for (const play of data.plays) {
      if (play.periodDescriptor.number === 1) play.situationCode = '0651'
      else if (play.periodDescriptor.number === 2) play.situationCode = '1551'
    }
    const told = (await readJson(data)).steps.flatMap(({ change }) => ('event' in change ? [change.event] : []))
    const back = told.findIndex(({ type, period }) => type === 'goalie_returned' && period === 2)
    expect(told[back - 1]).toMatchObject({ type: 'period_start', period: 2 })
  })

  it('without plays the score stands all the same', async () => {
    const data = { ...fixtureJson(NAME), plays: [] }
    expect(stateOf(await readJson(data))).toMatchObject({ status: 'final', score: { home: 3, away: 2 } })
  })

  it('without team scores its goals stand; without `limitedScoring` it is known by its plays', async () => {
    const { limitedScoring: _, ...data } = fixtureJson(NAME)
    delete data.homeTeam.score
    delete data.awayTeam.score
    expect(stateOf(await readJson(data))).toMatchObject({ status: 'final', score: { home: 3, away: 2 } })
  })

  it('a shoot-out of which no attempt, or too few are listed, is won all the same', async () => {
    const data = fixtureJson(NAME)
    const { plays } = data
    const isAttempt = ({ periodDescriptor }: { periodDescriptor: { periodType: string } }) =>
      periodDescriptor.periodType === 'SO'
    const won = { score: { home: 3, away: 2 }, result: { winner: 'home', method: 'shootout' } }
    const stateWith = async (listed: unknown[], more: object) =>
      stateOf(await readJson({ ...data, plays: listed, ...more }))
    const none = plays.filter((play: never) => !isAttempt(play))
    for (const more of [{ gameOutcome: { lastPeriodType: 'SO' } }, { periodDescriptor: { periodType: 'SO' } }]) {
      const state = await stateWith(none, more)
      expect(state).toMatchObject({ status: 'final', ...won })
      expect(state.periods.map(({ label }) => label)).toEqual(['P1', 'P2', 'P3', 'OT', 'SO'])
      expect(state.detail).not.toHaveProperty('shootout')
    }
    const first = plays.find(isAttempt)
    expect(await stateWith([...none, first], {})).toMatchObject(won)
    const inOvertime = { gameOutcome: { lastPeriodType: 'OT' }, periodDescriptor: { periodType: 'OT' } }
    expect(await stateWith(none, inOvertime)).toMatchObject({
      ...won,
      result: { winner: 'home', method: 'overtime' },
    })
  })
})
