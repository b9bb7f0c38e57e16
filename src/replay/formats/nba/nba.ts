import type { Fixture, Score, Side } from '../../../match/state.ts'
import type { RecordedStep, RecordingFormat } from '../../recording/recording.ts'
import { RecordingScript } from '../../recording/recording-script.ts'
import { matchIdOf } from '../chosen-match.ts'
import { CountedScore } from '../counted-score.ts'
import { clockOf, msLeftOf, tell } from './nba-actions.ts'
import { type NbaAction, type NbaGame, nbaFile } from './nba-schema.ts'

const PERIOD_MS = 1_800_000
/** The league is in the game's id. */
const WNBA = /^10/

/** The NBA's and the WNBA's live play-by-play (`cdn.nba.com/static/json/liveData/playbyplay/playbyplay_ID.json`). */
export const nba: RecordingFormat = {
  name: 'nba',
  recognises: ({ text: content }) => {
    const head = content.slice(0, 4000)
    return head.includes('"gameId"') && head.includes('"actionNumber"')
  },
  async read({ text: content }, { match }) {
    const { game } = nbaFile.parse(JSON.parse(content))
    const actions = game.actions.toSorted((a, b) => orderOf(a) - orderOf(b))
    const sides = sidesOf(game, actions)
    return {
      format: 'nba',
      fixture: fixtureOf(game, sides, match ?? matchIdOf('nba', game.gameId)),
      steps: stepsOf(actions, sides),
    }
  },
}

interface Sides {
  readonly home?: string | undefined
  readonly away?: string | undefined
}

function orderOf({ orderNumber, actionNumber }: NbaAction): number {
  return orderNumber ?? actionNumber
}

function scoreOf({ scoreHome, scoreAway }: NbaAction): Score | undefined {
  const score = { home: Number(scoreHome ?? Number.NaN), away: Number(scoreAway ?? Number.NaN) }
  return Number.isInteger(score.home) && Number.isInteger(score.away) ? score : undefined
}

/** The file does not say who is at home: the first score that changes does. */
function sidesOf({ homeTeam, awayTeam }: NbaGame, actions: readonly NbaAction[]): Sides {
  const codes = [...new Set(actions.flatMap(({ teamTricode }) => teamTricode || []))]
  if (homeTeam?.teamTricode && awayTeam?.teamTricode) return { home: homeTeam.teamTricode, away: awayTeam.teamTricode }
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
  const isWomen = WNBA.test(gameId)
  return {
    match,
    sport: 'basketball',
    format: { preset: isWomen ? 'wnba' : 'nba' },
    competition: isWomen ? 'WNBA' : 'NBA',
    ...(startsAt >= 0 && { startsAt }),
    home: teamOf('home'),
    away: teamOf('away'),
  }
}

function stepsOf(actions: readonly NbaAction[], { home, away }: Sides): RecordedStep[] {
  const script = new RecordingScript()
  const counted = new CountedScore()
  const last = actions.at(-1)
  for (const each of actions) {
    const { actionNumber, actionType, subType, period, teamTricode } = each
    const order = orderOf(each)
    const side = !teamTricode ? undefined : teamTricode === home ? 'home' : teamTricode === away ? 'away' : undefined
    const clock = clockOf(each)
    const place = { period, ...(clock !== undefined && { clock }) }
    script.waitUntil(period * PERIOD_MS - msLeftOf(each))
    const isPeriodEnd = actionType === 'period' && subType === 'end'
    const sayScore = () => {
      const official = scoreOf(each)
      const corrected = official && counted.correct(official)
      if (corrected) script.say(`score.${period}`, 'score_set', { ...place, score: corrected, order: order - 0.5 })
    }
    if (isPeriodEnd) sayScore()
    const told = tell(each, side)
    if (told !== undefined) {
      const { type, fields, points = 0 } = told
      if (side !== undefined) counted.add(side, points)
      script.say(`a${actionNumber}`, type, { ...place, ...fields, order })
    }
    if (each === last && !isPeriodEnd && !(actionType === 'game')) sayScore()
    if (actionType === 'game' && subType === 'end') {
      sayScore()
      script.say('end', 'match_end', { order })
      script.say('final', 'match_final', { order: order + 0.5 })
    }
  }
  return script.steps
}
