import { applyPatch } from '../match/merge-patch.ts'
import type { UpdateMessage } from '../protocol/messages.ts'
import type { MatchStore, Snapshot } from './match-store.ts'

const PAGE = 1_000

type PastReads = Pick<MatchStore, 'readInitial' | 'readUpdates' | 'readHeads'>

/**
 * The state as it was after update `seq`: the patches so far, folded onto the state before the first.
 *
 * @param seq from 0 to the match's seq
 * @returns undefined if there is no such match, or no such update in it any more
 */
export async function readPastState(store: PastReads, match: string, seq: number): Promise<Snapshot | undefined> {
  const initial = await store.readInitial(match)
  if (initial === undefined) return undefined
  let state = JSON.parse(initial.state) as object
  let folded = 0
  while (folded < seq) {
    const updates = await store.readUpdates(match, folded, Math.min(PAGE, seq - folded))
    for (const { wire } of updates) state = applyPatch(state, (JSON.parse(wire) as UpdateMessage).patch)
    const last = updates.at(-1)
    if (last === undefined) break
    folded = last.seq
  }
  // Deleted, made again or put back while it was read: what was folded is of no history, or of two.
  const [head] = await store.readHeads([match])
  if (head === undefined) return undefined
  if (head.epoch !== initial.epoch) return readPastState(store, match, seq)
  return folded === seq ? { match, epoch: initial.epoch, seq, state: JSON.stringify(state) } : undefined
}
