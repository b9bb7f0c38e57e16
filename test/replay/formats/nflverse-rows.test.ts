import { expect, it } from 'vitest'
import { parseRecording } from '../../../src/replay/recording/recording-formats.ts'
import { stateOf } from './followed.ts'

type Row = Readonly<Record<string, string | number>>

/** A game of Irons against Gales in which Irons have the ball, with just the columns that its rows have. */
async function read(rows: readonly Row[]) {
  const full = rows.map((row, index) => ({
    play_id: (index + 1) * 10,
    game_id: '2026_05_GAL_IRN',
    ...{ home_team: 'IRN', away_team: 'GAL', posteam: 'IRN', defteam: 'GAL', qtr: 1 },
    ...{ total_home_score: 0, total_away_score: 0, desc: '' },
    ...row,
  }))
  const columns = [...new Set(full.flatMap((row) => Object.keys(row)))]
  const cell = (row: Row, column: string) => `"${String(row[column] ?? 'NA').replaceAll('"', '""')}"`
  const text = [columns.join(','), ...full.map((row) => columns.map((column) => cell(row, column)).join(','))].join(
    '\n',
  )
  const recording = await parseRecording({ path: 'game.csv', text }, {})
  const events = recording.steps.flatMap(({ change }) => ('event' in change ? [change.event] : []))
  return { recording, events, state: stateOf(recording) }
}

const END: Row = { posteam: 'NA', defteam: 'NA', desc: 'END GAME' }
const run = (more: Row = {}): Row => ({ play_type: 'run', ...more })

it('overtime of the regular season had 15 minutes once, and a second one is of the play-offs alone', async () => {
  const overtime = (qtr: number, seconds: number): Row => run({ qtr, quarter_seconds_remaining: seconds })
  const formatOf = async (...rows: Row[]) => (await read(rows)).recording.fixture.format
  expect(await formatOf(run({ qtr: 4 }))).toEqual({ preset: 'nfl' })
  expect(await formatOf(overtime(5, 600))).toEqual({ preset: 'nfl' })
  expect(await formatOf(overtime(5, 601))).toEqual({ preset: 'nfl', overtimeMin: 15 })
  expect(await formatOf(overtime(5, 900), overtime(6, 900))).toEqual({ preset: 'nfl-playoffs' })
})

it('a game without a last row is over if its score is final, and in files that do not know the final score too', async () => {
  const statusOf = async (row: Row) => (await read([run(row)])).state.status
  const led = { total_home_score: 3 }
  expect(await statusOf({ qtr: 4, ...led, home_score: 3, away_score: 0 })).toBe('final')
  expect(await statusOf({ qtr: 4, ...led, home_score: 6, away_score: 0 })).toBe('live')
  expect(await statusOf({ qtr: 4, ...led, home_score: 'NA', away_score: 'NA' })).toBe('live')
  expect(await statusOf({ qtr: 4, ...led })).toBe('final')
  expect(await statusOf({ qtr: 3, ...led })).toBe('live')
  expect(await statusOf({ qtr: 4 })).toBe('live')
  expect(await statusOf({ qtr: 5 })).toBe('final')
})

it("the league's own sequence orders the plays only where the whole game has it", async () => {
  const players = async (...rows: Row[]) =>
    (await read(rows)).events.filter(({ type }) => type === 'play').map(({ player }) => player)
  const by = (name: string, more: Row) => run({ rusher_player_name: name, ...more })
  const sequenced = [by('B', { order_sequence: 2 }), by('A', { order_sequence: 1 })]
  expect(await players(...sequenced)).toEqual(['A', 'B'])
  expect(await players(...sequenced, by('C', {}))).toEqual(['B', 'A', 'C'])
})

it('of several flags in a text the one of the columns counts', async () => {
  const decision = async (penalty_type: string, desc: string) =>
    (await read([run({ penalty: 1, penalty_team: 'GAL', penalty_type, desc })])).events.at(-1)?.['decision']
  const two =
    'B.Marrow left end. PENALTY on GAL-S.Ibarra, Holding, 5 yards, enforced at IRN 30. Penalty on GAL-O.Quist, Offside, declined.'
  expect(await decision('Holding', two)).toBe('accepted')
  expect(await decision('Offside', two)).toBe('declined')
  expect(await decision('NA', 'PENALTY on GAL, Offside, offsetting, PENALTY on IRN, Holding, offsetting')).toBe(
    'offset',
  )
})

it('who intercepts and is stripped of the ball gives it back, and such a ball brought home is a return', async () => {
  const stripped = await read([run({ interception: 1, fumble: 1, fumble_lost: 1, fumbled_1_team: 'GAL' })])
  expect(stripped.events.filter(({ type }) => type === 'turnover')).toMatchObject([
    { team: 'home', kind: 'interception' },
    { team: 'away', kind: 'fumble' },
  ])
  const kinds = async (row: Row) =>
    (await read([{ touchdown: 1, ...row }])).events.find(({ type }) => type === 'touchdown')?.['kind']
  expect(await kinds({ play_type: 'pass', td_team: 'GAL', interception: 1, fumble: 1 })).toBe('return')
  expect(await kinds({ play_type: 'kickoff', td_team: 'IRN', fumble: 1 })).toBe('return')
  expect(await kinds({ play_type: 'pass', td_team: 'GAL', fumble: 1, pass_touchdown: 1 })).toBe('fumble')
})

it('a down that is played after the clock has run out is of the quarter that ends with it', async () => {
  const { events, state } = await read([
    run({ quarter_end: 1 }),
    { play_type: 'field_goal', field_goal_result: 'made', total_home_score: 3 },
    run({ qtr: 2, total_home_score: 3 }),
  ])
  expect(events.map(({ type }) => type)).toEqual([
    'period_start',
    'play',
    'field_goal',
    'period_end',
    'period_start',
    'play',
  ])
  expect(state.periods[0]).toMatchObject({ home: 3, away: 0 })
})

it('a tie after overtime is final, and a text may have lines and quotes', async () => {
  const { state } = await read([
    run({ qtr: 4, desc: 'A "trick" play,\nthen a run' }),
    run({ qtr: 5, quarter_seconds_remaining: 0 }),
    { ...END, qtr: 5, quarter_end: 1 },
  ])
  expect(state).toMatchObject({ status: 'final', result: { winner: 'draw' }, score: { home: 0, away: 0 } })
  expect(state.periods.map(({ label }) => label)).toContain('OT')
})

it('says which column a file lacks', async () => {
  const text = 'play_id,game_id,home_team\n1,g,IRN'
  await expect(parseRecording({ path: 'a.csv', text }, { format: 'nflverse' })).rejects.toThrow(
    'a.csv is read as nflverse, but: its first line has no column away_team',
  )
})
