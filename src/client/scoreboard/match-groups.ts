import { stageOf } from '../../match/scoreboard.ts'
import type { ScoreState, Status } from '../../match/state.ts'
import { sportTitle } from '../../sports/labels.ts'

export interface MatchGroup<Row> {
  /** What tells it from other groups. */
  readonly key: string
  readonly title: string
  readonly sport: string
  /** As fixtures write it; undefined for matches that name none. */
  readonly competition: string | undefined
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

/** A match that was decided without being played is with those that are over. */
function rankOf(state: ScoreState): number {
  return state.status === 'scheduled' && stageOf(state) === 'over' ? RANK.final : RANK[state.status]
}

const compareNames = new Intl.Collator('en').compare

/** What a match's place in the list is made of: while it stays the same, the list need not be sorted again. */
export function placeInList(state: ScoreState): string {
  const { sport, competition, competitionName, startsAt, home } = state
  return [sport, competition, competitionName, rankOf(state), startsAt, home.name].join('\n')
}

/** Groups matches by competition. Matches being played come first, then those to come, then those that are over. */
export function groupMatches<Row>(rows: readonly Row[], stateOf: (row: Row) => ScoreState): MatchGroup<Row>[] {
  const sorted = rows.map((row) => ({ row, state: stateOf(row) })).sort(byUrgency)
  const groups = new Map<string, { state: ScoreState; rows: Row[] }>()
  for (const { row, state } of sorted) {
    const key = JSON.stringify([
      state.sport,
      state.competition ?? '',
      state.competition === undefined ? sportTitle(state) : '',
    ])
    const group = groups.get(key)
    if (group) group.rows.push(row)
    else groups.set(key, { state, rows: [row] })
  }
  return [...groups].map(([key, { state, rows: members }]) => ({
    key,
    title: state.competitionName ?? state.competition ?? sportTitle(state),
    sport: state.sport,
    competition: state.competition,
    rows: members,
  }))
}

function byUrgency({ state: left }: { state: ScoreState }, { state: right }: { state: ScoreState }): number {
  return (
    rankOf(left) - rankOf(right) ||
    (left.startsAt ?? 0) - (right.startsAt ?? 0) ||
    compareNames(left.home.name, right.home.name) ||
    compareNames(left.match, right.match)
  )
}
