import type { UpdateMessage } from '../../../protocol/messages.ts'

/** Where a story has to be told anew, because its updates do not lead to the events that stand. */
export interface Retold {
  /** The last update that the list of events must have when it is read. */
  readonly seq: number
  /** The last one that put another source in charge: what was told before it is not of this match any more. Absent after another fixture alone. */
  readonly switchedAt?: number
}

/** @param updates oldest first. @returns undefined if they tell the whole story */
export function retoldBy(updates: readonly UpdateMessage[]): Retold | undefined {
  const last = updates.findLast(({ kind }) => kind === 'source' || kind === 'fixture')
  if (last === undefined) return undefined
  const switched = updates.findLast(({ kind }) => kind === 'source')
  return { seq: last.seq, ...(switched && { switchedAt: switched.seq }) }
}
