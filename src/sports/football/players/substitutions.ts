import type { MatchState, Side } from '../../../match/state.ts'
import { isConfirmed } from '../../common/running-score.ts'
import type { StoryEntry } from '../../contract/presentation.ts'
import { minuteOf } from '../story/football-story.ts'

/** Who came on for whom, or the half of it that the feed knows. States count changes and do not list them. */
export interface Substitution {
  readonly id: string
  readonly team: Side
  readonly on?: string
  readonly off?: string
  readonly minute?: string
}

/** The changes among the entries, in their order; none if the entries begin when play was on already. */
export function substitutionsOf(entries: readonly StoryEntry[], state: MatchState): readonly Substitution[] {
  if (entries[0]?.before.status === 'live') return []
  return entries.flatMap(({ event, isDeleted }): Substitution[] => {
    const { id, type, team } = event
    if (type !== 'substitution' || team === undefined || isDeleted || !isConfirmed(event)) return []
    const off = nameIn(event['off'])
    const on = nameIn(event['on']) ?? (off === event.player ? undefined : event.player)
    const minute = minuteOf(event, state)
    if (on === undefined && off === undefined) return []
    return [{ id, team, ...(on && { on }), ...(off && { off }), ...(minute && { minute }) }]
  })
}

function nameIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
