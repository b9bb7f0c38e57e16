import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '../../../../src/match/event.ts'
import { foldAll } from '../../../../src/match/fold.ts'
import type { MatchState } from '../../../../src/match/state.ts'
import { cricsheet } from '../../../../src/replay/formats/cricsheet/cricsheet.ts'
import { parseEvent } from '../../../../src/sports/contract/reading/parse-event.ts'
import { parseFixture } from '../../../../src/sports/contract/reading/parse-fixture.ts'
import type { CricketDetail } from '../../../../src/sports/cricket/detail.ts'
import { cricket } from '../../../../src/sports/cricket/index.ts'
import { cricsheetFile, type WrittenInnings } from './cricsheet-file.ts'

const reds: WrittenInnings = { team: 'Reds', overs: ['1 1 1 1 1 1', '. . . . . .'] }
const blues: WrittenInnings = { team: 'Blues', overs: ['1 1 1 . . .', '. . . . . .'] }

async function read(innings: readonly WrittenInnings[], info: object = {}, path = '/data/1234.json') {
  const { fixture, steps } = await cricsheet.read({ path, text: cricsheetFile(innings, info) }, {})
  const events = steps.flatMap(({ change }) => ('event' in change ? [change.event] : []))
  return { fixture, steps, events }
}

async function stateOf(innings: readonly WrittenInnings[], info: object = {}): Promise<MatchState> {
  const { fixture, events } = await read(innings, info)
  const parsed = parseFixture(fixture.match, fixture, new Map([['cricket', cricket]]))
  const effective = events.map((event, index) => ({ event: parseEvent(cricket, event), at: 1, arrival: index + 1 }))
  return foldAll(cricket, parsed, effective).reduced.state
}

const named = (events: readonly MatchEvent[], type: string) => events.filter((event) => event.type === type)

describe('a Cricsheet file', () => {
  it('is recognised by what it begins with', () => {
    const text = cricsheetFile([reds])
    expect(cricsheet.recognises({ path: '1.json', text })).toBe(true)
    expect(cricsheet.recognises({ path: 'https://x.example/live', text })).toBe(true)
    expect(cricsheet.recognises({ path: '1.json', text: '[{"possession_team": {}}]' })).toBe(false)
    expect(cricsheet.recognises({ path: '1.json', text: '{"matchId": "M-1"}' })).toBe(false)
  })

  it('makes a fixture with a readable id, on the day of the match', async () => {
    const info = { event: { name: 'Cup' }, venue: 'The Oval', city: 'London', dates: ['2020-05-01', '2020-05-02'] }
    const { fixture } = await read([reds, blues], info, '/data/all json/1 2.json')
    expect(fixture).toMatchObject({
      match: 'cricsheet-1-2',
      competition: 'Cup',
      venue: 'The Oval, London',
      startsAt: Date.UTC(2020, 4, 1),
      home: { name: 'Reds' },
      away: { name: 'Blues' },
    })
  })

  it('takes the id it is given', async () => {
    const { fixture } = await cricsheet.read({ path: '1.json', text: cricsheetFile([reds]) }, { match: 'final' })
    expect(fixture.match).toBe('final')
  })

  it('gives the same steps each time, each id once, in order, never back in time', async () => {
    const { steps, events } = await read([reds, blues])
    expect((await read([reds, blues])).steps).toEqual(steps)
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(events.map(({ order }) => order)).toEqual(events.map((_, index) => index + 1))
    expect(steps.map(({ atMs }) => atMs)).toEqual(steps.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
  })

  it.each([
    [{ match_type: 'Test', overs: undefined }, { preset: 'test' }],
    [{ match_type: 'MDM', overs: undefined }, { preset: 'first-class' }],
    [
      { match_type: 'ODM', overs: 40 },
      { preset: 'odi', oversLimit: 40 },
    ],
    [
      { match_type: 'IT20', overs: 20 },
      { preset: 't20', oversLimit: 20 },
    ],
    [
      { match_type: 'T20', overs: 10 },
      { preset: 't10', oversLimit: 10 },
    ],
    [
      { match_type: 'T20', overs: 20, balls_per_over: 5 },
      { preset: 'hundred', ballsLimit: 100 },
    ],
    [
      { match_type: 'Test', overs: undefined, balls_per_over: 8 },
      { preset: 'test', ballsPerOver: 8, ballsPerEnd: 8 },
    ],
  ])('of %j has the format %j', async (info, format) => {
    expect((await read([reds], info)).fixture.format).toEqual({ ...format, reviews: 0 })
  })
})

describe('the toss', () => {
  it('says who bats, and may be uncontested', async () => {
    const toss = { winner: 'Blues', decision: 'field' }
    expect(named((await read([reds], { toss })).events, 'toss')[0]).toMatchObject({ winner: 'away', decision: 'field' })
    const { events } = await read([reds], { toss: { ...toss, uncontested: true } })
    expect(named(events, 'note')[0]?.['text']).toContain('no toss')
    expect(named((await read([reds])).events, 'toss')).toEqual([])
  })
})

describe('the outcome', () => {
  it.each([
    [
      { winner: 'Reds', by: { runs: 3 } },
      { winner: 'home', method: 'regulation', margin: '3 runs' },
    ],
    [{ winner: 'Reds', by: { runs: 1 } }, { margin: '1 run' }],
    [
      { winner: 'Blues', by: { wickets: 1 } },
      { winner: 'away', margin: '1 wicket' },
    ],
    [{ winner: 'Blues', by: { innings: 1, runs: 12 } }, { margin: 'an innings and 12 runs' }],
    [
      { winner: 'Reds', by: { runs: 3 }, method: 'D/L' },
      { method: 'dls', text: 'Reds won by 3 runs (DLS)' },
    ],
    [{ winner: 'Reds', by: { runs: 3 }, method: 'VJD' }, { method: 'dls' }],
    [
      { winner: 'Reds', method: 'Awarded' },
      { winner: 'home', method: 'awarded' },
    ],
    [{ winner: 'Reds' }, { winner: 'home', method: 'awarded' }],
    [{ winner: 'Reds', method: 'Lost fewer wickets' }, { text: 'Reds won (Lost fewer wickets)' }],
    [{ winner: 'Reds', method: '1st innings score' }, { text: 'Reds won (1st innings score)' }],
    [{ result: 'tie' }, { winner: 'draw', method: 'regulation', text: 'Match tied' }],
    [
      { result: 'tie', method: 'D/L' },
      { winner: 'draw', method: 'dls' },
    ],
    [
      { result: 'tie', bowl_out: 'Blues' },
      { winner: 'away', text: 'Match tied (Blues won the bowl-out)' },
    ],
    [{ result: 'draw' }, { winner: 'draw', text: 'Match drawn' }],
    [{ result: 'no result' }, { winner: 'none', method: 'no_result' }],
  ])('%j is the result %j', async (outcome, result) => {
    expect((await stateOf([reds, blues], { outcome })).result).toMatchObject(result)
  })

  it('of a tie is that of the last super over, or of the boundaries if that was tied too', async () => {
    const superOver = (team: string, balls: string) => ({ team, overs: [balls], super_over: true })
    const outcome = { result: 'tie', eliminator: 'Blues' }
    const innings = [reds, { ...blues, overs: reds.overs ?? [] }, superOver('Blues', '6 1'), superOver('Reds', '1 1')]
    const decided = await stateOf(innings, { outcome })
    expect(decided.result).toMatchObject({ winner: 'away', method: 'super_over' })
    expect((decided.detail as CricketDetail).superOvers).toEqual({ 1: { home: 2, away: 7 } })
    const again = [...innings.slice(0, 3), superOver('Reds', '6 1'), superOver('Reds', '1'), superOver('Blues', '2')]
    const second = await stateOf(again, { outcome })
    expect((second.detail as CricketDetail).superOvers).toEqual({ 1: { home: 7, away: 7 }, 2: { home: 1, away: 2 } })
    const boundaries = await stateOf([...innings.slice(0, 3), superOver('Reds', '6 1')], { outcome })
    expect(boundaries.result).toMatchObject({ winner: 'away', method: 'boundary_count' })
  })

  it('of a match without a ball is that it was abandoned', async () => {
    const { fixture, events } = await read([], { outcome: { result: 'no result' } })
    expect(fixture.home.name).toBe('Reds')
    expect(events.map(({ type }) => type)).toEqual(['status_set', 'result_set', 'match_final'])
    expect((await stateOf([], { outcome: { result: 'no result' } })).result?.winner).toBe('none')
  })

  it('may be unknown', async () => {
    expect((await stateOf([reds, blues])).result).toMatchObject({ winner: 'home', margin: '3 runs' })
  })

  it('by bowl-out tells its balls', async () => {
    const bowl_out = [{ bowler: 'Ann', outcome: 'hit' }]
    const { events } = await read([reds, blues], { bowl_out, outcome: { result: 'tie', bowl_out: 'Reds' } })
    expect(named(events, 'note').map(({ text }) => text)).toEqual(['Bowl-out: Ann hit'])
  })
})

describe('an innings', () => {
  const ended = async (innings: readonly WrittenInnings[], info: object = {}) =>
    named((await read(innings, info)).events, 'innings_end').map(({ reason }) => reason)

  it('ends for the reason that the file tells or its balls show', async () => {
    expect(await ended([reds, { ...blues, overs: ['6 1'], target: { runs: 7, overs: 2 } }])).toEqual([
      'overs',
      'target_reached',
    ])
    expect(
      await ended(
        [
          { ...reds, declared: true },
          { ...blues, forfeited: true },
        ],
        { overs: undefined },
      ),
    ).toEqual(['declared', 'forfeited'])
    expect(await ended([{ ...reds, overs: ['W W W W W', 'W W W W'], absent_hurt: ['Zoe'] }, blues])).toEqual([
      'all_out',
      'overs',
    ])
    expect(
      await ended([
        { ...reds, overs: ['1 1'] },
        { ...blues, overs: ['1'] },
      ]),
    ).toEqual(['other', 'abandoned'])
  })

  it('has its penalty runs before and after it', async () => {
    const innings = [
      { ...reds, penalty_runs: { post: 6 } },
      { ...blues, penalty_runs: { pre: 5 } },
    ]
    const state = await stateOf(innings)
    expect(state.score).toEqual({ home: 12, away: 8 })
    expect((state.detail as CricketDetail).innings['2']).toMatchObject({ target: 13, extras: { penalty: 5 } })
  })

  it('an old file without the target that rain made: the chase went on beyond the runs of the other side, and won', async () => {
    const [first, chase] = [
      { team: 'Reds', overs: ['1 . . . . .', '1 . . . . .'] },
      { team: 'Blues', overs: ['4 . 1 1 . .', '1'] },
    ]
    const won = await read([first, chase], { outcome: { winner: 'Blues', by: { wickets: 10 }, method: 'D/L' } })
    expect(named(won.events, 'target_revised')[0]).toMatchObject({ runs: 7, method: 'DLS' })
    const lost = await read([first, chase], { outcome: { winner: 'Reds', by: { runs: 3 }, method: 'D/L' } })
    expect(named(lost.events, 'target_revised')[0]).toMatchObject({ runs: 8 })
  })

  it('has the target of the file where it is another than the runs say', async () => {
    const chase = (target: object) => [reds, { ...blues, target }]
    expect(named((await read(chase({ runs: 7, overs: 2 }))).events, 'target_revised')).toEqual([])
    const revised = await read(chase({ runs: 5, overs: 1 }), { outcome: { winner: 'Reds', method: 'D/L' } })
    expect(named(revised.events, 'target_revised')[0]).toMatchObject({ runs: 5, overs: 1, method: 'DLS' })
    const inBalls = await read(chase({ runs: 5, overs: 1.4 }))
    expect(named(inBalls.events, 'target_revised')[0]).toMatchObject({ runs: 5, balls: 10 })
    const shortened = await read(chase({ runs: 7, overs: 1 }))
    expect(named(shortened.events, 'overs_reduced')[0]).toMatchObject({ oversLimit: 1 })
  })

  it('has an over end that the umpire miscounted', async () => {
    const miscounted = { ...reds, overs: ['1 1 1 1 1', '1'], miscounted_overs: { 0: { balls: 5, umpire: 'X' } } }
    const { events } = await read([miscounted])
    expect(named(events, 'over_end')).toEqual([expect.objectContaining({ period: 1, over: 0 })])
  })

  it('of a team that does not play is left out', async () => {
    expect(named((await read([{ ...reds, team: 'Greens' }, blues])).events, 'innings_start')).toHaveLength(1)
  })
})

describe('a delivery', () => {
  const deliveryWith = async (fields: object) => {
    const ball = { batter: 'A', bowler: 'B', non_striker: 'C', runs: { batter: 0, extras: 0, total: 0 }, ...fields }
    const innings = JSON.parse(cricsheetFile([reds]))
    innings.innings[0].overs = [{ over: 3, deliveries: [ball] }]
    const { steps } = await cricsheet.read({ path: '1.json', text: JSON.stringify(innings) }, {})
    return steps.flatMap(({ change }) =>
      'event' in change && change.event.id.startsWith('i1.3') ? [change.event] : [],
    )
  }

  it('is a boundary unless the file says that it was run', async () => {
    const four = { runs: { batter: 4, extras: 0, total: 4 } }
    expect(await deliveryWith(four)).toMatchObject([
      { id: 'i1.3.1', type: 'delivery', period: 1, over: 3, ballInOver: 1, striker: 'A', bat: 4, boundary: 4 },
    ])
    const run = await deliveryWith({ runs: { ...four.runs, non_boundary: true } })
    expect(run[0]).not.toHaveProperty('boundary')
  })

  it('tells wickets with their fielders, substitutes without a name, and ways to be out that are new', async () => {
    const wickets = [
      { kind: 'run out', player_out: 'C', fielders: [{ name: 'D' }, { substitute: true }] },
      { kind: 'spontaneous combustion', player_out: 'A' },
    ]
    expect((await deliveryWith({ wickets }))[0]).toMatchObject({
      wickets: [
        { kind: 'run_out', playerOut: 'C', fielders: ['D', 'sub'] },
        { kind: 'retired_out', playerOut: 'A' },
      ],
    })
  })

  it('comes between the review and its decision', async () => {
    const review = { by: 'Blues', umpire: 'U', batter: 'A', decision: 'struck down', umpires_call: 1 }
    expect(await deliveryWith({ review })).toMatchObject([
      { type: 'review_start', subject: 'wicket', team: 'away' },
      { type: 'delivery' },
      { type: 'review_end', review: 'i1.3.1.review', decision: 'struck_down', team: 'away', umpiresCall: true },
    ])
  })

  it('tells replacements', async () => {
    const match = [{ in: 'D', out: 'A', reason: 'concussion_substitute', team: 'Reds' }]
    const role = [{ in: 'D', out: 'B', reason: 'injury', role: 'bowler' }]
    expect(await deliveryWith({ replacements: { match, role } })).toMatchObject([
      { type: 'substitution', on: 'D', off: 'A', team: 'home' },
      { type: 'note', text: 'D is now bowler for B: injury' },
      { type: 'delivery' },
    ])
  })
})
