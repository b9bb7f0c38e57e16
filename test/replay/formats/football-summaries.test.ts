import { describe, expect, it } from 'vitest'
import type { FootballDetail } from '../../../src/sports/football/detail.ts'
import { footballPresentation } from '../../../src/sports/football/presentation.ts'
import { fixtureJson, readFixture, readJson, stateOf } from './followed.ts'

const DATA = 'football/football-data.json'
const API = 'football/api-football.json'
const LIGA = 'football/openligadb.json'

const detailOf = (state: ReturnType<typeof stateOf>) => state.detail as FootballDetail

describe('football-data.org', () => {
  it('ends in the official result, with a shoot-out that `fullTime` counts as goals', async () => {
    const recording = await readFixture(DATA)
    expect(recording).toMatchObject({ format: 'football-data', version: Date.parse('2026-05-16T20:52:11Z') })
    expect(recording.fixture).toMatchObject({
      match: 'football-data-700001',
      competition: 'Harbour Cup',
      venue: 'Harbour Ground',
      home: { name: 'Northgate FC', short: 'Northgate', code: 'NGT' },
    })
    const state = stateOf(recording)
    expect(state).toMatchObject({ status: 'final', score: { home: 2, away: 2 } })
    expect(state.result).toMatchObject({ winner: 'home', method: 'shootout' })
    expect(detailOf(state).shootout).toMatchObject({ home: 4, away: 3 })
    expect(detailOf(state).scorers.map(({ team, player, minute, kind }) => [team, player, minute, kind])).toEqual([
      ['home', 'Ivo Lindqvist', "45+2'", undefined],
      ['away', 'Ren Castell', "78'", 'own_goal'],
      ['home', 'Ivo Lindqvist', "97'", 'penalty'],
      ['away', 'Sam Okafor', "118'", undefined],
    ])
    expect(recording.steps.some(({ change }) => 'event' in change && change.event.type === 'score_set')).toBe(false)
  })

  it('as plans without goals have it: the score of each period is set', async () => {
    const { goals: _, bookings: __, substitutions: ___, penalties: ____, ...bare } = fixtureJson(DATA)
    const state = stateOf(await readJson(bare))
    expect(state).toMatchObject({ status: 'final', score: { home: 2, away: 2 } })
    expect(detailOf(state)).toMatchObject({ halfTime: { home: 1, away: 0 }, fullTime: { home: 1, away: 1 } })
    expect(state.result).toMatchObject({ winner: 'home', method: 'shootout' })
  })

  it('extra time that no score tells of is in the one of the end, with its goals', async () => {
    const match = fixtureJson(DATA)
    const recording = await readJson({ ...match, score: { ...match.score, extraTime: null } })
    expect(recording.fixture.format).toEqual({ preset: 'cup' })
    const state = stateOf(recording)
    expect(state).toMatchObject({ score: { home: 2, away: 2 }, result: { winner: 'home', method: 'shootout' } })
    expect(state.periods.map(({ home, away }) => [home, away])).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 1],
    ])
  })

  it('as v2 names the sides of a score', async () => {
    const match = fixtureJson(DATA)
    for (const name of Object.keys(match.score)) {
      const { home, away } = match.score[name] ?? {}
      if (home !== undefined) match.score[name] = { homeTeam: home, awayTeam: away }
    }
    expect(stateOf(await readJson(match)).score).toEqual({ home: 2, away: 2 })
  })

  it.each<[string, object, object]>([
    ['before it', { status: 'TIMED', score: {} }, { status: 'scheduled', score: { home: 0, away: 0 } }],
    [
      'in the first half',
      { status: 'IN_PLAY', score: { fullTime: { home: 1, away: 0 }, halfTime: { home: null, away: null } } },
      { status: 'live', phase: 'first_half', score: { home: 1, away: 0 } },
    ],
    [
      'at half-time',
      { status: 'PAUSED', score: { fullTime: { home: 1, away: 0 }, halfTime: { home: 1, away: 0 } } },
      { phase: 'half_time' },
    ],
    [
      'in the second half',
      { status: 'IN_PLAY', score: { fullTime: { home: 1, away: 2 }, halfTime: { home: 1, away: 0 } } },
      { phase: 'second_half', score: { home: 1, away: 2 } },
    ],
    ['postponed', { status: 'POSTPONED', score: {} }, { status: 'postponed' }],
    ['cancelled', { status: 'CANCELLED', score: {} }, { status: 'cancelled' }],
    [
      'suspended in the second half: the score stays',
      { status: 'SUSPENDED', minute: 63, score: { fullTime: { home: 1, away: 0 } } },
      { status: 'suspended', score: { home: 1, away: 0 } },
    ],
    [
      'in extra time, and nothing says how it stood before',
      { status: 'EXTRA_TIME', minute: 101, score: { duration: 'EXTRA_TIME', fullTime: { home: 2, away: 1 } } },
      {
        phase: 'extra_time_first_half',
        periods: [
          { label: '1H', home: 0, away: 0 },
          { label: '2H', home: 1, away: 1 },
          { label: 'ET1', home: 1, away: 0 },
        ],
      },
    ],
    [
      'a shoot-out of which only the winner is known',
      {
        status: 'FINISHED',
        score: { winner: 'AWAY_TEAM', duration: 'PENALTY_SHOOTOUT', fullTime: { home: 1, away: 1 } },
      },
      {
        status: 'final',
        score: { home: 1, away: 1 },
        scoreline: { home: { main: '1' }, away: { main: '1' } },
        result: { winner: 'away', method: 'shootout' },
      },
    ],
    [
      'awarded',
      { status: 'AWARDED', score: { winner: 'AWAY_TEAM', fullTime: { home: 0, away: 3 } } },
      { status: 'final', score: { home: 0, away: 3 }, result: { winner: 'away', method: 'awarded' } },
    ],
  ])('%s', async (_, change, expected) => {
    const bare = {
      ...fixtureJson(DATA),
      minute: null,
      goals: [],
      bookings: [],
      substitutions: [],
      penalties: [],
      ...change,
    }
    expect(stateOf(await readJson(bare))).toMatchObject(expected)
  })
})

describe('API-Football', () => {
  it('ends in the official result after extra time, of which only `goals` tells', async () => {
    const recording = await readFixture(API)
    const state = stateOf(recording)
    expect(state).toMatchObject({ status: 'final', score: { home: 2, away: 3 }, venue: 'The Yard, Ironworks' })
    expect(state.result).toMatchObject({ winner: 'away', method: 'extra_time' })
    expect(detailOf(state).scorers.map(({ team, player, minute, kind }) => [team, player, minute, kind])).toEqual([
      ['home', 'Ada Lind', "12'", undefined],
      ['away', 'Rex Holm', "45+3'", 'penalty'],
      ['home', 'Sol Ibarra', "90+4'", 'own_goal'],
      ['away', 'Quin Abara', "90+6'", undefined],
      ['away', 'Quin Abara', "111'", undefined],
    ])
    expect(recording.steps.some(({ change }) => 'event' in change && change.event.type === 'score_set')).toBe(false)
  })

  it('a goal that a review has taken away does not count, whether it is still listed or not', async () => {
    const [fixture] = fixtureJson(API).response
    const at = (elapsed: number) => ({ time: { elapsed, extra: null }, team: { id: 21, name: 'Ironworks' } })
    const review = { ...at(14), player: { name: 'Ada Lind' }, type: 'Var', detail: 'Goal Disallowed - offside' }
    fixture.events = fixture.events.filter(({ type }: { type: string }) => type !== 'Var')
    fixture.events.splice(1, 0, review)
    fixture.events.find(({ detail }: { detail: string }) => detail === 'Own Goal').team.id = 21
    const events = async () =>
      (await readJson(fixture)).steps.flatMap(({ change }) => ('event' in change ? [change.event] : []))
    const goals = async () => (await events()).filter(({ type, team }) => type === 'goal' && team === 'home').length
    expect(await goals()).toBe(2)
    expect((await events()).filter(({ type }) => type === 'var_end')).toMatchObject([
      { team: 'home', clock: '14', decision: 'Goal Disallowed - offside' },
    ])
    fixture.goals.home = 1
    expect(await goals()).toBe(1)
    expect(stateOf(await readJson(fixture))).toMatchObject({ score: { home: 1, away: 3 } })
    expect((await events()).filter(({ type }) => type === 'score_set')).toEqual([])
    review.time.elapsed = 21
    expect(await goals()).toBe(2)
  })

  it('a second yellow card, which is listed as a yellow and a red one, is one card', async () => {
    const { response } = fixtureJson(API)
    const [match] = response
    const card = (detail: string, elapsed: number) => ({
      time: { elapsed, extra: null },
      team: match.teams.home,
      player: { id: 9, name: 'Pim Aalto' },
      assist: { id: null, name: null },
      type: 'Card',
      detail,
      comments: null,
    })
    const cards = [card('Yellow Card', 30), card('Yellow Card', 70), card('Red Card', 70)]
    const state = stateOf(await readJson({ ...match, events: [...match.events, ...cards] }))
    expect(detailOf(state).bookings.filter(({ player }) => player === 'Pim Aalto')).toMatchObject([
      { minute: "30'" },
      { minute: "70'", card: 'second_yellow' },
    ])
    expect(detailOf(state).players.home).toBe(10)
  })

  it('says what the provider says, where the key is wrong or was used too often', async () => {
    const refusal = { get: 'fixtures', errors: { requests: 'You have reached the request limit.' }, response: [] }
    await expect(readJson(refusal)).rejects.toThrow(
      'a.json looks like api-football, but: API-Football says: You have reached the request limit.',
    )
    await expect(readJson({ message: 'The resource is restricted.', errorCode: 403 })).rejects.toThrow(
      'a.json has no match in it, but says: The resource is restricted.',
    )
  })

  const withStatus = (short: string, elapsed: number | null, more: object = {}) => {
    const data = fixtureJson(API)
    const [match] = data.response
    Object.assign(match.fixture.status, { short, elapsed })
    return { ...data, response: [{ ...match, events: [], ...more }] }
  }

  it('kicks: no goals, and a shoot-out right after full time or after extra time', async () => {
    const score = { penalty: { home: 6, away: 5 }, fulltime: { home: 0, away: 0 } }
    for (const elapsed of [90, 120]) {
      const state = stateOf(await readJson(withStatus('PEN', elapsed, { goals: { home: 0, away: 0 }, score })))
      expect(state).toMatchObject({ status: 'final', score: { home: 0, away: 0 } })
      expect(state.result).toMatchObject({ winner: 'home', method: 'shootout' })
      expect(detailOf(state).shootout).toMatchObject({ home: 6, away: 5 })
    }
  })

  it.each<[string, number | null, object]>([
    ['NS', null, { status: 'scheduled' }],
    ['1H', 20, { status: 'live', phase: 'first_half' }],
    ['HT', 45, { phase: 'half_time' }],
    ['2H', 70, { phase: 'second_half' }],
    ['ET', 95, { phase: 'extra_time_first_half' }],
    ['ET', 110, { phase: 'extra_time_second_half' }],
    ['BT', 90, { phase: 'awaiting_extra_time' }],
    ['BT', 105, { phase: 'extra_time_half_time' }],
    ['P', 120, { phase: 'penalty_shootout' }],
    ['INT', 60, { status: 'interrupted' }],
    ['SUSP', 60, { status: 'suspended' }],
    ['PST', null, { status: 'postponed' }],
    ['CANC', null, { status: 'cancelled' }],
    ['ABD', 70, { status: 'abandoned' }],
    ['AWD', null, { status: 'final', result: { winner: 'away', method: 'awarded' } }],
  ])('%s in minute %j', async (short, elapsed, expected) => {
    expect(stateOf(await readJson(withStatus(short, elapsed, { goals: { home: 0, away: 0 } })))).toMatchObject(expected)
  })
})

describe('what providers write oddly', () => {
  it('lists in any order: goals and cards have the same ids', async () => {
    const data = fixtureJson(DATA)
    for (const list of ['goals', 'bookings', 'substitutions']) data[list].reverse()
    expect(stateOf(await readJson(data))).toEqual(stateOf(await readFixture(DATA)))
    const api = fixtureJson(API)
    api.response[0].events.reverse()
    expect(stateOf(await readJson(api))).toEqual(stateOf(await readFixture(API)))
  })

  it.each([
    [21, { home: 0, away: 1 }, ['away', 'home']],
    [22, { home: 0, away: 1 }, ['away', 'home']],
    [21, { home: 1, away: 0 }, ['home', 'away']],
  ])('an own goal of each side: the first one listed with %i, at half-time %o', async (first, halftime, sides) => {
    const [fixture] = fixtureJson(API).response
    Object.assign(fixture.fixture.status, { short: 'FT', elapsed: 90 })
    const own = (elapsed: number, id: number) => ({ time: { elapsed }, team: { id }, type: 'Goal', detail: 'Own Goal' })
    fixture.events = [own(20, first), own(70, 43 - first)]
    fixture.goals = { home: 1, away: 1 }
    fixture.score = { halftime }
    expect(detailOf(stateOf(await readJson(fixture))).scorers.map(({ team }) => team)).toEqual(sides)
  })

  it('minute 93 of a match without extra time is 90+3, and one below 0 is before the kick-off', async () => {
    const [fixture] = fixtureJson(API).response
    Object.assign(fixture.fixture.status, { short: 'FT', elapsed: 90 })
    const at = (elapsed: number) => ({ time: { elapsed, extra: null }, team: { id: 21 }, player: { name: 'Ada Lind' } })
    fixture.events = [
      { ...at(-5), type: 'Card', detail: 'Yellow Card' },
      { ...at(93), type: 'Goal', detail: 'Normal Goal' },
    ]
    fixture.goals = { home: 1, away: 0 }
    fixture.score = { halftime: { home: 0, away: 0 } }
    const { steps, ...recording } = await readJson(fixture)
    expect(detailOf(stateOf({ ...recording, steps })).scorers).toMatchObject([{ minute: "90+3'" }])
    const events = steps.flatMap(({ change }) => ('event' in change ? [change.event] : []))
    expect(events.filter(({ type }) => type === 'score_set')).toEqual([])
    expect(events.find(({ type }) => type === 'card')).toMatchObject({ clock: '0', period: 1 })
  })

  it('a status that is new is told, and takes no goal off the board', async () => {
    const refused = (data: unknown) => readJson(data).catch(({ message }: Error) => message)
    expect(await refused({ ...fixtureJson(DATA), status: 'COOLING_BREAK' })).toBe(
      'a.json looks like football-data, but: status: is "COOLING_BREAK", which is no status that is known here',
    )
    const [fixture] = fixtureJson(API).response
    Object.assign(fixture.fixture.status, { short: 'VAR' })
    expect(await refused(fixture)).toMatch(/but: fixture\.status\.short: is "VAR", which is no status/)
    const list = { matches: [fixtureJson(DATA), { ...fixtureJson(DATA), id: 1, status: 'COOLING_BREAK' }] }
    expect(stateOf(await readJson(list, '700001')).status).toBe('final')
  })

  it('a match that is over without a score is not known to be 0–0', async () => {
    const [liga] = fixtureJson(LIGA)
    const bare = { ...liga, goals: [], matchResults: [] }
    expect(stateOf(await readJson([bare])).status).toBe('scheduled')
    const match = { ...fixtureJson(DATA), goals: [], bookings: [], penalties: [], score: {} }
    expect(stateOf(await readJson(match)).status).toBe('scheduled')
  })
})

describe('a match that is awarded', () => {
  const facts = (state: ReturnType<typeof stateOf>) => footballPresentation.panels(state, []).map(({ title }) => title)

  it('after it was played keeps what was played beside the score that counts', async () => {
    const [fixture] = fixtureJson(API).response
    Object.assign(fixture.fixture.status, { short: 'AWD', elapsed: 90 })
    fixture.goals = { home: 3, away: 0 }
    fixture.teams.home.winner = true
    fixture.teams.away.winner = false
    // It stands with the side that gets it.
    fixture.events.find(({ detail }: { detail: string }) => detail === 'Own Goal').team.id = 21
    const state = stateOf(await readJson(fixture))
    expect(state).toMatchObject({ status: 'final', score: { home: 3, away: 0 } })
    expect(state.result).toMatchObject({ winner: 'home', method: 'awarded' })
    expect(detailOf(state)).toMatchObject({ playedScore: { home: 2, away: 3 }, awardedScore: { home: 3, away: 0 } })
    expect(detailOf(state).scorers).toHaveLength(5)

    const match = { ...fixtureJson(DATA), status: 'AWARDED' }
    match.goals.find(({ type }: { type: string }) => type === 'OWN').team = match.awayTeam
    match.score = { winner: 'AWAY_TEAM', duration: 'REGULAR', fullTime: { home: 0, away: 3 } }
    const same = stateOf(await readJson(match))
    expect(same).toMatchObject({ score: { home: 0, away: 3 }, result: { winner: 'away', method: 'awarded' } })
    expect(detailOf(same)).toMatchObject({ playedScore: { home: 2, away: 2 }, awardedScore: { home: 0, away: 3 } })
  })

  it('without play has no score on the pitch, and one that was put off has no facts', async () => {
    const [fixture] = fixtureJson(API).response
    Object.assign(fixture.fixture.status, { short: 'WO', elapsed: null })
    const state = stateOf(await readJson({ ...fixture, events: [], goals: { home: 3, away: 0 } }))
    expect(state).toMatchObject({ status: 'final', score: { home: 3, away: 0 } })
    expect(detailOf(state)).not.toHaveProperty('playedScore')
    Object.assign(fixture.fixture.status, { short: 'PST' })
    const putOff = stateOf(await readJson({ ...fixture, events: [], goals: { home: null, away: null } }))
    expect(facts(putOff)).toEqual([])
    expect(facts(stateOf(await readFixture(API)))).toContain('Match facts')
  })
})

describe('OpenLigaDB', () => {
  it('the score after 90 minutes is known from the results, where no goal is listed', async () => {
    const result = (resultTypeID: number, resultName: string, pointsTeam1: number, pointsTeam2: number) => ({
      ...{ resultTypeID, resultName, pointsTeam1, pointsTeam2 },
    })
    const match = {
      ...{
        matchID: 1,
        team1: { teamName: 'SV Hafen' },
        team2: { teamName: 'TSV Deich' },
        matchIsFinished: true,
        goals: [],
      },
      matchResults: [
        result(1, 'Halbzeitergebnis', 0, 0),
        result(2, 'Endergebnis', 1, 1),
        result(4, 'nach Verlängerung', 2, 1),
      ],
    }
    const { periods } = stateOf(await readJson([match]))
    expect(periods.map(({ home, away }) => [home, away])).toEqual([
      [0, 0],
      [1, 1],
      [0, 0],
      [1, 0],
    ])
  })

  it('ends in the official result, however its goals are sorted and whatever is missing', async () => {
    const recording = await readFixture(LIGA, '900001')
    expect(recording.fixture).toMatchObject({
      match: 'openligadb-900001',
      home: { name: 'SV Hafen' },
      venue: 'Deichstadion',
    })
    expect(recording.version).toBe(Date.parse('2026-02-14T17:24:11.53Z'))
    const state = stateOf(recording)
    expect(state).toMatchObject({ status: 'final', score: { home: 3, away: 2 }, result: { winner: 'home' } })
    expect(detailOf(state).halfTime).toEqual({ home: 1, away: 1 })
    expect(detailOf(state).scorers.map(({ team, player, minute, kind }) => [team, player, minute, kind])).toEqual([
      ['home', 'Lind', "9'", undefined],
      ['away', 'Okafor', "45+2'", 'own_goal'],
      ['home', 'Lind', "51'", 'penalty'],
      // Without a minute it is shown with the last one that is known.
      ['away', undefined, "51'", undefined],
    ])
  })

  it('in PascalCase, as older answers are', async () => {
    const pascal = JSON.stringify(fixtureJson(LIGA)[0]).replaceAll(
      /"([a-z])(\w+)":/g,
      (_, first: string, rest: string) => `"${first.toUpperCase()}${rest}":`,
    )
    expect(stateOf(await readJson(JSON.parse(pascal)))).toMatchObject({ status: 'final', score: { home: 3, away: 2 } })
  })

  it('a false goal more than the result is taken off', async () => {
    const [match] = fixtureJson(LIGA)
    match.goals.push({ goalID: 7, scoreTeam1: 4, scoreTeam2: 2, matchMinute: 90 })
    expect(stateOf(await readJson(match)).score).toEqual({ home: 3, away: 2 })
  })

  it('added time is no extra time, though its goals are ticked as overtime', async () => {
    const [match] = fixtureJson(LIGA)
    const goal = (goalID: number, home: number, away: number, matchMinute: number, more: object) => ({
      ...{ goalID, scoreTeam1: home, scoreTeam2: away, matchMinute, goalGetterName: 'Lind' },
      ...more,
    })
    const result = (resultTypeID: number, pointsTeam1: number, pointsTeam2: number) => ({
      ...{ resultName: 'Ergebnis', resultTypeID, pointsTeam1, pointsTeam2 },
    })
    match.matchResults = [result(1, 1, 0), result(2, 2, 1)]
    match.goals = [
      goal(1, 1, 0, 45, { isOvertime: true, comment: '+3' }),
      goal(2, 1, 1, 96, { isOvertime: true }),
      goal(3, 2, 1, 90, { isOvertime: true, comment: '+11' }),
    ]
    const state = stateOf(await readJson(match))
    expect(state).toMatchObject({ status: 'final', score: { home: 2, away: 1 }, result: { method: 'regulation' } })
    expect(state.periods.map(({ label }) => label)).toEqual(['1H', '2H'])
    expect(detailOf(state).scorers.map(({ minute }) => minute)).toEqual(["45+3'", "90+6'", "90+11'"])
  })

  it('a goal of extra time is told by a score beyond the one after 90 minutes, and 108 with "+3" is 105+3', async () => {
    const [liga] = fixtureJson(LIGA)
    const goal = (goalID: number, scores: readonly number[], about: object) => ({
      goalID,
      scoreTeam1: scores[0],
      scoreTeam2: scores[1],
      isOvertime: true,
      goalGetterName: 'Ole',
      ...about,
    })
    const results = [
      { resultName: 'Halbzeitergebnis', resultTypeID: 1, pointsTeam1: 0, pointsTeam2: 0 },
      { resultName: 'Endergebnis', resultTypeID: 2, pointsTeam1: 0, pointsTeam2: 0 },
      { resultName: 'nach Verlängerung', resultTypeID: 3, pointsTeam1: 2, pointsTeam2: 0 },
    ]
    const goals = [goal(1, [1, 0], { matchMinute: null }), goal(2, [2, 0], { matchMinute: 108, comment: '+3' })]
    const state = stateOf(await readJson([{ ...liga, matchResults: results, goals }]))
    expect(state.periods.map(({ home, away }) => [home, away])).toEqual([
      [0, 0],
      [0, 0],
      [2, 0],
      [0, 0],
    ])
    expect(detailOf(state).scorers.map(({ minute }) => minute)).toContain("105+3'")
  })

  it('a cup: results after extra time and after the kicks, by their names', async () => {
    const [match] = fixtureJson(LIGA)
    const result = (resultName: string, resultTypeID: number, pointsTeam1: number, pointsTeam2: number) => ({
      resultName,
      resultTypeID,
      pointsTeam1,
      pointsTeam2,
    })
    match.goals = []
    match.matchResults = [
      result('Halbzeit', 1, 0, 0),
      result('Endergebnis', 2, 1, 1),
      result('nach Verlängerung', 4, 2, 2),
      result('nach Elfmeterschießen', 5, 6, 5),
    ]
    const state = stateOf(await readJson(match))
    expect(state).toMatchObject({
      status: 'final',
      score: { home: 2, away: 2 },
      result: { winner: 'home', method: 'shootout' },
    })
    expect(detailOf(state).shootout).toMatchObject({ home: 4, away: 3 })
  })

  it('of several matches wants to be told which', async () => {
    await expect(readFixture(LIGA)).rejects.toThrow(
      'but: say with --match which; it has 900001 SV Hafen v TSV Mühle, 900002 FC Düne v VfL Watt',
    )
    await expect(readFixture(LIGA, '5')).rejects.toThrow('openligadb.json has no 5; it has 900001')
    expect(stateOf(await readFixture(LIGA, '900002'))).toMatchObject({ status: 'scheduled' })
    expect((await readJson(fixtureJson(LIGA)[0], 'mine')).fixture.match).toBe('mine')
  })
})

it.each([DATA, API, LIGA])('unknown fields do not stop %s, nor ones that are null', async (name) => {
  const widen = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(widen)
    if (value === null || typeof value !== 'object') return value
    return { unheardOf: { of: [1] }, ...Object.fromEntries(Object.entries(value).map(([key, of]) => [key, widen(of)])) }
  }
  const data = name === LIGA ? fixtureJson(name)[0] : fixtureJson(name)
  expect(stateOf(await readJson(widen(data))).status).toBe('final')
})
