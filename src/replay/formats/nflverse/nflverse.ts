import type { Fixture, Score } from '../../../match/state.ts'
import { csvRows, requireColumns } from '../../recording/csv.ts'
import type { RecordedStep, RecordingFormat } from '../../recording/recording.ts'
import { RecordingScript } from '../../recording/recording-script.ts'
import { chosenMatch, matchIdOf } from '../chosen-match.ts'
import { CountedScore } from '../counted-score.ts'
import { COLUMNS, type NflPlay, numberOf } from './nflverse-columns.ts'
import { tell } from './nflverse-plays.ts'

const QUARTER_MS = 2_700_000
const REGULATION = 4
const SHORT_OVERTIME_SECONDS = 600
const NEEDED = ['play_id', 'game_id', 'home_team', 'away_team', 'total_home_score', 'qtr']

/** Without them a score would be a guess. */
const NUMBERS = ['play_id', 'qtr', 'total_home_score', 'total_away_score'] as const

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
      fixture: fixtureOf(first, plays, id ?? matchIdOf('nflverse', first.game_id)),
      steps: stepsOf(inOrder(plays)),
    }
  },
}

/** A season has fifty thousand plays of nearly four hundred columns: only those that are read are kept. */
function gamesOf(text: string): Map<string, NflPlay[]> {
  const rows = csvRows(text)
  const first: readonly string[] = rows.next().value ?? []
  const header = first.map((name) => name.trim())
  requireColumns(header, NEEDED)
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

function fixtureOf(play: NflPlay, plays: readonly NflPlay[], match: string): Fixture {
  const startsAt = Date.parse(play.game_date ?? '')
  return {
    match,
    sport: 'american-football',
    format: formatOf(plays),
    competition: 'NFL',
    ...(startsAt >= 0 && { startsAt }),
    ...(play.stadium && { venue: play.stadium }),
    home: { name: play.home_team, code: play.home_team },
    away: { name: play.away_team, code: play.away_team },
  }
}

/** Older files do not say what kind of game it is, and overtime of the regular season had 15 minutes until 2016. */
function formatOf(plays: readonly NflPlay[]): object {
  const overtime = plays.filter(({ qtr }) => (numberOf(qtr) ?? 0) > REGULATION)
  const isPlayOff =
    plays[0]?.season_type === 'POST' || overtime.some(({ qtr }) => (numberOf(qtr) ?? 0) > REGULATION + 1)
  if (isPlayOff) return { preset: 'nfl-playoffs' }
  const isLong = overtime.some(({ quarter_seconds_remaining: left }) => (numberOf(left) ?? 0) > SHORT_OVERTIME_SECONDS)
  return { preset: 'nfl', ...(isLong && { overtimeMin: 15 }) }
}

/** Play ids are numbers written as text; the league's own sequence wins where the whole game has it: the two cannot be compared. */
function inOrder(plays: readonly NflPlay[]): NflPlay[] {
  for (const play of plays) requireNumbers(play)
  const hasSequence = plays.every(({ order_sequence }) => numberOf(order_sequence) !== undefined)
  return plays
    .map((play) => (hasSequence ? play : { ...play, order_sequence: play.play_id }))
    .toSorted((a, b) => orderOf(a) - orderOf(b))
}

function requireNumbers(play: NflPlay): void {
  const wrong = NUMBERS.find((name) => play[name] && numberOf(play[name]) === undefined)
  if (wrong !== undefined) throw new Error(`play ${play.play_id}: ${wrong} is "${play[wrong]}", not a number`)
}

function orderOf({ order_sequence }: NflPlay): number {
  return numberOf(order_sequence) ?? 0
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
    const next = numberOf(plays[index + 1]?.qtr)
    // An untimed down is played after the clock has run out.
    const isLast = plays[index + 1] === undefined || (next ?? period) > period
    if (isLast && (numberOf(play.quarter_end) === 1 || isEnd(play))) endPeriod(play, order + 0.3)
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
  const quarter = numberOf(last.qtr) ?? 0
  const total = totalOf(last)
  if (total === undefined || quarter < REGULATION) return false
  const isDecided = total.home !== total.away
  // Files of nflscrapR, which has ended, do not know the final score, and some games have no last row.
  if (last.home_score === undefined) return isDecided || quarter > REGULATION
  const final = finalOf(last)
  return isDecided && final !== undefined && total.home === final.home && total.away === final.away
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
