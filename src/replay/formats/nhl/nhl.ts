import type { Fixture, Score, Side } from '../../../match/state.ts'
import type { RecordedStep, RecordingFormat } from '../../recording/recording.ts'
import { RecordingScript } from '../../recording/recording-script.ts'
import { matchIdOf } from '../chosen-match.ts'
import { CountedScore } from '../counted-score.ts'
import { jsonOf } from '../provider-values.ts'
import { isShootoutGoal, tell } from './nhl-plays.ts'
import { type NhlGame, type NhlPlay, nhlGame } from './nhl-schema.ts'

/** After all plays, whose `sortOrder` is a few thousand at most. */
const AFTER_PLAYS = 1_000_000
const PERIOD_MS = 1_500_000
const OVER: ReadonlySet<string> = new Set(['OVER', 'FINAL', 'OFF'])
const SCHEDULES: Readonly<Record<string, string>> = { PPD: 'postponed', CNCL: 'cancelled', SUSP: 'suspended' }
const PLAY_OFFS = 3
const REGULATION = 3
const PERIOD_MIN = 20
const OVERTIME_MIN = 5
const LONG_OVERTIME_MIN = 10
/** What its other answers, such as the schedule, have not. */
const SIGNS = ['"limitedScoring"', '"typeDescKey"', '"rosterSpots"']

/** The NHL's play-by-play (`api-web.nhle.com/v1/gamecenter/ID/play-by-play`). */
export const nhl: RecordingFormat = {
  name: 'nhl',
  recognises: ({ text }) => {
    const head = text.slice(0, 20_000)
    return head.includes('"gameState"') && head.includes('"awayTeam"') && SIGNS.some((sign) => head.includes(sign))
  },
  async read({ text }, { match }) {
    const game = nhlGame.parse(jsonOf(text))
    return {
      format: 'nhl',
      fixture: fixtureOf(game, match ?? matchIdOf('nhl', String(game.id))),
      steps: stepsOf(game),
    }
  },
}

function fixtureOf(game: NhlGame, match: string): Fixture {
  const { startTimeUTC, venue, homeTeam, awayTeam } = game
  const startsAt = Date.parse(startTimeUTC ?? '')
  return {
    match,
    sport: 'ice-hockey',
    format: formatOf(game),
    competition: 'NHL',
    ...(startsAt >= 0 && { startsAt }),
    ...(venue?.default && { venue: venue.default }),
    home: teamOf(homeTeam, 'Home'),
    away: teamOf(awayTeam, 'Away'),
  }
}

/** Tournaments of nations have other rules for overtime; its clock shows them. */
function formatOf({ gameType, plays }: NhlGame): object {
  const overtime = plays.filter(({ periodDescriptor }) => periodDescriptor.periodType === 'OT')
  if (gameType === PLAY_OFFS || overtime.some(({ periodDescriptor }) => periodDescriptor.number > REGULATION + 1)) {
    return { preset: 'nhl-playoffs' }
  }
  const longestMs = Math.max(0, ...overtime.map(({ timeRemaining }) => msOf(timeRemaining ?? '')))
  const minutes = Math.ceil(longestMs / 60_000)
  if (minutes >= PERIOD_MIN) return { preset: 'nhl-playoffs' }
  return { preset: 'nhl', ...(minutes > OVERTIME_MIN && { overtimeMin: LONG_OVERTIME_MIN }) }
}

function teamOf({ placeName, commonName, name, abbrev }: NhlGame['homeTeam'], otherwise: string) {
  const whole = [placeName?.default, commonName?.default ?? name?.default].filter(Boolean).join(' ')
  return { name: whole || abbrev || otherwise, ...(abbrev && { code: abbrev }) }
}

function stepsOf(game: NhlGame): RecordedStep[] {
  const script = new RecordingScript()
  const state = game.gameState ?? ''
  const schedule = SCHEDULES[game.gameScheduleState ?? '']
  // A postponed game keeps its id, and is played on another day.
  const isPutOff = schedule !== undefined && !OVER.has(state)
  // Plays set a match going: what was broken off in play says so after them.
  if (isPutOff && game.plays.length === 0) script.say('status', 'status_set', { status: schedule, order: 0 })
  if (game.plays.length === 0 && !OVER.has(state)) return script.steps
  // `eventId` inverts a hundred times a game.
  const plays = game.plays.toSorted((a, b) => a.sortOrder - b.sortOrder)
  const counted = new CountedScore()
  const goalies = { home: true, away: true }
  const shootout = shootoutOf(game, plays)
  for (const play of plays) {
    script.waitUntil((play.periodDescriptor.number - 1) * PERIOD_MS + msOf(play.timeInPeriod))
    for (const { id, type, fields } of tell(game, play, goalies)) {
      if (type === 'shootout_attempt' && shootout?.isTold === false) continue
      script.say(id, type, { order: play.sortOrder, ...fields })
      if (type === 'goal') counted.add(fields['team'] as Side, 1)
    }
  }
  if (plays.length === 0) script.say('start', 'match_start', { order: 0 })
  const official = officialOf(game, shootout)
  const corrected = official && counted.correct(official)
  if (corrected !== undefined) script.say('score', 'score_set', { score: corrected, order: AFTER_PLAYS })
  if (isPutOff && game.plays.length > 0) {
    script.say('status', 'status_set', { status: schedule, order: AFTER_PLAYS + 1 })
  }
  if (!OVER.has(state)) return script.steps
  script.wait(60_000)
  if (shootout?.isTold === false) {
    const result = { winner: shootout.winner, method: 'shootout' }
    script.say('result', 'result_set', { result, order: AFTER_PLAYS + 1 })
  } else script.say('end', 'match_end', { order: AFTER_PLAYS + 1 })
  if (state !== 'OVER') script.say('final', 'match_final', { order: AFTER_PLAYS + 2 })
  return script.steps
}

interface Shootout {
  readonly winner: Side
  /** False if the attempts that are listed do not make this winner; there may be none. */
  readonly isTold: boolean
}

/** The shoot-out that has decided a game. */
function shootoutOf(game: NhlGame, plays: readonly NhlPlay[]): Shootout | undefined {
  const { gameState, gameOutcome, periodDescriptor } = game
  const attempts = plays.filter((play) => play.periodDescriptor.periodType === 'SO')
  const isNamed = [gameOutcome?.lastPeriodType, periodDescriptor?.periodType].includes('SO')
  const leader = leaderOf(scoreOf(game))
  if (!OVER.has(gameState ?? '') || leader === undefined || (attempts.length === 0 && !isNamed)) return undefined
  const scored = (side: Side) => attempts.filter((play) => isShootoutGoal(game, play, side)).length
  return { winner: leader, isTold: leaderOf({ home: scored('home'), away: scored('away') }) === leader }
}

function scoreOf({ homeTeam, awayTeam }: NhlGame): Score | undefined {
  const { score: home } = homeTeam
  const { score: away } = awayTeam
  return typeof home === 'number' && typeof away === 'number' ? { home, away } : undefined
}

function leaderOf(score: Score | undefined): Side | undefined {
  if (score === undefined || score.home === score.away) return undefined
  return score.home > score.away ? 'home' : 'away'
}

/** The team's score has the goal for a won shoot-out in it, which no play tells and our rules give by themselves. */
function officialOf(game: NhlGame, shootout: Shootout | undefined): Score | undefined {
  const score = scoreOf(game)
  if (score === undefined || shootout === undefined) return score
  const level = Math.min(score.home, score.away)
  return { home: level, away: level }
}

function msOf(clock: string): number {
  const [minutes = 0, seconds = 0] = clock.split(':').map(Number)
  return (minutes * 60 + seconds) * 1000 || 0
}
