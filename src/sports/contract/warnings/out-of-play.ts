import type { MatchEvent } from '../../../match/event.ts'
import { isEqual } from '../../../match/merge-patch.ts'
import type { MatchState, Status } from '../../../match/state.ts'
import type { Warning } from './warning.ts'

/** In these no ball is in play. */
const STOPPED: ReadonlySet<Status> = new Set(['interrupted', 'suspended', 'ended', 'abandoned'])

const REMEDIES: Partial<Readonly<Record<Status, string>>> = {
  interrupted: 'send interruption_end',
  suspended: 'send interruption_end',
  ended: 'correct the end',
  abandoned: 'correct the end',
}

/** These say what the score is, or was awarded, whenever they come. */
const CHECKPOINTS: ReadonlySet<string> = new Set(['score_set', 'score_adjust', 'result_set', 'status_set'])

/** Before play. What scores then has a warning of its own; a total does not score, it says what the score is. */
export const NOT_BEGUN: ReadonlySet<Status> = new Set(['scheduled', 'delayed', 'postponed', 'cancelled'])
const TOTALS: ReadonlySet<string> = new Set(['score_set', 'score_adjust'])

/** Methods of a result that come after the end, with a score that was not played. */
const GIVEN: ReadonlySet<string> = new Set(['forfeit', 'awarded', 'walkover', 'default', 'disqualified'])

/** Whether an event scores while play has stopped or is over, and leaves it so: a sport whose play goes on with a point says that by the status. */
export function outOfPlay({ type }: MatchEvent, before: MatchState, after: MatchState): Warning<'not-in-play'>[] {
  const { status } = before
  const isSurprising = (STOPPED.has(status) && !CHECKPOINTS.has(type)) || (NOT_BEGUN.has(status) && TOTALS.has(type))
  if (!isSurprising || after.status !== status || isEqual({ ...before.score }, { ...after.score })) return []
  if (after.result !== undefined && GIVEN.has(after.result.method)) return []
  const remedy = REMEDIES[status] ?? 'send match_start'
  return [
    {
      code: 'not-in-play',
      detail: `${type} scores while the match is ${status}; it counts, so delete it if it is wrong, or ${remedy}`,
    },
  ]
}
