import { withListed } from '../../../match/lists/listed.ts'
import type { FootballDetail } from '../detail.ts'
import type { ChangeEvent, MissEvent } from '../events.ts'
import { countShot } from '../statistics.ts'

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
