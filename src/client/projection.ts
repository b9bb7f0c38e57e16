import type { MatchState } from '../match/state.ts'
import type { UpdateMessage } from '../protocol/messages.ts'
import { scoreState, scoreUpdate } from '../protocol/view.ts'
import { type AppliedUpdate, hasAll, type TakenSnapshot } from './following/followed-match.ts'

/** What a subscription is told of its match. */
export interface Projection {
  state(held: MatchState | undefined): MatchState | undefined
  /** Undefined where the view shows nothing of it. */
  update(update: AppliedUpdate): AppliedUpdate | undefined
  /** As of an update. */
  snapshot(snapshot: TakenSnapshot): TakenSnapshot | undefined
}

/** Everything, as it came. A state of which only the score is held, because others wanted no more so far, is none yet. */
export const WHOLE: Projection = {
  state: (held) => (isWhole(held) ? held : undefined),
  update: (update) => (isWhole(update.after) ? update : undefined),
  snapshot({ before, ...snapshot }) {
    if (!isWhole(snapshot.after)) return undefined
    return before && isWhole(before) ? { ...snapshot, before } : snapshot
  },
}

function isWhole(state: MatchState | undefined): boolean {
  return hasAll('full', state)
}

/** View `score` of a match of which more may be held, because others follow all of it. */
export class ScoreProjection implements Projection {
  #last: { readonly of: MatchState; readonly shown: MatchState } | undefined

  state(held: MatchState | undefined): MatchState | undefined {
    if (held === undefined) return undefined
    if (this.#last?.of !== held) this.#last = { of: held, shown: scoreState(held) as MatchState }
    return this.#last.shown
  }

  update(update: AppliedUpdate): AppliedUpdate | undefined {
    const message = scoreUpdate(update.message, update.before)
    if (message === undefined) return undefined
    const before = scoreState(update.before) as MatchState
    const after = this.state(update.after) as MatchState
    return { ...update, message: message as UpdateMessage, before, after }
  }

  snapshot(snapshot: TakenSnapshot): TakenSnapshot {
    const before = snapshot.before && (scoreState(snapshot.before) as MatchState)
    return { ...snapshot, after: this.state(snapshot.after) as MatchState, ...(before && { before }), missed: [] }
  }
}
