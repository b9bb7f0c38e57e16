import type { MatchState } from '../match/state.ts'
import type { UpdateMessage, ViewUpdate } from '../protocol/messages.ts'
import { clockAfter, scoreState, sentScoreUpdate } from '../protocol/view.ts'
import type { Snapshot } from '../store/match-store.ts'

/** A stored state as view `score` shows it. */
export function scoreSnapshot<T extends Snapshot>(snapshot: T): T {
  return { ...snapshot, state: JSON.stringify(scoreState(JSON.parse(snapshot.state) as MatchState)) }
}

/** Stored updates as view `score` shows them, those in which nothing is shown left out. @param before the state before the first */
export function scoreUpdates(wires: readonly string[], before: Snapshot): ViewUpdate[] {
  const { clock } = JSON.parse(before.state) as MatchState
  let known = clock === undefined ? {} : { clock }
  let last = before.seq
  const shown: ViewUpdate[] = []
  for (const wire of wires) {
    const message = JSON.parse(wire) as UpdateMessage
    const next = clockAfter(message, known)
    const update = sentScoreUpdate(message, known, next)
    known = next
    if (update === undefined) continue
    shown.push(last === update.seq - 1 ? update : { ...update, after: last })
    last = update.seq
  }
  return shown
}
