import { describe, expect, it } from 'vitest'
import { type GameDetail, tallyOf } from '../../../src/sports/engines/game/detail.ts'
import { fixtureJson, readFixture, readJson, stateOf } from './followed.ts'

const NAME = 'nba/playbyplay_0022600001.json'

interface Action {
  readonly actionNumber: number
  actionType: string
  shotResult?: string
  period: number
}

describe('the NBA', () => {
  it('ends in the official result, in overtime', async () => {
    const recording = await readFixture(NAME)
    expect(recording.fixture).toMatchObject({ match: 'nba-0022600001', home: { name: 'HER' }, away: { name: 'OWL' } })
    const state = stateOf(recording)
    expect(state).toMatchObject({ status: 'final', sport: 'basketball', score: { home: 5, away: 8 } })
    expect(state.result).toMatchObject({ winner: 'away', method: 'overtime' })
    expect(state.periods.map(({ label, home, away }) => [label, home, away])).toEqual([
      ['Q1', 1, 3],
      ['Q2', 2, 0],
      ['Q3', 0, 0],
      ['Q4', 2, 2],
      ['OT', 0, 3],
    ])
  })

  it('a file without any score is refused: nobody can say who is at home', async () => {
    const { game } = fixtureJson(NAME)
    const actions = game.actions.map((action: object) => ({ ...action, scoreHome: null, scoreAway: null }))
    await expect(readJson({ game: { ...game, actions } })).rejects.toThrow('who is at home')
  })

  it('an id that was written as a number still tells the league', async () => {
    const { game } = fixtureJson(NAME)
    expect((await readJson({ game: { ...game, gameId: 22_600_001 } })).fixture.match).toBe('nba-0022600001')
  })

  it('tells shots, free throws, fouls and who came on, with tenths in the last minute', async () => {
    const { steps } = await readFixture(NAME)
    const events = steps.flatMap(({ change }) => ('event' in change ? [change.event] : []))
    const of = (type: string) => events.filter((event) => event.type === type)
    expect(of('field_goal')).toMatchObject([
      { team: 'away', points: 3, player: 'R. Holm', assist: 'O. Quist', clock: '11:20', period: 1 },
      { team: 'home', points: 2, player: 'I. Skaar' },
      { team: 'home', clock: '00:31.5' },
      { team: 'away', clock: '00:04.3' },
      { team: 'away', points: 3, period: 5 },
    ])
    expect(of('free_throw')).toMatchObject([
      { made: true, n: 1, of: 2 },
      { made: false, n: 2, of: 2 },
    ])
    expect(of('foul').map(({ kind }) => kind)).toEqual(['shooting', 'offensive'])
    expect(of('substitution')).toMatchObject([{ off: 'H. Verne' }, { on: 'I. Skaar' }])
    expect(of('timeout')).toMatchObject([{ team: 'home', kind: 'full' }])
    expect(of('score_set')).toEqual([])
    const steal = events.findIndex(({ type }) => type === 'steal')
    expect(events[steal - 1]).toMatchObject({ type: 'turnover' })
  })

  it('a rebound of no player is not counted, and nobody is in the bonus after the end', async () => {
    const data = fixtureJson(NAME)
    const at = data.game.actions.findIndex(({ actionType }: Action) => actionType === 'rebound')
    const { playerName: _, playerNameI: __, ...rebound } = data.game.actions[at]
    const { clock, orderNumber } = data.game.actions.at(-2)
    const foul = {
      ...rebound,
      ...{ clock, orderNumber, actionType: 'foul', subType: 'personal', playerNameI: 'H. Verne', period: 5 },
    }
    const more = [{ ...rebound, personId: 0 }, ...Array.from({ length: 6 }, () => foul)]
    data.game.actions.splice(-1, 0, ...more.map((each, n) => ({ ...each, actionNumber: 9000 + n })))
    const state = stateOf(await readJson(data))
    const { rebounds } = stateOf(await readFixture(NAME)).detail as GameDetail
    expect(state).toMatchObject({ status: 'final', detail: { rebounds } })
    expect(tallyOf(state.detail as GameDetail, 'fouls', 'home')).toBeGreaterThanOrEqual(6)
    expect(state.scoreline.away.marks ?? []).toEqual([])
  })

  it('a basket that is missing is made good by the score at the end of its period', async () => {
    const data = fixtureJson(NAME)
    data.game.actions = data.game.actions.filter(
      ({ actionType, period }: Action) => actionType !== '2pt' || period !== 2,
    )
    const state = stateOf(await readJson(data))
    expect(state).toMatchObject({ status: 'final', score: { home: 5, away: 8 } })
    expect(state.periods[1]).toMatchObject({ home: 2, away: 0 })
  })

  it('while it is played, and before the first basket tells who is at home', async () => {
    const data = fixtureJson(NAME)
    const { actions } = data.game
    data.game.actions = actions.slice(0, 4)
    const early = await readJson(data)
    expect(early.fixture).toMatchObject({ home: { name: 'Home' }, away: { name: 'Away' } })
    expect(stateOf(early)).toMatchObject({ status: 'live', score: { home: 0, away: 0 } })
    data.game.actions = actions.slice(0, 5)
    expect(await readJson(data)).toMatchObject({ fixture: { home: { name: 'HER' }, away: { name: 'OWL' } } })
    expect(stateOf(await readJson(data))).toMatchObject({ status: 'live', score: { home: 0, away: 3 } })
  })

  it.each([
    ['1522600001', 'NBA Summer League', { preset: 'nba', periodMin: 10 }],
    ['2022600001', 'NBA G League', { preset: 'nba' }],
  ])('%s is a game of the %s', async (gameId, competition, format) => {
    const data = fixtureJson(NAME)
    data.game.gameId = gameId
    expect((await readJson(data)).fixture).toMatchObject({ competition, format })
  })

  it('says who plays where the file has teams; the WNBA is known by the id', async () => {
    const data = fixtureJson(NAME)
    data.game.gameId = '1022600001'
    data.game.homeTeam = { teamId: 1, teamName: 'Herons', teamCity: 'Harbour', teamTricode: 'HER' }
    data.game.awayTeam = { teamId: 2, teamName: 'Owls', teamCity: 'Milltown', teamTricode: 'OWL' }
    const { fixture } = await readJson(data)
    expect(fixture).toMatchObject({ home: { name: 'Harbour Herons' }, format: { preset: 'wnba' }, competition: 'WNBA' })
  })

  it('who comes on in the break is told once the next period has begun', async () => {
    const data = fixtureJson(NAME)
    const { actions } = data.game
    const start = actions.findIndex(({ actionType, period }: Action) => actionType === 'period' && period === 2)
    const change = {
      ...{ actionNumber: 9001, orderNumber: actions[start].orderNumber - 1, actionType: 'substitution', subType: 'in' },
      ...{ teamTricode: 'HER', playerNameI: 'I. Skaar', period: 2, clock: 'PT12M00.00S' },
    }
    data.game.actions = actions.toSpliced(start, 0, change)
    const ids = (await readJson(data)).steps.map(({ change }) => ('event' in change ? change.event.id : ''))
    expect(ids.indexOf('a9001')).toBe(ids.indexOf(`a${actions[start].actionNumber}`) + 1)
    data.game.actions = [...actions.slice(0, start), change]
    const inBreak = await readJson(data)
    expect(inBreak.steps.some(({ change }) => 'event' in change && change.event.id === 'a9001')).toBe(false)
    expect(stateOf(inBreak)).toMatchObject({ phase: 'break', periods: [{ label: 'Q1' }] })
  })

  it('a period whose start or end is missing is played all the same', async () => {
    const data = fixtureJson(NAME)
    data.game.actions = data.game.actions.filter(
      ({ actionType, period }: Action) => actionType !== 'period' || period === 1,
    )
    const state = stateOf(await readJson(data))
    expect(state).toMatchObject({ status: 'final', score: { home: 5, away: 8 }, result: { method: 'overtime' } })
    // Nothing else is told of the third quarter of this file.
    expect(state.periods.map(({ home, away }) => [home, away])).toEqual([
      [1, 3],
      [2, 0],
      [2, 2],
      [0, 3],
    ])
  })

  it('playbyplayv3, which numbers a steal as its turnover and has no end of the game, ends in the same result', async () => {
    const team = {
      teamTricode: 'HER',
      location: 'h',
      scoreHome: '',
      scoreAway: '',
      clock: 'PT05M00.00S',
      shotResult: '',
    }
    const actions = [
      { actionType: 'period', subType: 'start', teamTricode: '', location: '', scoreHome: '0', scoreAway: '0' },
      {
        actionType: 'Made Shot',
        shotValue: 3,
        scoreHome: '3',
        scoreAway: '0',
        description: "Skaar 25' 3PT (3 PTS) (Verne 1 AST)",
      },
      { actionType: 'Turnover', subType: 'Bad Pass', teamTricode: 'OWL', location: 'v' },
      { actionType: '', description: 'Verne STEAL (1 STL)' },
      { actionType: 'Foul', subType: 'Shooting', teamTricode: 'OWL', location: 'v' },
      { actionType: 'Free Throw', subType: 'Free Throw 1 of 2', description: 'MISS Verne Free Throw 1 of 2' },
      { actionType: 'Free Throw', subType: 'Free Throw 2 of 2', scoreHome: '4', scoreAway: '0' },
      { actionType: 'Substitution', description: 'SUB: Quist FOR Verne' },
      {
        actionType: 'period',
        subType: 'end',
        teamTricode: '',
        location: '',
        scoreHome: '4',
        scoreAway: '0',
        period: 4,
      },
    ].map((action, index) => ({
      ...team,
      period: 1,
      actionNumber: Math.floor(index / 2),
      actionId: index + 1,
      ...action,
    }))
    const recording = await readJson({ meta: {}, game: { gameId: '0022600001', actions } })
    const events = recording.steps.flatMap(({ change }) => ('event' in change ? [change.event] : []))
    expect(events).toMatchObject([
      { type: 'period_start' },
      { type: 'field_goal', team: 'home', points: 3, assist: 'Verne' },
      { type: 'turnover', team: 'away', kind: 'bad pass' },
      { type: 'steal', team: 'home' },
      { type: 'foul', kind: 'shooting' },
      { type: 'free_throw', made: false, n: 1, of: 2 },
      { type: 'free_throw', made: true, n: 2, of: 2 },
      { type: 'substitution', on: 'Quist', off: 'Verne' },
      { type: 'period_end', period: 1 },
      { type: 'period_start', period: 4 },
      { type: 'period_end', period: 4 },
      { type: 'match_end' },
      { type: 'match_final' },
    ])
    expect(stateOf(recording)).toMatchObject({ status: 'final', score: { home: 4, away: 0 } })
  })
})
