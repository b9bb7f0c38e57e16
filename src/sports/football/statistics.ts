import type { Score, Side } from '../../match/state.ts'
import type { FootballDetail, Statistics } from './detail.ts'
import type { StatisticsEvent } from './events.ts'

const NOTHING: Score = { home: 0, away: 0 }

/** One more of something for a side. What no event has told of is not counted, so that nobody reads 0 of it. */
export function countOne(
  detail: FootballDetail,
  name: Exclude<keyof Statistics, 'possession'>,
  team: Side | undefined,
): FootballDetail {
  if (team === undefined) return detail
  const before = detail.statistics?.[name] ?? NOTHING
  return { ...detail, statistics: { ...detail.statistics, [name]: { ...before, [team]: before[team] + 1 } } }
}

/** A shot that was no goal. With the first one the goals so far count as the shots that they were. */
export function countShot(detail: FootballDetail, team: Side | undefined, isOnTarget: boolean): FootballDetail {
  if (team === undefined) return detail
  const goals = detail.statistics?.shots ? undefined : shotsThatScored(detail)
  const opened = goals
    ? { ...detail, statistics: { ...detail.statistics, shots: goals, shotsOnTarget: goals } }
    : detail
  const shot = countOne(opened, 'shots', team)
  return isOnTarget ? countOne(shot, 'shotsOnTarget', team) : shot
}

/** A goal is a shot on target, where shots are counted. */
export function countGoal(detail: FootballDetail, team: Side, isOwnGoal: boolean): FootballDetail {
  if (isOwnGoal || detail.statistics?.shots === undefined) return detail
  return countOne(countOne(detail, 'shots', team), 'shotsOnTarget', team)
}

/** Totals that the feed has counted itself. */
export function setStatistics(detail: FootballDetail, event: StatisticsEvent): FootballDetail {
  const names = ['possession', 'shots', 'shotsOnTarget', 'corners', 'fouls', 'offsides'] as const
  const given = names.flatMap((name) => {
    const total = event[name]
    return total === undefined ? [] : [[name, { home: total.home, away: total.away }] as const]
  })
  return given.length === 0 ? detail : { ...detail, statistics: { ...detail.statistics, ...Object.fromEntries(given) } }
}

function shotsThatScored({ scorers }: FootballDetail): Score {
  const of = (side: Side) => scorers.filter(({ team, kind }) => team === side && kind !== 'own_goal').length
  return { home: of('home'), away: of('away') }
}
