import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { foldAll } from '../../../src/match/fold.ts'
import type { MatchState } from '../../../src/match/state.ts'
import { tennisPointByPoint } from '../../../src/replay/formats/tennis-point-by-point/tennis-point-by-point.ts'
import type { Recording, RecordingFile } from '../../../src/replay/recording/recording.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import { parseFixture } from '../../../src/sports/contract/reading/parse-fixture.ts'
import type { TennisDetail } from '../../../src/sports/engines/games/detail.ts'
import { tennis } from '../../../src/sports/tennis/index.ts'

const path = fileURLToPath(new URL('../../fixtures/tennis/2023-wimbledon-points.csv', import.meta.url))
const recorded = async (): Promise<RecordingFile> => ({ path, text: await readFile(path, 'utf8') })

/** The file with one match's rows changed. */
async function edited(match: string, change: (rows: string[][]) => string[][]): Promise<RecordingFile> {
  const { text } = await recorded()
  const [header = '', ...lines] = text.trim().split('\n')
  const rows = lines.filter((line) => line.startsWith(`${match},`)).map((line) => line.split(','))
  return { path, text: [header, ...change(rows).map((row) => row.join(','))].join('\n') }
}

const read = (file: RecordingFile, match?: string) =>
  tennisPointByPoint.read(file, match === undefined ? {} : { match })

/** What the server makes of it. */
function endOf({ fixture, steps }: Recording): MatchState<TennisDetail> {
  const events = steps.map(({ change }) => parseEvent(tennis, 'event' in change ? change.event : undefined))
  const effective = events.map((event, arrival) => ({ event, at: arrival, arrival }))
  const parsed = parseFixture(fixture.match, fixture, new Map([['tennis', tennis]]))
  return foldAll(tennis, parsed, effective).reduced.state as MatchState<TennisDetail>
}

function eventsOf({ steps }: Recording, type: string) {
  return steps.flatMap(({ change }) => ('event' in change && change.event.type === type ? [change.event] : []))
}

const COLUMN = { elapsed: 1, games1: 3, games2: 4, setWinner: 5, gameWinner: 7, winner: 9 }

describe('a point-by-point file', () => {
  it('is recognised by its columns, whatever its name', async () => {
    const { text } = await recorded()
    expect(tennisPointByPoint.recognises({ path: 'x.csv', text })).toBe(true)
    expect(
      tennisPointByPoint.recognises({
        path: 'y.csv',
        text: text.replace('match_id,ElapsedTime', '"match_id","ElapsedTime"'),
      }),
    ).toBe(true)
    expect(tennisPointByPoint.recognises({ path, text: 'match_id,year,slam\n' })).toBe(false)
  })

  it('gives the first match, or the one asked for by id or by number', async () => {
    const file = await recorded()
    expect((await read(file)).fixture.match).toBe('2023-wimbledon-2901')
    expect((await read(file, '2023-wimbledon-2902')).fixture.match).toBe('2023-wimbledon-2902')
    expect((await read(file, '2902')).fixture.match).toBe('2023-wimbledon-2902')
    await expect(read(file, '1101')).rejects.toThrow(
      'does not hold 1101; it holds 2023-wimbledon-2901, 2023-wimbledon-2902',
    )
  })

  it('names the players, the event and the court from the file beside it, and does without', async () => {
    const file = await recorded()
    expect((await read(file)).fixture).toMatchObject({
      competition: 'Wimbledon 2023',
      venue: 'Centre Court',
      home: { name: 'Vale, Mira' },
      away: { name: 'Odile Thorn' },
      format: { bestOf: 3, finalSet: 'tb10@6' },
    })
    const alone = await read({ ...file, path: '/nowhere/points.csv' })
    expect(alone.fixture).toMatchObject({ home: { name: 'Player 1' }, away: { name: 'Player 2' } })
    expect(endOf(alone).result).toMatchObject({ winner: 'home' })
  })

  it('becomes a match with the same score, paced as it was played', async () => {
    const recording = await read(await recorded())
    expect(endOf(recording)).toMatchObject({
      status: 'final',
      score: { home: 2, away: 1 },
      result: { winner: 'home', method: 'regulation', text: 'Vale, Mira won 6–3, 2–6, 7–6(10–3)' },
    })
    expect(eventsOf(recording, 'score_set')).toEqual([])
    expect(eventsOf(recording, 'match_start')).toMatchObject([
      { server: 'home', players: { home: ['Vale, Mira'], away: ['Odile Thorn'] } },
    ])
    expect(eventsOf(recording, 'point')[0]).toMatchObject({
      id: 'p1',
      team: 'home',
      kind: 'ace',
      serveNumber: 1,
      speedKmh: 144,
    })
    const times = recording.steps.map(({ atMs }) => atMs)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[1]).toBe(24_000)
  })

  it('has the same events in every run', async () => {
    expect(await read(await recorded())).toEqual(await read(await recorded()))
  })

  it('ends as the file says when a player retired', async () => {
    const recording = await read(await recorded(), '2902')
    expect(endOf(recording)).toMatchObject({
      score: { home: 0, away: 0 },
      result: { winner: 'home', method: 'retired', text: expect.stringMatching(/won 2–3 \(.+ retired\)$/) },
      detail: { games: { home: 2, away: 3 }, points: { home: '30', away: '15' } },
    })
  })

  it('names no winner where the file does not', async () => {
    const recording = await read({ ...(await recorded()), path: '/nowhere/points.csv' }, '2902')
    expect(endOf(recording)).toMatchObject({ status: 'final', result: { winner: 'none', method: 'no_result' } })
  })
})

describe('a damaged recording', () => {
  it('is put right by the score it shows where points are missing', async () => {
    const file = await edited('2023-wimbledon-2901', (rows) => rows.filter((_, index) => index < 40 || index > 55))
    const recording = await read(file)
    expect(eventsOf(recording, 'score_set').length).toBeGreaterThan(0)
    expect(endOf(recording).result?.text).toMatch(/, 2–6, 7–6\(10–3\)$/)
  })

  it('counts a point once that was entered twice', async () => {
    const file = await edited('2023-wimbledon-2901', (rows) =>
      rows.flatMap((row, index) => (index === 30 ? [row, row] : [row])),
    )
    const recording = await read(file)
    expect(eventsOf(recording, 'score_set')).toEqual([])
    expect(endOf(recording).result?.text).toBe('Vale, Mira won 6–3, 2–6, 7–6(10–3)')
  })

  it('believes the score when the column of the winner says otherwise', async () => {
    const file = await edited('2023-wimbledon-2901', (rows) => {
      return rows.map((row, index) =>
        index === 20 ? row.with(COLUMN.winner, row[COLUMN.winner] === '1' ? '2' : '1') : row,
      )
    })
    const recording = await read(file)
    expect(eventsOf(recording, 'score_set')).toEqual([])
    expect(endOf(recording).result?.text).toBe('Vale, Mira won 6–3, 2–6, 7–6(10–3)')
  })

  it('is read without games, winners of games and times, as some events have it', async () => {
    const without = [COLUMN.elapsed, COLUMN.games1, COLUMN.games2, COLUMN.setWinner, COLUMN.gameWinner]
    const file = await edited('2023-wimbledon-2901', (rows) =>
      rows.map((row) => row.map((field, column) => (without.includes(column) ? '' : field))),
    )
    const recording = await read(file)
    expect(eventsOf(recording, 'score_set')).toEqual([])
    expect(endOf(recording).result?.text).toBe('Vale, Mira won 6–3, 2–6, 7–6(10–3)')
    expect(recording.steps.at(-2)?.atMs).toBeGreaterThan(3_000_000)
  })
})

describe('doubles', () => {
  const names = [
    'match_id,player1,player2,status,winner,partner1,partner2',
    '2023-wimbledon-3101,Abe,Cal,,,"Bo  Li",Dan',
  ].join('\n')

  /** Six love games on serve, by the players with these numbers. */
  function loveGames(servers: readonly number[]): string {
    const rows = servers.flatMap((server, game) => {
      const winner = game % 2 === 0 ? 1 : 2
      return ['15', '30', '40', '0'].map((call, point) => {
        const games = point === 3 ? game + 1 : game
        const points = winner === 1 ? `${call},0` : `0,${call}`
        const number = game * 4 + point + 1
        const won = point === 3 ? winner : 0
        return `2023-wimbledon-3101,1,${Math.ceil(games / 2)},${Math.floor(games / 2)},0,${game + 1},${won},${number},${winner},${server},${points}`
      })
    })
    return [
      'match_id,SetNo,P1GamesWon,P2GamesWon,SetWinner,GameNo,GameWinner,PointNumber,PointWinner,PointServer,P1Score,P2Score',
      ...rows,
    ].join('\n')
  }

  async function readDoubles(servers: readonly number[], change = (row: string) => row): Promise<Recording> {
    const directory = await mkdtemp(join(tmpdir(), 'doubles-'))
    onTestFinished(() => rm(directory, { recursive: true }))
    await writeFile(join(directory, '2023-wimbledon-matches-doubles.csv'), names)
    return read({
      path: join(directory, '2023-wimbledon-points-doubles.csv'),
      text: loveGames(servers).split('\n').map(change).join('\n'),
    })
  }

  it('are served by four players in their order', async () => {
    const recording = await readDoubles([3, 2, 1, 4, 3])
    expect(recording.fixture).toMatchObject({ format: { doubles: true }, home: { name: 'Abe / Bo Li' } })
    expect(eventsOf(recording, 'match_start')).toMatchObject([
      { server: 'home', players: { home: ['Bo Li', 'Abe'], away: ['Cal', 'Dan'] } },
    ])
    expect(eventsOf(recording, 'point').filter((event) => 'server' in event || 'serverPlayer' in event)).toEqual([])
    expect(eventsOf(recording, 'score_set')).toEqual([])
  })

  it('say who serves out of that order', async () => {
    const recording = await readDoubles([3, 2, 1, 2])
    const told = eventsOf(recording, 'point').filter((event) => 'serverPlayer' in event)
    expect(told).toMatchObject([{ id: 'p13', serverPlayer: 'Cal' }])
  })

  it('are not served by another player in the middle of a game', async () => {
    const recording = await readDoubles([3, 2, 1, 4], (row) => row.replace(/^([^,]*,1,0,0,0,1,0,2,1),3,/, '$1,1,'))
    expect(eventsOf(recording, 'point').filter((event) => 'serverPlayer' in event)).toEqual([])
  })

  it('name no player where only the sides are numbered', async () => {
    const recording = await readDoubles([1, 2, 1, 2])
    expect(eventsOf(recording, 'match_start')[0]).not.toHaveProperty('players')
    expect(eventsOf(recording, 'point').some((event) => 'serverPlayer' in event)).toBe(false)
  })
})
