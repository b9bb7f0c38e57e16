import type { Fixture, Score, Side } from '../../../match/state.ts'
import type { RecordedStep, RecordingFormat } from '../../recording/recording.ts'
import { RecordingScript } from '../../recording/recording-script.ts'
import { matchIdOf } from '../chosen-match.ts'
import { CountedScore } from '../counted-score.ts'
import { jsonOf } from '../provider-values.ts'
import { clockOf, msLeftOf, tell } from './nba-actions.ts'
import { inPeriods, isPeriod, type NbaPeriod, type OrderedAction } from './nba-periods.ts'
import { type NbaAction, type NbaGame, nbaFile } from './nba-schema.ts'
import { inLiveWords } from './nba-v3.ts'

const PERIOD_MS = 1_800_000
const REGULATION = 4
/** The league is in the game's id. */
const NBA = { name: 'NBA', format: { preset: 'nba' } }
const LEAGUES: Readonly<Record<string, { readonly name: string; readonly format: object }>> = {
  '10': { name: 'WNBA', format: { preset: 'wnba' } },
  '15': { name: 'NBA Summer League', format: { preset: 'nba', periodMin: 10 } },
  '20': { name: 'NBA G League', format: { preset: 'nba' } },
}

/**
 * The play-by-play of the NBA and its other leagues: live (`cdn.nba.com/static/json/liveData/playbyplay/playbyplay_ID.json`) and as its
 * statistics have it (`stats.nba.com/stats/playbyplayv3`).
 */
export const nba: RecordingFormat = {
  name: 'nba',
  recognises: ({ text: content }) => {
    const head = content.slice(0, 4000)
    return head.includes('"gameId"') && head.includes('"actionNumber"')
  },
  async read({ text: content }, { match }) {
    const { game } = nbaFile.parse(jsonOf(content))
    const periods = inPeriods(game.actions.map(inLiveWords))
    const sides = sidesOf(
      game,
      periods.flatMap(({ actions }) => actions.map(({ action }) => action)),
    )
    if (sides.home === undefined && game.actions.some(({ shotResult }) => shotResult === 'Made')) {
      throw new Error('it has points and no score, so nobody can say who is at home')
    }
    return {
      format: 'nba',
      fixture: fixtureOf(game, sides, match ?? matchIdOf('nba', game.gameId)),
      steps: stepsOf(periods, sides),
    }
  },
}

interface Sides {
  readonly home?: string | undefined
  readonly away?: string | undefined
}

function scoreOf({ scoreHome, scoreAway }: NbaAction): Score | undefined {
  // The statistics write none where it did not change.
  return scoreHome === undefined || scoreAway === undefined ? undefined : { home: scoreHome, away: scoreAway }
}

/** The live file does not say who is at home: the first score that changes does. */
function sidesOf({ homeTeam, awayTeam }: NbaGame, actions: readonly NbaAction[]): Sides {
  const codes = [...new Set(actions.flatMap(({ teamTricode }) => teamTricode || []))]
  if (homeTeam?.teamTricode && awayTeam?.teamTricode) return { home: homeTeam.teamTricode, away: awayTeam.teamTricode }
  const at = (place: string) =>
    actions.find(({ location, teamTricode }) => location === place && teamTricode)?.teamTricode
  const [home, away] = [at('h'), at('v')]
  if (home && away) return { home, away }
  const first = actions.find((each) => {
    const score = scoreOf(each)
    return score !== undefined && each.teamTricode && score.home + score.away > 0
  })
  const scorer = first?.teamTricode
  if (!first || !scorer) return {}
  const other = codes.find((code) => code !== scorer)
  return (scoreOf(first)?.home ?? 0) > 0 ? { home: scorer, away: other } : { home: other, away: scorer }
}

function fixtureOf({ gameId, homeTeam, awayTeam, gameTimeUTC }: NbaGame, sides: Sides, match: string): Fixture {
  const startsAt = Date.parse(gameTimeUTC ?? '')
  const teamOf = (side: Side) => {
    const about = side === 'home' ? homeTeam : awayTeam
    const code = sides[side]
    const name = [about?.teamCity, about?.teamName].filter(Boolean).join(' ')
    return { name: name || code || (side === 'home' ? 'Home' : 'Away'), ...(code && { code }) }
  }
  const league = LEAGUES[gameId.slice(0, 2)] ?? NBA
  return {
    match,
    sport: 'basketball',
    format: league.format,
    competition: league.name,
    ...(startsAt >= 0 && { startsAt }),
    home: teamOf('home'),
    away: teamOf('away'),
  }
}

function stepsOf(periods: readonly NbaPeriod[], sides: Sides): RecordedStep[] {
  const teller = new Teller(sides)
  for (const played of periods) teller.period(played, played === periods.at(-1))
  return teller.steps
}

class Teller {
  readonly #script = new RecordingScript()
  readonly #counted = new CountedScore()
  readonly #sides: Sides
  #official: Score | undefined

  constructor(sides: Sides) {
    this.#sides = sides
  }

  get steps(): RecordedStep[] {
    return this.#script.steps
  }

  period({ period, actions }: NbaPeriod, isLast: boolean): void {
    for (const each of actions) this.#action(each)
    const last = actions.at(-1)
    if (last === undefined) return
    const { action, order } = last
    if (endsSomething(action)) {
      if (isLast && isOverInStatistics(action, this.#official)) this.#end(order + 0.1)
      return
    }
    this.#sayScore(action, order + 0.5)
    const isEnded = actions.some(({ action: each }) => isPeriod(each, 'end'))
    if (!isEnded && !isLast) this.#script.say(`period.${period}.end`, 'period_end', { period, order: order + 0.6 })
  }

  #action({ action, order }: OrderedAction): void {
    const { actionNumber, teamTricode } = action
    const { home, away } = this.#sides
    const side = !teamTricode ? undefined : teamTricode === home ? 'home' : teamTricode === away ? 'away' : undefined
    this.#script.waitUntil(action.period * PERIOD_MS - msLeftOf(action))
    this.#official = scoreOf(action) ?? this.#official
    // Points that no action tells have to be on the board before the period ends.
    if (endsSomething(action)) this.#sayScore(action, order - 0.5)
    const told = tell(action, side)
    if (told !== undefined) {
      const { type, fields, points = 0 } = told
      if (side !== undefined) this.#counted.add(side, points)
      this.#script.say(`a${actionNumber}`, type, { ...placeOf(action), ...fields, order })
    }
    if (isGameEnd(action)) this.#end(order)
  }

  #sayScore(action: NbaAction, order: number): void {
    const score = this.#official && this.#counted.correct(this.#official)
    if (score) this.#script.say(`score.${action.period}`, 'score_set', { ...placeOf(action), score, order })
  }

  #end(order: number): void {
    this.#script.say('end', 'match_end', { order })
    this.#script.say('final', 'match_final', { order: order + 0.5 })
  }
}

function placeOf(action: NbaAction): { readonly period: number; readonly clock?: string } {
  const clock = clockOf(action)
  return { period: action.period, ...(clock !== undefined && { clock }) }
}

function isGameEnd({ actionType, subType }: NbaAction): boolean {
  return actionType === 'game' && subType === 'end'
}

function endsSomething(action: NbaAction): boolean {
  return isGameEnd(action) || isPeriod(action, 'end')
}

/** The statistics have no action for the end of a game: it is over when a period has ended and the score is not level. */
function isOverInStatistics({ actionId, period }: NbaAction, official: Score | undefined): boolean {
  if (actionId === undefined || period < REGULATION || official === undefined) return false
  return official.home !== official.away
}
