import type { Fixture, Score } from '../../../match/state.ts'
import type { RecordedStep, RecordingFormat } from '../../recording/recording.ts'
import { RecordingScript } from '../../recording/recording-script.ts'
import { matchIdOf } from '../chosen-match.ts'
import { CountedScore } from '../counted-score.ts'
import { jsonOf } from '../provider-values.ts'
import { MlbPlays } from './mlb-plays.ts'
import { type MlbFeed, mlbFeed } from './mlb-schema.ts'

/** Of each plate appearance; what happens in it comes in between. */
const ORDER_OF_PLAY = 1_000
const PLAY_MS = 150_000
const REGULAR_SEASON = 'R'
const INNINGS = 9
const MOST_INNINGS = 20

/** MLB's live feed, with pitches, plays and what runners do between them. */
export const mlb: RecordingFormat = {
  name: 'mlb',
  recognises: ({ text }) => isFeed(text) || isPlaysAlone(text),
  async read({ text }, { match }) {
    if (!isFeed(text) && isPlaysAlone(text)) throw new Error(PLAYS_ALONE)
    const feed = mlbFeed.parse(jsonOf(text))
    // 20260510_201512
    const version = Number((feed.metaData?.timeStamp ?? '').replace('_', ''))
    return {
      format: 'mlb',
      fixture: fixtureOf(feed, match ?? matchIdOf('mlb', String(feed.gamePk))),
      steps: stepsOf(feed),
      ...(version > 0 && { version }),
    }
  },
}

/** Another answer of theirs, with the same plays. */
const PLAYS_ALONE = 'it has plays and does not say who plays: get /api/v1.1/game/ID/feed/live instead'

function isFeed(text: string): boolean {
  return ['"gamePk"', '"gameData"'].every((sign) => text.slice(0, 8000).includes(sign))
}

function isPlaysAlone(text: string): boolean {
  return ['"allPlays"', '"atBatIndex"'].every((sign) => text.slice(0, 8000).includes(sign))
}

function fixtureOf({ gameData, liveData }: MlbFeed, match: string): Fixture {
  const { game, datetime, teams, venue } = gameData
  const startsAt = Date.parse(datetime?.dateTime ?? '')
  const innings = liveData.linescore?.scheduledInnings
  const teamOf = (given: MlbFeed['gameData']['teams']['home'], otherwise: string) => ({
    name: given.name || given.teamName || given.abbreviation || otherwise,
    ...(given.teamName && { short: given.teamName }),
    ...(given.abbreviation && { code: given.abbreviation }),
  })
  return {
    match,
    sport: 'baseball',
    format: {
      preset: (game?.type ?? REGULAR_SEASON) === REGULAR_SEASON ? 'mlb' : 'mlb-postseason',
      ...(innings && innings !== INNINGS && innings <= MOST_INNINGS && { innings }),
    },
    competition: 'MLB',
    ...(startsAt >= 0 && { startsAt }),
    ...(venue?.name && { venue: venue.name }),
    home: teamOf(teams.home, 'Home'),
    away: teamOf(teams.away, 'Away'),
  }
}

function stepsOf(feed: MlbFeed): RecordedStep[] {
  const script = new RecordingScript()
  const { plays, linescore } = feed.liveData
  const counted = new CountedScore()
  const teller = new MlbPlays(feed)
  const sorted = plays.allPlays.toSorted((a, b) => a.about.atBatIndex - b.about.atBatIndex)
  for (const play of sorted) {
    const order = play.about.atBatIndex * ORDER_OF_PLAY
    for (const [index, { id, type, fields, runs }] of teller.tell(play).entries()) {
      script.say(id, type, { ...fields, order: order + index })
      counted.add(play.about.isTopInning ? 'away' : 'home', runs ?? 0)
    }
    script.wait(PLAY_MS)
  }
  const end = ((sorted.at(-1)?.about.atBatIndex ?? 0) + 1) * ORDER_OF_PLAY
  const innings = linesOf(linescore)
  // Some leagues have a line score and no plays.
  const isShort = (sorted.at(-1)?.about.inning ?? 0) < innings.length
  const hasNoPlays = sorted.length === 0
  sayEnd(script, feed, { counted, official: totalOf(linescore), innings, hasNoPlays, isShort, order: end })
  return script.steps
}

const STATUSES: readonly (readonly [RegExp, string])[] = [
  [/^postponed/i, 'postponed'],
  [/^cancell?ed/i, 'cancelled'],
  [/^suspended/i, 'suspended'],
  [/^delayed start/i, 'delayed'],
  [/^delayed/i, 'interrupted'],
]

interface End {
  readonly counted: CountedScore
  readonly official: Score | undefined
  /** The runs of each inning. */
  readonly innings: readonly object[]
  readonly hasNoPlays: boolean
  /** The plays do not reach as far as the innings. */
  readonly isShort: boolean
  readonly order: number
}

function sayEnd(
  script: RecordingScript,
  { gameData }: MlbFeed,
  { counted, official, innings, hasNoPlays, isShort, order }: End,
): void {
  const { abstractGameState, detailedState = '', reason } = gameData.status
  const status = STATUSES.find(([name]) => name.test(detailedState ?? ''))?.[1]
  if (status !== undefined) {
    script.say('status', 'status_set', { status, order, ...(reason && { reason: reason.slice(0, 200) }) })
    return
  }
  const isFinal = abstractGameState === 'Final'
  if (!isFinal && !(hasNoPlays && abstractGameState === 'Live')) return
  // A game of which nobody tells a score did not end 0–0.
  if (hasNoPlays && official === undefined) return
  if (hasNoPlays) script.say('start', 'match_start', { order })
  const isCorrected = official !== undefined && counted.correct(official) !== undefined
  if (official !== undefined && (isCorrected || isShort)) {
    const lines = innings.length === 0 ? {} : { innings, ...(isShort && isFinal && { outs: 3 }) }
    script.say('score', 'score_set', { score: official, ...lines, order })
  }
  if (!isFinal) return
  if (/^completed early/i.test(detailedState ?? '')) script.say('called', 'game_called', { order: order + 1 })
  if (/^forfeit/i.test(detailedState ?? '')) sayForfeit(script, official, order + 1)
  else script.say('end', 'match_end', { order: order + 2 })
  script.say('final', 'match_final', { order: order + 3 })
}

/** The official score of a forfeit is 9–0, whatever was played. */
function sayForfeit(script: RecordingScript, official: Score | undefined, order: number): void {
  const lead = official === undefined ? 0 : official.home - official.away
  const winner = lead > 0 ? 'home' : lead < 0 ? 'away' : 'none'
  script.say('result', 'result_set', { result: { winner, method: 'forfeit' }, order })
}

type Linescore = MlbFeed['liveData']['linescore']

function totalOf(linescore: Linescore): Score | undefined {
  const [home, away] = [linescore?.teams?.home?.runs, linescore?.teams?.away?.runs]
  return home === undefined || away === undefined ? undefined : { home, away }
}

function linesOf(linescore: Linescore): readonly object[] {
  return (linescore?.innings ?? []).map((inning) => {
    const [home, away] = [inning.home?.runs, inning.away?.runs]
    return { ...(home !== undefined && { home }), ...(away !== undefined && { away }) }
  })
}
