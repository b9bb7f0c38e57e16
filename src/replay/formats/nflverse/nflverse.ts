import type { Fixture, Score } from '../../../match/state.ts'
import { csvRows } from '../../recording/csv.ts'
import type { RecordedStep, RecordingFormat } from '../../recording/recording.ts'
import { RecordingScript } from '../../recording/recording-script.ts'
import { chosenMatch, matchIdOf } from '../chosen-match.ts'
import { CountedScore } from '../counted-score.ts'
import { COLUMNS, type NflPlay, numberOf } from './nflverse-columns.ts'
import { tell } from './nflverse-plays.ts'

const QUARTER_MS = 2_700_000
const REGULATION = 4
const NEEDED = ['play_id', 'game_id', 'home_team', 'away_team', 'total_home_score', 'qtr']

/** nflverse play-by-play CSV, of one game or of a season (`--match` then says which game). */
export const nflverse: RecordingFormat = {
  name: 'nflverse',
  recognises: ({ text }) => {
    const [header = ''] = text.slice(0, 20_000).split('\n', 1)
    return NEEDED.every((column) => header.includes(column))
  },
  async read({ path, text }, { match: asked }) {
    const games = [...gamesOf(text).values()]
    const { match: plays, id } = chosenMatch({
      matches: games,
      path,
      asked,
      idOf: ([first]) => first?.game_id ?? '',
      nameOf: ([first]) => `${first?.away_team} at ${first?.home_team}`,
    })
    const [first] = plays
    if (first === undefined) throw new Error('it has no plays')
    return {
      format: 'nflverse',
      fixture: fixtureOf(first, id ?? matchIdOf('nflverse', first.game_id)),
      steps: stepsOf(plays.toSorted((a, b) => orderOf(a) - orderOf(b))),
    }
  },
}

/** A season has fifty thousand plays of nearly four hundred columns: only those that are read are kept. */
function gamesOf(text: string): Map<string, NflPlay[]> {
  const rows = csvRows(text)
  const first: readonly string[] = rows.next().value ?? []
  const header = first.map((name) => name.trim())
  const columns = COLUMNS.flatMap((name) => {
    const index = header.indexOf(name)
    return index === -1 ? [] : [[name, index] as const]
  })
  const games = new Map<string, NflPlay[]>()
  for (const row of rows) {
    const play = Object.fromEntries(columns.map(([name, index]) => [name, missing(row[index])])) as unknown as NflPlay
    // The first row of a game says no more than "GAME".
    if (!play.game_id || !play.play_id || numberOf(play.play_deleted) === 1) continue
    const game = games.get(play.game_id)
    if (game === undefined) games.set(play.game_id, [play])
    else game.push(play)
  }
  return games
}

/** R and pandas each write nothing in their own way. */
function missing(value: string | undefined): string {
  return value === undefined || value === 'NA' || value === 'nan' || value === 'NaN' || value === 'None' ? '' : value
}

function fixtureOf(play: NflPlay, match: string): Fixture {
  const startsAt = Date.parse(play.game_date ?? '')
  const isPlayOff = play.season_type === 'POST'
  return {
    match,
    sport: 'american-football',
    format: { preset: isPlayOff ? 'nfl-playoffs' : 'nfl' },
    competition: 'NFL',
    ...(startsAt >= 0 && { startsAt }),
    ...(play.stadium && { venue: play.stadium }),
    home: { name: play.home_team, code: play.home_team },
    away: { name: play.away_team, code: play.away_team },
  }
}

/** Play ids are numbers written as text; the league's own sequence wins where the file has it. */
function orderOf({ order_sequence, play_id }: NflPlay): number {
  return numberOf(order_sequence) ?? numberOf(play_id) ?? 0
}

function stepsOf(plays: readonly NflPlay[]): RecordedStep[] {
  const script = new RecordingScript()
  const counted = new CountedScore()
  let period = 0
  let isOpen = false
  const sayScore = (play: NflPlay, official: Score | undefined, order: number) => {
    const corrected = official && counted.correct(official)
    if (corrected) script.say(`score.${period}`, 'score_set', { period, score: corrected, order, ...clockOf(play) })
  }
  const endPeriod = (play: NflPlay, order: number) => {
    if (!isOpen) return
    sayScore(play, totalOf(play), order)
    script.say(`period.${period}.end`, 'period_end', { period, order: order + 0.01 })
    isOpen = false
  }
  for (const [index, play] of plays.entries()) {
    const quarter = numberOf(play.qtr) ?? period
    const order = orderOf(play)
    if (quarter > period) {
      endPeriod(plays[index - 1] ?? play, order - 0.5)
      period = quarter
      isOpen = true
      script.waitUntil((period - 1) * QUARTER_MS)
      script.say(`period.${period}`, 'period_start', { period, order: order - 0.4 })
    }
    script.waitUntil(period * QUARTER_MS - (numberOf(play.quarter_seconds_remaining) ?? 0) * 1000)
    const place = { period, ...clockOf(play) }
    for (const [nth, { name, type, fields, worth }] of tell(play).entries()) {
      script.say(`p${numberOf(play.play_id)}.${name}`, type, { ...place, ...fields, order: order + nth / 100 })
      if (worth) counted.add(worth.team, worth.points)
    }
    if (numberOf(play.quarter_end) === 1 || isEnd(play)) endPeriod(play, order + 0.3)
  }
  sayEnd(script, plays, { counted, period })
  return script.steps
}

function sayEnd(
  script: RecordingScript,
  plays: readonly NflPlay[],
  { counted, period }: { counted: CountedScore; period: number },
): void {
  const last = plays.at(-1)
  if (last === undefined || !isOver(plays, last)) return
  const order = orderOf(last) + 0.5
  // The final score stands on every row, so it counts only here.
  const corrected = counted.correct(finalOf(last) ?? totalOf(last) ?? { home: 0, away: 0 })
  if (corrected) script.say('score', 'score_set', { period, score: corrected, order })
  script.say('end', 'match_end', { order: order + 0.01 })
  script.say('final', 'match_final', { order: order + 0.02 })
}

function isEnd({ desc = '' }: NflPlay): boolean {
  return /^end (of )?game/i.test(desc)
}

function isOver(plays: readonly NflPlay[], last: NflPlay): boolean {
  if (plays.some(isEnd)) return true
  const total = totalOf(last)
  const final = finalOf(last)
  const isSame = total !== undefined && final !== undefined && total.home === final.home && total.away === final.away
  return isSame && total.home !== total.away && (numberOf(last.qtr) ?? 0) >= REGULATION
}

function totalOf({ total_home_score, total_away_score }: NflPlay): Score | undefined {
  return scoreOf(total_home_score, total_away_score)
}

function finalOf({ home_score, away_score }: NflPlay): Score | undefined {
  return scoreOf(home_score, away_score)
}

function scoreOf(homeText: string | undefined, awayText: string | undefined): Score | undefined {
  const [home, away] = [numberOf(homeText), numberOf(awayText)]
  return home === undefined || away === undefined ? undefined : { home, away }
}

function clockOf({ time = '' }: NflPlay): { clock?: string } {
  return /^\d{1,2}:\d\d$/.test(time) ? { clock: time.padStart(5, '0') } : {}
}
