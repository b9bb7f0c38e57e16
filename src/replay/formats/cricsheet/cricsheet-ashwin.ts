import { basename, dirname, join } from 'node:path'
import { csvRecords, csvRows } from '../../recording/csv.ts'
import type { RecordingFormat } from '../../recording/recording.ts'
import { readRecordingFile } from '../../recording/recording-file.ts'
import { chosenMatch, matchIdOf } from '../chosen-match.ts'
import { recordingOf } from './cricsheet.ts'
import { type CricsheetFile, cricsheetFile } from './cricsheet-schema.ts'

type Row = Readonly<Record<string, string>>
type Info = ReadonlyMap<string, readonly (readonly string[])[]>

const COLUMNS = ['match_id', 'start_date', 'innings', 'ball', 'batting_team', 'runs_off_bat', 'player_dismissed']

/**
 * Cricsheet's "Ashwin" CSV: a row a delivery, with the toss, the players and the result in `ID_info.csv` beside it. Without that file the
 * length of the match is guessed from its overs, and the result follows from the runs.
 */
export const cricsheetAshwin: RecordingFormat = {
  name: 'cricsheet-ashwin',
  recognises: ({ text }) => {
    const [header = ''] = text.slice(0, 4000).split('\n', 1)
    return COLUMNS.every((column) => header.includes(column))
  },
  async read({ path, text }, { match: asked }) {
    const rows = [...csvRecords(text, COLUMNS)].filter((row) => row['match_id'] && row['ball'])
    const { match, id } = chosenMatch({
      matches: [...Map.groupBy(rows, (row) => row['match_id'] as string).values()],
      path,
      asked,
      idOf: ([first]) => first?.['match_id'] ?? '',
      nameOf: ([first]) => `${first?.['batting_team']} v ${first?.['bowling_team']}`,
    })
    const cricsheetId = match[0]?.['match_id'] ?? ''
    const info = await infoBeside(path, cricsheetId)
    const data = cricsheetFile.parse({ info: infoOf(match, info), innings: inningsOf(match, info) })
    return recordingOf('cricsheet-ashwin', data, id ?? matchIdOf('cricsheet', cricsheetId))
  },
}

async function infoBeside(path: string, id: string): Promise<Info> {
  const names = [`${basename(path, '.csv')}_info.csv`, `${id}_info.csv`]
  for (const name of new Set(names.flatMap((each) => [each, `${each}.gz`]))) {
    // A match can be played without what stands there.
    const file = await readRecordingFile(join(dirname(path), name)).catch(() => undefined)
    if (file === undefined) continue
    const rows = [...csvRows(file.text)].filter(([kind]) => kind === 'info')
    return new Map(
      [...Map.groupBy(rows, ([, key = '']) => key)].map(([key, all]) => [key, all.map(([, , ...values]) => values)]),
    )
  }
  return new Map()
}

const all = (info: Info, key: string): string[] => (info.get(key) ?? []).flatMap(([value]) => value ?? [])
const one = (info: Info, key: string): string | undefined => all(info, key)[0] || undefined
const number = (text: string | undefined): number | undefined => (text ? Number(text) : undefined)

function infoOf(rows: readonly Row[], info: Info): object {
  const [first] = rows
  const listed = all(info, 'team')
  const teams = listed.length === 2 ? listed : [first?.['batting_team'], first?.['bowling_team']]
  const { matchType, overs } = lengthOf(rows, info)
  const dates = all(info, 'date')
  const players = Map.groupBy(info.get('player') ?? [], ([team = '']) => team)
  const by = {
    innings: number(one(info, 'winner_innings')),
    runs: number(one(info, 'winner_runs')),
    wickets: number(one(info, 'winner_wickets')),
  }
  return {
    balls_per_over: number(one(info, 'balls_per_over')) ?? 6,
    city: one(info, 'city'),
    dates: (dates.length > 0 ? dates : [first?.['start_date'] ?? '']).map((date) => date.replaceAll('/', '-')),
    event: { name: one(info, 'event') },
    match_type: matchType,
    overs,
    outcome: {
      winner: one(info, 'winner'),
      ...(Object.values(by).some((each) => each !== undefined) && { by }),
      bowl_out: one(info, 'bowl_out'),
      eliminator: one(info, 'eliminator'),
      method: one(info, 'method'),
      result: one(info, 'outcome'),
    },
    player_of_match: all(info, 'player_of_match'),
    players: Object.fromEntries([...players].map(([team, of]) => [team, of.flatMap(([, name]) => name || [])])),
    teams,
    toss: { winner: one(info, 'toss_winner'), decision: one(info, 'toss_decision') },
    venue: one(info, 'venue') ?? (first?.['venue'] || undefined),
  }
}

/**
 * Older files beside it do not say the kind of match. Then: draws, innings victories and three days or more are of first-class matches, and so are three
 * long innings; else it is the shortest usual match into which the overs go.
 */
function lengthOf(rows: readonly Row[], info: Info): { matchType: string; overs: number | undefined } {
  const matchType = one(info, 'match_type')
  const overs = number(one(info, 'overs'))
  if (matchType !== undefined) return { matchType, overs }
  const innings = Map.groupBy(rows, (row) => row['innings'])
  const lengths = [...innings.values()].map((each) => Math.max(...each.map(overOf)) + 1)
  const longest = Math.max(overs ?? 0, ...lengths)
  const isTold = one(info, 'outcome') === 'draw' || one(info, 'winner_innings') !== undefined
  const isLong = longest > 50 || lengths.slice(2).some((length) => length > 1)
  if (overs === undefined && (isTold || all(info, 'date').length >= FIRST_CLASS_DAYS || isLong))
    return { matchType: 'MDM', overs: undefined }
  return longest > 20 ? { matchType: 'ODM', overs: overs ?? 50 } : { matchType: 'T20', overs: overs ?? 20 }
}

/** One-day matches may have a day in reserve. */
const FIRST_CLASS_DAYS = 3

function overOf(row: Row): number {
  return Math.floor(Number(row['ball'] ?? 0))
}

/** After two innings of a match with limited overs only super overs follow. */
function inningsOf(rows: readonly Row[], info: Info): object[] {
  const ballsPerOver = number(one(info, 'balls_per_over')) ?? 6
  const { overs: limit } = lengthOf(rows, info)
  const innings = Map.groupBy(rows, (row) => Number(row['innings']))
  return [...innings.keys()]
    .toSorted((a, b) => a - b)
    .map((n) => {
      const balls = innings.get(n) ?? []
      const overs = [...Map.groupBy(balls, overOf)].toSorted(([a], [b]) => a - b)
      return {
        team: balls[0]?.['batting_team'],
        overs: overs.map(([over, of]) => ({ over, deliveries: inOrderOfBalls(of).map(deliveryOf) })),
        ...(limit !== undefined && n > 2 && { super_over: true }),
        ...(limit !== undefined && n === 1 && { penalty_runs: { pre: 0, post: penaltyBetween(info, balls, limit) } }),
        target: targetOf(info, n),
        // The umpire let fewer balls be bowled; the JSON says so, here it shows in the next over.
        miscounted_overs: Object.fromEntries(
          overs.slice(0, -1).flatMap(([over, of]) => (legalOf(of) < ballsPerOver ? [[over, {}]] : [])),
        ),
      }
    })
}

/** Programs that write a file again may sort its rows, or write the tenth ball, 1.10, as 1.1: then the rows are in the order of play. */
function inOrderOfBalls(rows: readonly Row[]): readonly Row[] {
  const numberOf = (row: Row) => Number(row['ball']?.split('.')[1])
  return new Set(rows.map(numberOf)).size < rows.length ? rows : rows.toSorted((a, b) => numberOf(a) - numberOf(b))
}

/** `target_runs,2,155`: which innings has it, and what it is. */
function targetOf(info: Info, n: number): { runs: number; overs: number | undefined } | undefined {
  const ofInnings = (key: string) => number(info.get(key)?.find(([innings]) => Number(innings) === n)?.[1])
  const [runs, overs] = [ofInnings('target_runs'), ofInnings('target_overs')]
  return runs === undefined ? undefined : { runs, overs }
}

/**
 * Penalty runs between two innings are in no row, but in the target: without rain it is one more than the total. Five each time
 * (Law 41).
 */
function penaltyBetween(info: Info, first: readonly Row[], limit: number): number {
  const { runs, overs = limit } = targetOf(info, 2) ?? {}
  if (runs === undefined || overs !== limit || one(info, 'method') !== undefined) return 0
  const total = first.map(deliveryOf).reduce((sum, ball) => sum + ball.runs.total, 0)
  const penalty = runs - 1 - total
  return penalty > 0 && penalty % 5 === 0 ? penalty : 0
}

function legalOf(balls: readonly Row[]): number {
  return balls.filter((row) => !(Number(row['wides']) > 0) && !(Number(row['noballs']) > 0)).length
}

/** R and pandas each write nothing in their own way. */
const NOTHING: ReadonlySet<string> = new Set(['', 'NA', 'nan', 'NaN', 'None'])

type Delivery = CricsheetFile['innings'][number]['overs'][number]['deliveries'][number]

function deliveryOf(row: Row) {
  const amount = (column: string) => {
    const value = Number(NOTHING.has(row[column] ?? '') ? 0 : row[column])
    if (Number.isInteger(value)) return value
    throw new Error(`innings ${row['innings']}, ball ${row['ball']}: ${column} is "${row[column]}", not a number`)
  }
  const wickets = [
    { kind: row['wicket_type'], player_out: row['player_dismissed'] },
    { kind: row['other_wicket_type'], player_out: row['other_player_dismissed'] },
  ].filter(({ kind, player_out: out }) => !NOTHING.has(kind ?? '') && !NOTHING.has(out ?? ''))
  const batter = amount('runs_off_bat')
  const extras: Delivery['extras'] = {
    wides: amount('wides'),
    noballs: amount('noballs'),
    byes: amount('byes'),
    legbyes: amount('legbyes'),
    penalty: amount('penalty'),
  }
  return {
    batter: row['striker'],
    bowler: row['bowler'],
    non_striker: row['non_striker'],
    runs: { batter, total: batter + amount('extras') },
    extras,
    wickets,
  }
}
