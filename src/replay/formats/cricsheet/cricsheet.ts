import { basename } from 'node:path'
import type { Fixture } from '../../../match/state.ts'
import type { RecordedStep, Recording, RecordingFormat } from '../../recording/recording.ts'
import { RecordingScript } from '../../recording/recording-script.ts'
import { matchIdOf } from '../chosen-match.ts'
import { jsonOf } from '../provider-values.ts'
import { formatOf } from './cricsheet-format.ts'
import { sayInnings } from './cricsheet-innings.ts'
import { resultOf, sideOf } from './cricsheet-result.ts'
import { type CricsheetFile, cricsheetFile } from './cricsheet-schema.ts'

const TOSS_MS = 1_800_000
const FINAL_MS = 600_000

/** Cricsheet's ball-by-ball JSON, for every kind of match that Cricsheet covers. */
export const cricsheet: RecordingFormat = {
  name: 'cricsheet',
  recognises: ({ text }) => /^\s*\{[\s\S]*"(data_version|balls_per_over)"/.test(text.slice(0, 4000)),
  read: async (file, { match }) => {
    const data = cricsheetFile.parse(jsonOf(file.text))
    return recordingOf('cricsheet', data, match ?? matchIdOf('cricsheet', basename(file.path, '.json')))
  },
}

/** The same match, whichever of Cricsheet's formats it was read from. */
export function recordingOf(format: string, data: CricsheetFile, match: string): Recording {
  return { format, fixture: fixtureOf(data, match), steps: stepsOf(data) }
}

/** The first team of the file is the home side: the format does not say who is at home. */
function fixtureOf(data: CricsheetFile, match: string): Fixture {
  const { teams, event, dates, venue, city } = data.info
  const startsAt = Date.parse(dates[0] ?? '')
  return {
    match,
    sport: 'cricket',
    format: formatOf(data),
    ...(event?.name && { competition: event.name }),
    ...(startsAt >= 0 && { startsAt }),
    ...(venue && { venue: city && !venue.includes(city) ? `${venue}, ${city}` : venue }),
    home: { name: teams[0] },
    away: { name: teams[1] },
  }
}

function stepsOf(data: CricsheetFile): RecordedStep[] {
  const { info } = data
  const script = new RecordingScript()
  sayToss(script, info)
  sayLineups(script, info)
  const totals = { home: 0, away: 0 }
  if (data.innings.length > 0) script.say('start', 'match_start')
  for (const index of data.innings.keys()) sayInnings(script, data, { index, totals })
  for (const [index, { bowler, outcome }] of info.bowl_out.entries()) {
    script.say(`bowl-out.${index + 1}`, 'note', { text: `Bowl-out: ${bowler} ${outcome}` })
  }
  if (data.innings.length > 0) script.say('end', 'match_end')
  else script.say('abandoned', 'status_set', { status: 'abandoned' })
  const result = resultOf(data)
  if (result) script.say('result', 'result_set', { result })
  for (const [index, player] of info.player_of_match.entries()) {
    script.say(`player-of-match.${index + 1}`, 'player_of_match', { player })
  }
  script.wait(FINAL_MS)
  script.say('final', 'match_final')
  return script.steps
}

function sayToss(script: RecordingScript, { toss, teams }: CricsheetFile['info']): void {
  const winner = toss?.winner === undefined ? undefined : sideOf(toss.winner, teams)
  if (toss?.uncontested)
    script.say('toss.uncontested', 'note', { text: 'The visitors chose to field; there was no toss.' })
  if (winner && (toss?.decision === 'bat' || toss?.decision === 'field')) {
    script.say('toss', 'toss', { winner, decision: toss.decision })
    script.wait(TOSS_MS)
  }
}

function sayLineups(script: RecordingScript, { players, teams }: CricsheetFile['info']): void {
  for (const [name, names] of Object.entries(players)) {
    const team = sideOf(name, teams)
    if (team !== undefined && names.length > 0) script.say(`lineup.${team}`, 'lineup', { team, players: names })
  }
}
