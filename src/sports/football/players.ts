import type { FootballDetail } from './detail.ts'
import type { ChangeEvent, MissEvent } from './events.ts'
import { countShot } from './statistics.ts'

/**
 * Lists a substitution. Counted is the half that brings somebody on, or both in one; feeds that send the halves apart have
 * not made two, and one for concussion does not count.
 */
export function listChange(detail: FootballDetail, event: ChangeEvent, minute: string | undefined): FootballDetail {
  const { id, team, off, on, concussion } = event
  const change = {
    id,
    team,
    ...(off !== undefined && { off }),
    ...(on !== undefined && { on }),
    ...(minute !== undefined && { minute }),
  }
  const counts = !concussion && (off === undefined || on !== undefined)
  const { substitutions, changes = [] } = detail
  return {
    ...detail,
    ...(counts && { substitutions: { ...substitutions, [team]: substitutions[team] + 1 } }),
    ...((off !== undefined || on !== undefined) && { changes: [...changes, change] }),
  }
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
  const listed = { ...detail, missedPenalties: [...(detail.missedPenalties ?? []), miss] }
  return detail.statistics?.shots ? countShot(listed, team, outcome === 'saved') : listed
}
