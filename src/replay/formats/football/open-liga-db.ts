import { z } from 'zod'
import type { Fixture, Score, Side } from '../../../match/state.ts'
import type { RecordingFormat } from '../../recording/recording.ts'
import { chosenMatch, matchIdOf } from '../chosen-match.ts'
import { count, flag, jsonOf, number, requiredNumber, text } from '../provider-values.ts'
import { type FootballSummary, SHOOTOUT, stepsOfSummary } from './summary.ts'

/** The parts of OpenLigaDB's match (api.openligadb.de, `getmatchdata`) that we read. Older answers name all in PascalCase. */
const team = z.object({ teamName: text, shortName: text })

const matchSchema = z.object({
  matchID: requiredNumber,
  matchDateTimeUTC: text,
  lastUpdateDateTime: text,
  leagueName: text,
  matchIsFinished: flag,
  location: z.object({ locationStadium: text, locationCity: text }).optional(),
  team1: team.default({}),
  team2: team.default({}),
  matchResults: z
    .array(
      z.object({
        resultName: text,
        resultTypeID: number,
        pointsTeam1: count,
        pointsTeam2: count,
      }),
    )
    .optional(),
  goals: z
    .array(
      z.object({
        goalID: requiredNumber,
        scoreTeam1: count,
        scoreTeam2: count,
        matchMinute: count,
        goalGetterName: text,
        isPenalty: flag,
        isOwnGoal: flag,
        isOvertime: flag,
        comment: text,
      }),
    )
    .optional(),
})
type Match = z.output<typeof matchSchema>
type Goal = NonNullable<Match['goals']>[number]

/** What it is decides how it is read, so that a fault is named by its field. */
function matchesOf(json: unknown): readonly Match[] {
  return Array.isArray(json) ? z.array(matchSchema).parse(json) : [matchSchema.parse(json)]
}

/** Results by their type: the first half, and what stands in the end, whatever their names and order are. */
const HALF = 1
const FINAL = 2
const EXTRA_FIRST_HALF = 105
/** Whatever is later was mistyped. */
const LAST_MINUTE = 150

/** A match of OpenLigaDB, or those of a match day: results, and goals with minutes as far as somebody has written them down. */
export const openLigaDb: RecordingFormat = {
  name: 'openligadb',
  recognises: ({ text: content }) =>
    ['matchid', 'team1'].every((sign) => content.slice(0, 8000).toLowerCase().includes(`"${sign}"`)),
  async read({ path, text: content }, { match: asked }) {
    const { match, id } = chosenMatch({
      matches: matchesOf(inCamelCase(jsonOf(content))),
      path,
      asked,
      idOf: (each) => String(each.matchID),
      nameOf: ({ team1, team2 }) => `${team1.teamName} v ${team2.teamName}`,
    })
    const version = instantOf(match.lastUpdateDateTime)
    return {
      format: 'openligadb',
      fixture: fixtureOf(match, id ?? matchIdOf('openligadb', String(match.matchID))),
      steps: stepsOfSummary(summaryOf(match)),
      ...(version !== undefined && { version }),
    }
  },
}

/** `TeamName` and `teamName`, `MatchID` and `matchID`. */
function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, of]) => [name.charAt(0).toLowerCase() + name.slice(1), inCamelCase(of)]),
  )
}

/** Some times lack the zone, which is UTC. */
function instantOf(text: string | null | undefined): number | undefined {
  if (!text) return undefined
  const ms = Date.parse(/(z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)
  return Number.isFinite(ms) ? ms : undefined
}

function fixtureOf({ matchDateTimeUTC, leagueName, location, team1, team2, ...match }: Match, id: string): Fixture {
  const startsAt = instantOf(matchDateTimeUTC)
  const stadium = location?.locationStadium
  const { periods } = resultsOf(match)
  const preset = periods.includes(3) ? 'cup' : periods.includes(SHOOTOUT) ? 'straight-penalties' : 'league'
  return {
    match: id,
    sport: 'football',
    format: { preset },
    ...(leagueName && { competition: leagueName }),
    ...(startsAt !== undefined && startsAt >= 0 && { startsAt }),
    ...(stadium && { venue: stadium }),
    home: { name: team1.teamName || 'Home', ...(team1.shortName && { short: team1.shortName }) },
    away: { name: team2.teamName || 'Away', ...(team2.shortName && { short: team2.shortName }) },
  }
}

interface Results {
  readonly half?: Score | undefined
  /** After 90 minutes of a match that had extra time: it was level. */
  readonly regular?: Score | undefined
  /** After the last period that was played, without the kicks of a shoot-out. */
  readonly total?: Score | undefined
  readonly shootout?: Score | undefined
  readonly periods: readonly number[]
}

/** A cup also has results after extra time and after the kicks, known by their names only. */
function resultsOf({ matchResults, goals }: Pick<Match, 'matchResults' | 'goals'>): Results {
  const results = matchResults ?? []
  const ofType = (type: number) => scoreOf(results.find(({ resultTypeID }) => resultTypeID === type))
  const named = (name: RegExp) => scoreOf(results.find(({ resultName }) => name.test(resultName ?? '')))
  const [half, final] = [ofType(HALF), ofType(FINAL)]
  const afterExtra = named(/verl(ä|ae)ngerung/i)
  const afterKicks = named(/elfmeter/i)
  const hasExtra = afterExtra !== undefined || (goals ?? []).some((goal) => isInExtraTime(goal, final))
  const periods = [1, 2, ...(hasExtra ? [3, 4] : []), ...(afterKicks === undefined ? [] : [SHOOTOUT])]
  const regular = hasExtra && final !== undefined && final.home === final.away ? final : undefined
  if (afterKicks === undefined) return { half, regular, total: afterExtra ?? final, periods }
  const total = afterExtra ?? levelOf(results) ?? final
  return { half, regular, total, shootout: total && kicksOf(afterKicks, total), periods }
}

/**
 * `isOvertime` is ticked for added time too ("+11" in minute 90, or minute 101): a goal that the result of the official time has in
 * it was not scored in extra time.
 */
function isInExtraTime({ isOvertime, matchMinute, scoreTeam1, scoreTeam2 }: Goal, final: Score | undefined): boolean {
  const minute = matchMinute ?? 0
  if (isOvertime !== true || minute <= 90) return false
  const isOfficial = final !== undefined && (scoreTeam1 ?? 0) <= final.home && (scoreTeam2 ?? 0) <= final.away
  return minute > EXTRA_FIRST_HALF || !isOfficial
}

/** The last level score that is listed: only after one there are kicks. */
function levelOf(results: NonNullable<Match['matchResults']>): Score | undefined {
  const later = results.filter(({ resultTypeID }) => resultTypeID !== HALF).map(scoreOf)
  return later.find((score) => score !== undefined && score.home === score.away)
}

/** The score after the kicks has the goals of the match in it, or has not. */
function kicksOf(after: Score, total: Score): Score {
  const isSum = after.home >= total.home && after.away >= total.away && total.home + total.away > 0
  return isSum ? { home: after.home - total.home, away: after.away - total.away } : after
}

function scoreOf(
  result: { pointsTeam1?: number | null | undefined; pointsTeam2?: number | null | undefined } | undefined,
) {
  const { pointsTeam1: home, pointsTeam2: away } = result ?? {}
  return typeof home === 'number' && typeof away === 'number' ? { home, away } : undefined
}

function summaryOf(match: Match): FootballSummary {
  const { half, regular, total, shootout, periods: all } = resultsOf(match)
  const isOver = match.matchIsFinished === true
  const goals = goalsOf(match, { half, regular, hasExtra: all.includes(3) })
  const isBegun = isOver || goals.length > 0 || (total !== undefined && total.home + total.away > 0)
  const furthest = Math.max(half === undefined ? 1 : 2, ...goals.map(({ period }) => period))
  const periods = isOver ? all : isBegun ? [1, 2, 3, 4].slice(0, furthest) : []
  const scores = new Map<number, Score>()
  if (half !== undefined && periods.includes(2)) scores.set(1, half)
  // Goals that are listed say it better.
  if (regular !== undefined && goals.length === 0 && periods.includes(3)) scores.set(2, regular)
  const last = periods.findLast((period) => period !== SHOOTOUT)
  if (total !== undefined && last !== undefined) scores.set(last, total)
  return {
    goals,
    others: [],
    periods,
    isBreak: isOver,
    scores,
    kicks: [],
    shootout: isOver ? shootout : undefined,
    end: isOver ? { kind: 'final' } : { kind: 'open' },
  }
}

/** Goals come in any order: the running score says which was which, and whose. */
function goalsOf(
  { goals }: Match,
  { half, regular, hasExtra }: { half: Score | undefined; regular: Score | undefined; hasExtra: boolean },
): FootballSummary['goals'] {
  const sorted = (goals ?? []).toSorted(
    (a, b) => sumOf(a) - sumOf(b) || (a.matchMinute ?? 0) - (b.matchMinute ?? 0) || a.goalID - b.goalID,
  )
  let before: Score = { home: 0, away: 0 }
  return sorted.map((goal, index) => {
    const after = { home: goal.scoreTeam1 ?? before.home, away: goal.scoreTeam2 ?? before.away }
    const team: Side = after.away > before.away ? 'away' : 'home'
    before = after
    const isFirst = half === undefined ? (goal.matchMinute ?? 0) <= 45 : index < half.home + half.away
    const kind = goal.isOwnGoal ? { kind: 'own_goal' } : goal.isPenalty ? { kind: 'penalty' } : {}
    return {
      id: `goal.${goal.goalID}`,
      type: 'goal',
      team,
      ...placeOf(goal, isFirst, hasExtra && isLater(goal, after, regular)),
      fields: { team, ...(goal.goalGetterName && { player: goal.goalGetterName }), ...kind },
    }
  })
}

/** Extra time shows in the minute, or for want of one in a score beyond the one after 90 minutes. */
function isLater({ matchMinute, isOvertime }: Goal, after: Score, regular: Score | undefined): boolean {
  if (isOvertime !== true) return false
  if (matchMinute !== undefined && matchMinute > 0) return matchMinute > 90
  return (
    regular !== undefined && sumOf({ scoreTeam1: after.home, scoreTeam2: after.away }) > regular.home + regular.away
  )
}

function sumOf({ scoreTeam1, scoreTeam2 }: Pick<Goal, 'scoreTeam1' | 'scoreTeam2'>): number {
  return (scoreTeam1 ?? 0) + (scoreTeam2 ?? 0)
}

/** Added time is counted on, or said in the comment: 47 in the first half is 45+2, and so is 45 with "+2". */
function placeOf(
  { matchMinute, comment }: Goal,
  isFirst: boolean,
  isExtra: boolean,
): { period: number; minute?: number; stoppage?: number } {
  const played = matchMinute ?? 0
  const said = Number(/^\s*\+\s*(\d{1,2})\b/.exec(comment ?? '')?.[1] ?? 0)
  // 108 with "+3" is 105+3.
  const isSecondExtra = played > EXTRA_FIRST_HALF && (said === 0 || played - said !== EXTRA_FIRST_HALF)
  const period = isExtra ? (isSecondExtra ? 4 : 3) : isFirst ? 1 : 2
  if (played < 1 || played > LAST_MINUTE) return { period }
  const end = { 1: 45, 2: 90, 3: EXTRA_FIRST_HALF, 4: 120 }[period] ?? 120
  if (played >= end && (played > end || said > 0)) return { period, minute: end, stoppage: played - end || said }
  return { period, minute: played }
}
