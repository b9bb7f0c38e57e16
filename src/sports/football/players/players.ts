import { withListed } from '../../../match/lists/listed.ts'
import type { FootballDetail, Scorer } from '../detail.ts'
import type { ChangeEvent, GoalEvent, MissEvent } from '../events.ts'
import { countGoal, countShot } from '../statistics.ts'

/**
 * Does it count against the format? The half that brings somebody on does, or both in one: feeds that send the halves apart have not made
 * two. One for concussion does not.
 */
export function isCounted({ off, on, concussion }: ChangeEvent): boolean {
  return !concussion && (off === undefined || on !== undefined)
}

/** Counts a substitution. Who it was is told by the story: a list here would be sent again with each. */
export function countChange(detail: FootballDetail, event: ChangeEvent): FootballDetail {
  if (!isCounted(event)) return detail
  const { team } = event
  const { substitutions } = detail
  return { ...detail, substitutions: { ...substitutions, [team]: substitutions[team] + 1 } }
}

export function listScorer(detail: FootballDetail, event: GoalEvent, minute: string | undefined): FootballDetail {
  const { id, team, player, assist } = event
  const kind = event.ownGoal ? 'own_goal' : event.kind
  const scorer: Scorer = {
    id,
    team,
    ...(player !== undefined && { player }),
    ...(assist !== undefined && { assist }),
    ...(minute !== undefined && { minute }),
    // Most goals are of no kind: what need not be said is not sent with every later goal.
    ...(kind !== undefined && kind !== 'regular' && { kind }),
  }
  const listed = { ...detail, scorers: withListed(detail.scorers, scorer) }
  return countGoal(listed, team, scorer.kind === 'own_goal')
}

/** A penalty that was no goal is a shot, too, where shots are counted. */
export function listMiss(detail: FootballDetail, event: MissEvent, minute: string | undefined): FootballDetail {
  const { id, team, player, outcome } = event
  const miss = {
    id,
    team,
    ...(player !== undefined && { player }),
    ...(minute !== undefined && { minute }),
    ...(outcome !== undefined && { outcome }),
  }
  const listed = { ...detail, missedPenalties: withListed(detail.missedPenalties ?? [], miss) }
  return detail.statistics?.shots ? countShot(listed, team, outcome === 'saved') : listed
}
