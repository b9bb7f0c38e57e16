import { applyPatch } from '../match/merge-patch.ts'
import type { UpdateMessage } from '../protocol/messages.ts'
import type { MatchStore, Snapshot } from './match-store.ts'

const PAGE = 1_000

/**
 * The state as it was after update `seq`: the patches so far, folded onto the state before the first.
 *
 * @param seq from 0 to the match's seq
 * @returns undefined if there is no such match
 */
export async function readPastState(store: MatchStore, match: string, seq: number): Promise<Snapshot | undefined> {
  const initial = await store.readInitial(match)
  if (initial === undefined) return undefined
  let state = JSON.parse(initial.state) as object
  for (let after = 0; after < seq; after += PAGE) {
    const updates = await store.readUpdates(match, after, Math.min(PAGE, seq - after))
    for (const { wire } of updates) state = applyPatch(state, (JSON.parse(wire) as UpdateMessage).patch)
  }
  return { match, epoch: initial.epoch, seq, state: JSON.stringify(state) }
}
