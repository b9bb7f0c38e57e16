import type { Score, Side } from '../../../match/state.ts'
import { leaderOf } from '../../common/sides.ts'
import type { FootballFormat } from '../format.ts'

/** Goals over both legs; undefined for a single match. */
export function aggregateOf({ legs }: FootballFormat, score: Score): Score | undefined {
  return legs && { home: legs.first.home + score.home, away: legs.first.away + score.away }
}

/** Who is ahead in what is being decided: the match, or the tie over two legs. */
export function tieLeader(format: FootballFormat, score: Score): Side | 'draw' {
  const aggregate = aggregateOf(format, score)
  if (aggregate === undefined) return leaderOf(score)
  const leader = leaderOf(aggregate)
  return leader === 'draw' && isOnAwayGoals(format, score) ? leaderOf(awayGoals(format, score)) : leader
}

/** True if the tie is level on aggregate and away goals separate the sides. */
export function isOnAwayGoals(format: FootballFormat, score: Score): boolean {
  const aggregate = aggregateOf(format, score)
  if (!format.legs?.awayGoals || aggregate?.home !== aggregate?.away) return false
  return leaderOf(awayGoals(format, score)) !== 'draw'
}

/** This match's home side played away in the first leg. Goals in extra time count as the others do. */
function awayGoals({ legs }: FootballFormat, score: Score): Score {
  return { home: legs?.first.home ?? 0, away: score.away }
}
