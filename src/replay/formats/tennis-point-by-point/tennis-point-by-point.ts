import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Fixture, Side } from '../../../match/state.ts'
import { csvRecords } from '../../recording/csv.ts'
import type { RecordingFile, RecordingFormat } from '../../recording/recording.ts'
import { ChoiceOfMatch } from '../chosen-match.ts'
import { readPoints, type SlamRecord } from './tennis-slam-rows.ts'
import { formatOf, slamMatchOf } from './tennis-slam-rules.ts'
import { type SlamNames, stepsOf } from './tennis-slam-steps.ts'

const COLUMNS = ['match_id', 'SetNo', 'GameNo', 'PointNumber', 'PointWinner', 'PointServer', 'P1Score', 'P2Score']

const SLAMS: Readonly<Record<string, string>> = {
  ausopen: 'Australian Open',
  frenchopen: 'Roland-Garros',
  wimbledon: 'Wimbledon',
  usopen: 'US Open',
}

/**
 * The `tennis_slam_pointbypoint` data set: `YYYY-slam-points.csv`, a row a point, many matches a file; names and how a
 * match ended from `YYYY-slam-matches.csv` beside it, if it is there.
 */
export const tennisPointByPoint: RecordingFormat = {
  name: 'tennis-point-by-point',
  recognises({ text }) {
    const end = text.indexOf('\n')
    const header = text
      .slice(0, end === -1 ? text.length : end)
      .replaceAll('"', '')
      .trim()
      .split(',')
    return COLUMNS.every((name) => header.includes(name))
  },
  async read(file, { match }) {
    const { matchId, records } = recordsOf(file, match)
    const about = await readMatch(file.path, matchId)
    const points = readPoints(records)
    const names = namesOf(about)
    const id = match === undefined || matchId.endsWith(`-${match}`) ? matchId : match
    const fixture = fixtureOf({ match: id, matchId, about, names, points })
    const end = { status: about['status'] ?? '', winner: winnerOf(about) }
    return { format: 'tennis-point-by-point', fixture, steps: stepsOf(fixture, { points, names, end }) }
  },
}

/**
 * The rows of the match that was asked for, by its id or its number in the event; of the first match if none was. If the
 * file has only one match, that match gets the name that was asked for.
 */
function recordsOf({ path, text }: RecordingFile, asked: string | undefined) {
  const matches = new Map<string, SlamRecord[]>()
  for (const record of csvRecords(text, COLUMNS)) {
    const id = record['match_id'] ?? ''
    const rows = matches.get(id)
    if (rows) rows.push(record)
    else matches.set(id, [record])
  }
  const ids = [...matches.keys()]
  const found = asked === undefined ? undefined : ids.find((id) => id === asked || id.endsWith(`-${asked}`))
  const matchId = found ?? (asked === undefined || ids.length === 1 ? ids[0] : undefined)
  const records = matchId === undefined ? undefined : matches.get(matchId)
  if (matchId === undefined || records === undefined) {
    throw new ChoiceOfMatch(
      `${basename(path)} does not hold ${asked ?? 'a match'}; it holds ${ids.join(', ') || 'none'}`,
    )
  }
  return { matchId, records }
}

/** The row about the match in a file beside that of its points; empty if there is none. */
async function readMatch(path: string, matchId: string): Promise<SlamRecord> {
  const { year, slam } = slamMatchOf(matchId)
  const kinds = ['', '-doubles', '-mixed'].map((kind) => `${year}-${slam}-matches${kind}.csv`)
  const beside = [basename(path).replace('points', 'matches'), ...kinds, 'matches.csv']
  for (const name of new Set(beside)) {
    if (name === basename(path)) continue
    // Without this file the match can still be played, but without names.
    const text = await readFile(join(dirname(path), name), 'utf8').catch(() => '')
    for (const record of csvRecords(text)) if (record['match_id'] === matchId) return record
  }
  return {}
}

function namesOf(about: SlamRecord): SlamNames {
  const names: Record<number, string> = {}
  for (const [index, column] of ['player1', 'player2', 'partner1', 'partner2'].entries()) {
    const name = about[column]?.trim().replaceAll(/\s+/g, ' ')
    if (name) names[index + 1] = name
  }
  return names
}

function fixtureOf({
  match,
  matchId,
  about,
  names,
  points,
}: {
  match: string
  matchId: string
  about: SlamRecord
  names: SlamNames
  points: ReturnType<typeof readPoints>
}): Fixture {
  const slam = slamMatchOf(matchId)
  const court = about['court_name']?.trim()
  return {
    match,
    sport: 'tennis',
    format: formatOf(slam, points),
    ...(slam.year > 0 && { competition: `${SLAMS[slam.slam] ?? slam.slam} ${slam.year}` }),
    ...(court && { venue: court }),
    home: { name: pairOf(names[1] ?? 'Player 1', names[3]) },
    away: { name: pairOf(names[2] ?? 'Player 2', names[4]) },
  }
}

function pairOf(player: string, partner: string | undefined): string {
  return partner ? `${player} / ${partner}` : player
}

function winnerOf(about: SlamRecord): Side | undefined {
  if (about['winner'] === '1') return 'home'
  return about['winner'] === '2' ? 'away' : undefined
}
