import { z } from 'zod'
import type { Fixture, Score, Side } from '../../../match/state.ts'
import type { RecordingFormat } from '../../recording/recording.ts'
import { chosenMatch, matchIdOf } from '../chosen-match.ts'
import { periodOfMinute } from './football-data.ts'
import { type FootballSummary, SHOOTOUT, type SummaryEvent, sidesOfOwnGoals, stepsOfSummary } from './summary.ts'

/** The parts of API-Football's fixture (api-football.com/documentation-v3, `GET /fixtures?id=`) that we read. */
const count = z.number().int().min(0).nullish()
const pair = z.object({ home: count, away: count }).nullish()
const person = z.object({ name: z.string().nullish() }).nullish()
const team = z.object({ id: z.number().nullish(), name: z.string().nullish() })

const fixtureSchema = z.object({
  fixture: z.object({
    id: z.number(),
    date: z.string().nullish(),
    venue: z.object({ name: z.string().nullish(), city: z.string().nullish() }).nullish(),
    status: z.object({ short: z.string().nullish(), elapsed: z.number().nullish() }).default({}),
  }),
  league: z.object({ name: z.string().nullish() }).nullish(),
  teams: z.object({
    home: team.extend({ winner: z.boolean().nullish() }),
    away: team.extend({ winner: z.boolean().nullish() }),
  }),
  goals: pair,
  score: z.object({ halftime: pair, fulltime: pair, extratime: pair, penalty: pair }).default({}),
  events: z
    .array(
      z.object({
        time: z.object({ elapsed: z.number().nullish(), extra: z.number().nullish() }).default({}),
        team: team.nullish(),
        player: person,
        assist: person,
        type: z.string().nullish(),
        detail: z.string().nullish(),
        comments: z.string().nullish(),
      }),
    )
    .nullish(),
})
type Match = z.output<typeof fixtureSchema>
type Event = NonNullable<Match['events']>[number]

const answer = z.union([z.object({ response: z.array(fixtureSchema) }), fixtureSchema])

/** A fixture of API-Football, or a list of them: score, status, and in the answer for one fixture goals, cards and substitutions. */
export const apiFootball: RecordingFormat = {
  name: 'api-football',
  recognises: ({ text }) =>
    [/"fixture"\s*:/, /"teams"\s*:/, /"(elapsed|timestamp)"\s*:/].every((sign) => sign.test(text.slice(0, 8000))),
  async read({ path, text }, { match: asked }) {
    const parsed = answer.parse(JSON.parse(text))
    const { match, id } = chosenMatch({
      matches: 'response' in parsed ? parsed.response : [parsed],
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

function scoreOf(given: z.output<typeof pair>): Score | undefined {
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
  const hasExtra = elapsed > 90 || (events ?? []).some((event) => (event.time.elapsed ?? 0) > 90 && !isKick(event))
  if ((short === 'PEN' || short === 'P') && !hasExtra) return { periods: [1, 2, SHOOTOUT], isBreak: true }
  const known = PERIODS[short]
  if (known !== undefined) return known
  const isBegun = BY_MINUTE.has(short) && elapsed > 0
  return { periods: isBegun ? [1, 2, 3, 4].slice(0, periodOfMinute(elapsed)) : [] }
}

function summaryOf(match: Match): FootballSummary {
  const { score, goals, teams, events } = match
  const { periods, isBreak = false } = periodsOf(match)
  const total = scoreOf(goals)
  const last = periods.findLast((period) => period !== SHOOTOUT)
  const half = scoreOf(score.halftime)
  const scores = new Map<number, Score>()
  if (half !== undefined && periods.includes(2)) scores.set(1, half)
  // `fulltime` is after extra time in some fixtures, so only the goals so far are believed.
  if (total !== undefined && last !== undefined) scores.set(last, total)
  const listed = (events ?? []).flatMap((event) => {
    const side = sideOf(teams, event)
    return side === undefined ? [] : [{ event, team: side, isOwn: event.detail === 'Own Goal' }]
  })
  const isGoal = ({ event }: Listed) => event.type === 'Goal' && event.detail !== 'Missed Penalty' && !isKick(event)
  return {
    goals: sidesOfOwnGoals(listed.filter(isGoal), total).map(numbered('goal', tellGoal)),
    others: [
      ...listed.filter(({ event }) => event.type === 'Card').map(numbered('card', tellCard)),
      ...listed.filter(({ event }) => event.type === 'subst').map(numbered('change', tellChange)),
      ...listed
        .filter(({ event }) => event.detail === 'Missed Penalty' && !isKick(event))
        .map(numbered('missed', tellMissed)),
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
    end: endOf(match, total),
  }
}

interface Listed {
  readonly event: Event
  readonly team: Side
  readonly isOwn: boolean
}

function isKick({ comments }: Event): boolean {
  return comments === 'Penalty Shootout'
}

/** Events have no ids here: each is known by its side, its kind and which of them it is. */
function numbered<T extends object>(
  kind: string,
  tell: (listed: Listed) => { readonly type: string; readonly fields: T },
) {
  const numbers: Record<Side, number> = { home: 0, away: 0 }
  return (listed: Listed) => {
    numbers[listed.team] += 1
    const { elapsed, extra } = listed.event.time
    const minute = elapsed ?? undefined
    return {
      id: `${kind}.${listed.team}.${numbers[listed.team]}`,
      team: listed.team,
      period: periodOfMinute(minute),
      minute,
      stoppage: extra ?? undefined,
      ...tell(listed),
    } satisfies SummaryEvent & { readonly team: Side }
  }
}

function tellGoal({ event, team: side, isOwn }: Listed) {
  const kind = isOwn ? { kind: 'own_goal' } : event.detail === 'Penalty' ? { kind: 'penalty' } : {}
  return {
    type: 'goal',
    fields: { team: side, ...named('player', event.player), ...named('assist', event.assist), ...kind },
  }
}

function tellCard({ event, team: side }: Listed) {
  const detail = event.detail ?? ''
  const card = /second/i.test(detail) ? 'second_yellow' : /red/i.test(detail) ? 'red' : 'yellow'
  return { type: 'card', fields: { team: side, card, ...named('player', event.player) } }
}

function tellChange({ event, team: side }: Listed) {
  return { type: 'substitution', fields: { team: side, ...named('off', event.player), ...named('on', event.assist) } }
}

function tellMissed({ event, team: side }: Listed) {
  return { type: 'penalty_missed', fields: { team: side, ...named('player', event.player) } }
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
  const isOf = (side: z.output<typeof team>) => (typeof by.id === 'number' ? by.id === side.id : by.name === side.name)
  return isOf(teams.home) ? 'home' : isOf(teams.away) ? 'away' : undefined
}

function named(field: string, who: z.output<typeof person>): object {
  return who?.name ? { [field]: who.name } : {}
}
