import type { Fixture, Score, Side } from '../../../match/state.ts'
import type { RecordingFormat } from '../../recording/recording.ts'
import { chosenMatch, matchIdOf } from '../chosen-match.ts'
import { jsonOf } from '../provider-values.ts'
import { type Match, matchesOf, type Pair, type Person, type Team } from './football-data-schema.ts'
import {
  type FootballSummary,
  inOrderOfPlay,
  SHOOTOUT,
  type SummaryEvent,
  sidesOfOwnGoals,
  stepsOfSummary,
  unknownStatus,
} from './summary.ts'

/** A match of football-data.org, or a list of them: the score by period, and as far as the plan goes goals, cards and substitutions. */
export const footballData: RecordingFormat = {
  name: 'football-data',
  recognises: ({ text }) => /^\s*\{/.test(text) && /"utcDate"/.test(text.slice(0, 8000)),
  async read({ path, text }, { match: asked }) {
    const { match, id } = chosenMatch({
      matches: matchesOf(jsonOf(text)),
      path,
      asked,
      idOf: (each) => String(each.id),
      nameOf: (each) => `${each.homeTeam.name} v ${each.awayTeam.name}`,
    })
    const version = Date.parse(match.lastUpdated ?? '')
    return {
      format: 'football-data',
      fixture: fixtureOf(match, id ?? matchIdOf('football-data', String(match.id))),
      steps: stepsOfSummary(summaryOf(match)),
      ...(Number.isFinite(version) && { version }),
    }
  },
}

function fixtureOf({ utcDate, venue, competition, homeTeam, awayTeam, score }: Match, match: string): Fixture {
  const startsAt = Date.parse(utcDate ?? '')
  return {
    match,
    sport: 'football',
    format: { preset: presetOf(score) },
    ...(competition?.name && { competition: competition.name }),
    ...(startsAt >= 0 && { startsAt }),
    ...(venue && { venue }),
    home: teamOf(homeTeam, 'Home'),
    away: teamOf(awayTeam, 'Away'),
  }
}

function teamOf({ name, shortName, tla }: Match['homeTeam'], otherwise: string) {
  return { name: name || otherwise, ...(shortName && { short: shortName }), ...(tla && { code: tla }) }
}

function presetOf(score: Match['score']): string {
  if (hasExtraTime(score)) return 'cup'
  return score.duration === 'PENALTY_SHOOTOUT' ? 'straight-penalties' : 'league'
}

function scoreOf(given: Pair): Score | undefined {
  const home = given?.home ?? given?.homeTeam
  const away = given?.away ?? given?.awayTeam
  return typeof home === 'number' && typeof away === 'number' ? { home, away } : undefined
}

function summaryOf(match: Match): FootballSummary {
  const { score, status } = match
  if (!BEGUN.has(status) && !NOT_PLAYED.has(status)) throw unknownStatus('status', status)
  const periods = periodsOf(match)
  // Of what was awarded, nobody says how it stood on the pitch: there the goals count that are listed.
  const total = status === 'AWARDED' ? undefined : totalOf(score)
  const last = periods.findLast((period) => period !== SHOOTOUT)
  const goals = goalsOf(match, total)
  const scores = new Map<number, Score>()
  const [half, regular] = [scoreOf(score.halfTime), scoreOf(score.regularTime)]
  if (total !== undefined && half !== undefined && periods.includes(2)) scores.set(1, half)
  const level = regular ?? (goals.length === 0 ? levelOf(total) : undefined)
  if (level !== undefined && periods.includes(3)) scores.set(2, level)
  if (total !== undefined && last !== undefined) scores.set(last, total)
  return {
    goals,
    others: othersOf(match),
    periods,
    isBreak: status === 'PAUSED' || status === 'FINISHED' || status === 'AWARDED',
    scores,
    kicks: (match.penalties ?? []).flatMap(({ team: by, player, scored }) => {
      const side = sideOf(match, by)
      return side === undefined ? [] : [{ team: side, scored: scored === true, ...named('player', player) }]
    }),
    shootout: scoreOf(score.penalties),
    end: endOf(match, totalOf(score)),
  }
}

/** `fullTime` has the kicks of a shoot-out in it. */
function totalOf({ fullTime, regularTime, extraTime, penalties }: Match['score']): Score | undefined {
  const [full, regular, extra, kicks] = [fullTime, regularTime, extraTime, penalties].map(scoreOf)
  if (regular !== undefined && extra !== undefined) {
    return { home: regular.home + extra.home, away: regular.away + extra.away }
  }
  const played = full && {
    home: Math.max(0, full.home - (kicks?.home ?? 0)),
    away: Math.max(0, full.away - (kicks?.away ?? 0)),
  }
  // Where nothing is told of extra time, the end has its goals in it.
  if (regular === undefined || played === undefined) return played ?? regular
  return played.home >= regular.home && played.away >= regular.away ? played : regular
}

/** Extra time that no score tells of shows in the goals that it brought. */
function hasExtraTime({ duration, regularTime, extraTime, ...score }: Match['score']): boolean {
  const [regular, extra, total] = [
    scoreOf(regularTime),
    scoreOf(extraTime),
    totalOf({ regularTime, extraTime, ...score }),
  ]
  if (duration === 'EXTRA_TIME' || extra !== undefined) return true
  return regular !== undefined && total !== undefined && total.home + total.away > regular.home + regular.away
}

/** Where nothing says how the match stood before extra time: it was level, and no goal was taken back since. */
function levelOf(total: Score | undefined): Score | undefined {
  if (total === undefined) return undefined
  const each = Math.min(total.home, total.away)
  return { home: each, away: each }
}

const BEGUN: ReadonlySet<string> = new Set(['IN_PLAY', 'LIVE', 'PAUSED', 'EXTRA_TIME', 'PENALTY_SHOOTOUT', 'FINISHED'])
const NOT_PLAYED: ReadonlySet<string> = new Set([
  'SCHEDULED',
  'TIMED',
  'SUSPENDED',
  'POSTPONED',
  'CANCELLED',
  'CANCELED',
  'AWARDED',
])

function periodsOf(match: Match): number[] {
  const { status, score, minute: at } = match
  const { duration, fullTime, halfTime, penalties } = score
  const played = Number.parseInt(String(at ?? ''), 10) || 0
  if (status === 'AWARDED') return playedBefore(match)
  // A match can be suspended before it began, too.
  const isBrokenOff = status === 'SUSPENDED' && (played > 0 || scoreOf(fullTime) !== undefined)
  if (!BEGUN.has(status) && !isBrokenOff) return []
  const isOver = status === 'FINISHED'
  const hasKicks = duration === 'PENALTY_SHOOTOUT' || status === 'PENALTY_SHOOTOUT' || scoreOf(penalties) !== undefined
  const hasExtra = status === 'EXTRA_TIME' || hasExtraTime(score)
  const extra = !hasExtra ? [] : isOver || hasKicks || played > 105 ? [3, 4] : [3]
  if (hasKicks || hasExtra) return [1, 2, ...extra, ...(hasKicks ? [SHOOTOUT] : [])]
  // The score of the first half is known from half-time on.
  const isSecond = isOver || played > 45 || (status !== 'PAUSED' && scoreOf(halfTime) !== undefined)
  return isSecond ? [1, 2] : [1]
}

/** Goals that were awarded are not listed: whatever is, was played before. */
function playedBefore({ goals, bookings, substitutions }: Match): number[] {
  const listed = [...(goals ?? []), ...(bookings ?? []), ...(substitutions ?? [])]
  const furthest = Math.max(...listed.map(({ minute: at }) => at ?? 0))
  return listed.length === 0 ? [] : [1, 2, 3, 4].slice(0, periodOfMinute(furthest))
}

function endOf({ status, score }: Match, total: Score | undefined): FootballSummary['end'] {
  switch (status) {
    case 'FINISHED':
      return { kind: 'final', shootoutWinner: winnerOf(score.winner) }
    case 'POSTPONED':
      return { kind: 'status', status: 'postponed' }
    case 'CANCELLED':
    case 'CANCELED':
      return { kind: 'status', status: 'cancelled' }
    case 'SUSPENDED':
      return { kind: 'status', status: 'suspended' }
    case 'AWARDED':
      return { kind: 'awarded', winner: winnerOf(score.winner) ?? 'draw', score: total }
    default:
      return { kind: 'open' }
  }
}

function winnerOf(winner: string | null | undefined): Side | undefined {
  return winner === 'HOME_TEAM' ? 'home' : winner === 'AWAY_TEAM' ? 'away' : undefined
}

function goalsOf(match: Match, total: Score | undefined): FootballSummary['goals'] {
  const numbers: Record<Side, number> = { home: 0, away: 0 }
  const listed = inOrder(match.goals).flatMap((goal) => {
    const side = sideOf(match, goal.team)
    return side === undefined ? [] : [{ goal, team: side, isOwn: goal.type === 'OWN', period: placeOf(goal).period }]
  })
  return sidesOfOwnGoals(listed, total, scoreOf(match.score.halfTime)).map(({ goal, team: side, isOwn }) => {
    numbers[side] += 1
    const kind = isOwn ? { kind: 'own_goal' } : goal.type === 'PENALTY' ? { kind: 'penalty' } : {}
    return {
      id: `goal.${side}.${numbers[side]}`,
      type: 'goal',
      team: side,
      ...placeOf(goal),
      fields: { team: side, ...named('player', goal.scorer), ...named('assist', goal.assist), ...kind },
    }
  })
}

const CARDS: Readonly<Record<string, string>> = {
  YELLOW: 'yellow',
  YELLOW_RED: 'second_yellow',
  RED: 'red',
  RED_CARD: 'red',
  YELLOW_CARD: 'yellow',
  YELLOW_RED_CARD: 'second_yellow',
}

function othersOf(match: Match): SummaryEvent[] {
  const cards = inOrder(match.bookings).flatMap((booking, index): SummaryEvent[] => {
    const side = sideOf(match, booking.team)
    const card = CARDS[booking.card ?? '']
    if (side === undefined || card === undefined) return []
    return [
      {
        id: `card.${index + 1}`,
        type: 'card',
        ...placeOf(booking),
        fields: { team: side, card, ...named('player', booking.player) },
      },
    ]
  })
  const changes = inOrder(match.substitutions).flatMap((change, index): SummaryEvent[] => {
    const side = sideOf(match, change.team)
    if (side === undefined) return []
    const fields = { team: side, ...named('off', change.playerOut), ...named('on', change.playerIn) }
    return [{ id: `change.${index + 1}`, type: 'substitution', ...placeOf(change), fields }]
  })
  return [...cards, ...changes]
}

interface Timed {
  readonly minute?: number | null | undefined
  readonly injuryTime?: number | null | undefined
}

function inOrder<T extends Timed>(listed: readonly T[] | undefined): readonly T[] {
  return inOrderOfPlay(listed ?? [], ({ minute, injuryTime }) => [minute, injuryTime])
}

function placeOf({ minute: at, injuryTime }: Timed) {
  const played = at ?? undefined
  return { period: periodOfMinute(played), minute: played, stoppage: injuryTime ?? undefined }
}

/** Minutes of added time are counted apart, so 45 is the first half. */
export function periodOfMinute(minute: number | undefined): number {
  if (minute === undefined) return 1
  return minute <= 45 ? 1 : minute <= 90 ? 2 : minute <= 105 ? 3 : 4
}

function sideOf({ homeTeam, awayTeam }: Match, by: Team | null | undefined): Side | undefined {
  const isOf = (side: Match['homeTeam']) => (typeof by?.id === 'number' ? by.id === side.id : by?.name === side.name)
  if (by === null || by === undefined) return undefined
  return isOf(homeTeam) ? 'home' : isOf(awayTeam) ? 'away' : undefined
}

function named(field: string, who: Person): object {
  return who?.name ? { [field]: who.name } : {}
}
