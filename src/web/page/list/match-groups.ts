import type { MatchState, Status } from '../../../match/state.ts'
import { sportTitle } from '../../../sports/labels.ts'

export interface MatchGroup<Row> {
  readonly title: string
  readonly sport: string
  readonly rows: readonly Row[]
}

const RANK: Readonly<Record<Status, number>> = {
  live: 0,
  interrupted: 0,
  suspended: 1,
  delayed: 1,
  scheduled: 2,
  ended: 3,
  final: 3,
  abandoned: 4,
  postponed: 5,
  cancelled: 5,
}

/** Groups matches by competition. Matches being played come first, then those to come, then those that are over. */
export function groupMatches<Row extends { readonly state: MatchState }>(rows: readonly Row[]): MatchGroup<Row>[] {
  const groups = Map.groupBy(rows.toSorted(byUrgency), ({ state }) =>
    JSON.stringify([state.sport, state.competition ?? '']),
  )
  return [...groups.values()].map((members) => {
    const { sport, competition } = (members[0] as Row).state
    return { title: competition ?? sportTitle(sport), sport, rows: members }
  })
}

function byUrgency({ state: left }: { state: MatchState }, { state: right }: { state: MatchState }): number {
  return (
    RANK[left.status] - RANK[right.status] ||
    (left.startsAt ?? 0) - (right.startsAt ?? 0) ||
    left.home.name.localeCompare(right.home.name) ||
    left.match.localeCompare(right.match)
  )
}
