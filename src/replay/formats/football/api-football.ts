import type { Fixture, Score, Side } from '../../../match/state.ts'
import type { RecordingFormat } from '../../recording/recording.ts'
import { chosenMatch, matchIdOf } from '../chosen-match.ts'
import { jsonOf } from '../provider-values.ts'
import {
  isKick,
  type Listed,
  minuteOf,
  numbered,
  tellCard,
  tellChange,
  tellGoal,
  tellMissed,
  tellReview,
  withoutDisallowed,
  withSecondYellows,
} from './api-football-events.ts'
import { type Event, type Match, type Pair, readAnswer, type Team } from './api-football-schema.ts'
import { periodOfMinute } from './football-data.ts'
import {
  type FootballSummary,
  inOrderOfPlay,
  SHOOTOUT,
  sidesOfOwnGoals,
  stepsOfSummary,
  unknownStatus,
} from './summary.ts'

const SIGNS = [/"fixture"\s*:/, /"teams"\s*:/, /"(elapsed|timestamp)"\s*:/]

/** A fixture of API-Football, or a list of them: score, status, and in the answer for one fixture goals, cards and substitutions. */
export const apiFootball: RecordingFormat = {
  name: 'api-football',
  recognises: ({ text }) => {
    const head = text.slice(0, 8000)
    return /"get"\s*:\s*"fixtures"/.test(head) || SIGNS.every((sign) => sign.test(head))
  },
  async read({ path, text }, { match: asked }) {
    const { response, errors } = readAnswer(jsonOf(text))
    const refusal = refusalOf(errors)
    if (refusal !== undefined) throw new Error(`API-Football says: ${refusal}`)
    const { match, id } = chosenMatch({
      matches: response,
      path,
      asked,
      idOf: (each) => String(each.fixture.id),
      nameOf: ({ teams }) => `${teams.home.name} v ${teams.away.name}`,
    })
    return {
      format: 'api-football',
      fixture: fixtureOf(match, id ?? matchIdOf('api-football', String(match.fixture.id))),
      steps: stepsOfSummary(summaryOf(match)),
    }
  },
}

/** A wrong key and too many requests are answered with status 200; `errors` is an empty list where all is well. */
function refusalOf(errors: unknown): string | undefined {
  const [first] = typeof errors === 'object' && errors !== null ? Object.values(errors) : []
  return typeof first === 'string' ? first : undefined
}

function fixtureOf({ fixture, league, teams, score }: Match, match: string): Fixture {
  const startsAt = Date.parse(fixture.date ?? '')
  const { venue } = fixture
  return {
    match,
    sport: 'football',
    format: { preset: presetOf(fixture.status.short ?? '', score) },
    ...(league?.name && { competition: league.name }),
    ...(startsAt >= 0 && { startsAt }),
    ...(venue?.name && {
      venue: venue.city && !venue.name.includes(venue.city) ? `${venue.name}, ${venue.city}` : venue.name,
    }),
    home: { name: teams.home.name || 'Home' },
    away: { name: teams.away.name || 'Away' },
  }
}

function presetOf(short: string, { penalty }: Match['score']): string {
  return ['ET', 'BT', 'P', 'AET', 'PEN'].includes(short) || scoreOf(penalty) !== undefined ? 'cup' : 'league'
}

function scoreOf(given: Pair): Score | undefined {
  const { home, away } = given ?? {}
  return typeof home === 'number' && typeof away === 'number' ? { home, away } : undefined
}

/** What each status says: the periods that have begun, and whether the last one is over. `BT` is the break within extra time. */
const PERIODS: Readonly<Record<string, { readonly periods: readonly number[]; readonly isBreak?: true }>> = {
  '1H': { periods: [1] },
  HT: { periods: [1], isBreak: true },
  '2H': { periods: [1, 2] },
  ET: { periods: [1, 2, 3] },
  BT: { periods: [1, 2, 3], isBreak: true },
  P: { periods: [1, 2, 3, 4, SHOOTOUT] },
  FT: { periods: [1, 2], isBreak: true },
  AET: { periods: [1, 2, 3, 4], isBreak: true },
  PEN: { periods: [1, 2, 3, 4, SHOOTOUT], isBreak: true },
}

const AWARDED: ReadonlySet<string> = new Set(['AWD', 'WO'])

/** Status that says nothing of the period: it follows from the minute. */
const BY_MINUTE: ReadonlySet<string> = new Set(['LIVE', 'INT', 'SUSP', 'ABD'])

function periodsOf({ fixture: { status }, events }: Match): {
  readonly periods: readonly number[]
  readonly isBreak?: true
} {
  const short = status.short ?? ''
  const elapsed = status.elapsed ?? 0
  // The break before extra time has the same status as the one within.
  if (short === 'BT' && elapsed <= 90) return { periods: [1, 2], isBreak: true }
  if (short === 'ET' && elapsed > 105) return { periods: [1, 2, 3, 4] }
  // Some cups have kicks right after full time.
  const furthest = Math.max(elapsed, ...(events ?? []).filter((event) => !isKick(event)).map(minuteOf))
  const hasExtra = furthest > 90
  // Goals that were awarded are not listed; what is listed was played before.
  if (AWARDED.has(short)) return listsPlay(events) ? { periods: upTo(furthest), isBreak: true } : { periods: [] }
  if ((short === 'PEN' || short === 'P') && !hasExtra) return { periods: [1, 2, SHOOTOUT], isBreak: true }
  const known = PERIODS[short]
  if (known !== undefined) return known
  return { periods: BY_MINUTE.has(short) && elapsed > 0 ? upTo(elapsed) : [] }
}

function listsPlay(events: Match['events']): boolean {
  return events !== null && events !== undefined && events.length > 0
}

function upTo(minute: number): readonly number[] {
  return [1, 2, 3, 4].slice(0, periodOfMinute(minute))
}

/** Before the start, or never played. */
const NOT_PLAYED: ReadonlySet<string> = new Set(['', 'TBD', 'NS', 'PST', 'CANC'])

function summaryOf(match: Match): FootballSummary {
  const { score, goals, teams, events } = match
  const short = match.fixture.status.short ?? ''
  const isKnown = Object.hasOwn(PERIODS, short) || [AWARDED, BY_MINUTE, NOT_PLAYED].some((known) => known.has(short))
  if (!isKnown) throw unknownStatus('fixture.status.short', short)
  const { periods, isBreak = false } = periodsOf(match)
  const given = scoreOf(goals)
  // Of what was awarded, nobody says how it stood on the pitch: there the goals count that are listed.
  const total = AWARDED.has(match.fixture.status.short ?? '') ? undefined : given
  const last = periods.findLast((period) => period !== SHOOTOUT)
  const half = scoreOf(score.halftime)
  const scores = new Map<number, Score>()
  if (total !== undefined && half !== undefined && periods.includes(2)) scores.set(1, half)
  // `fulltime` is after extra time in some fixtures, so only the goals so far are believed.
  if (total !== undefined && last !== undefined) scores.set(last, total)
  const listed = inOrderOfPlay(events ?? [], ({ time }) => [time.elapsed, time.extra]).flatMap((event): Listed[] => {
    const side = sideOf(teams, event)
    if (side === undefined) return []
    return [{ event, team: side, isOwn: event.detail === 'Own Goal', period: periodOfMinute(minuteOf(event)) }]
  })
  const isGoal = ({ event }: Listed) => event.type === 'Goal' && event.detail !== 'Missed Penalty' && !isKick(event)
  const reviews = listed.filter(({ event }) => event.type === 'Var')
  const goalsListed = sidesOfOwnGoals(withoutDisallowed(listed.filter(isGoal), reviews, total), total, half)
  return {
    goals: goalsListed.map(numbered('goal', tellGoal)),
    others: [
      ...withSecondYellows(listed.filter(({ event }) => event.type === 'Card')).map(numbered('card', tellCard)),
      ...listed.filter(({ event }) => event.type === 'subst').map(numbered('change', tellChange)),
      ...listed
        .filter(({ event }) => event.detail === 'Missed Penalty' && !isKick(event))
        .map(numbered('missed', tellMissed)),
      ...reviews.map(numbered('review', tellReview)),
    ],
    periods,
    isBreak,
    scores,
    kicks: listed
      .filter(({ event }) => event.type === 'Goal' && isKick(event))
      .map(({ event, team: side }) => ({
        team: side,
        scored: event.detail !== 'Missed Penalty',
        ...(event.player?.name && { player: event.player.name }),
      })),
    shootout: scoreOf(score.penalty),
    end: endOf(match, given),
  }
}

function endOf({ fixture: { status }, teams }: Match, total: Score | undefined): FootballSummary['end'] {
  switch (status.short) {
    case 'FT':
    case 'AET':
    case 'PEN':
      return { kind: 'final', shootoutWinner: winnerOf(teams) }
    case 'PST':
      return { kind: 'status', status: 'postponed' }
    case 'CANC':
      return { kind: 'status', status: 'cancelled' }
    case 'ABD':
      return { kind: 'status', status: 'abandoned' }
    case 'SUSP':
      return { kind: 'status', status: 'suspended' }
    case 'INT':
      return { kind: 'status', status: 'interrupted' }
    case 'AWD':
    case 'WO':
      return { kind: 'awarded', winner: winnerOf(teams) ?? 'draw', score: total }
    default:
      return { kind: 'open' }
  }
}

function winnerOf({ home, away }: Match['teams']): Side | undefined {
  return home.winner ? 'home' : away.winner ? 'away' : undefined
}

function sideOf(teams: Match['teams'], { team: by }: Event): Side | undefined {
  if (by === null || by === undefined) return undefined
  const isOf = (side: Team) => (typeof by.id === 'number' ? by.id === side.id : by.name === side.name)
  return isOf(teams.home) ? 'home' : isOf(teams.away) ? 'away' : undefined
}
