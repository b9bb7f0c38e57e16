import type { Bus, BusSnapshot } from '../bus/bus.ts'
import { RECENT_UPDATES } from '../bus/bus.ts'
import type { Position } from '../protocol/messages.ts'
import type { MatchStore } from '../store/match-store.ts'
import type { PastSource } from './delayed-room.ts'

/** Where rooms read a match: the newest state and the updates that led there, oldest first. */
export interface RoomSource {
  /** The fast way; may be a little behind. undefined if there is no such match. */
  read(match: string): Promise<BusSnapshot | undefined>
  /** The truth, with the updates after `position` if they are not too many. */
  readTruth(match: string, position: Position): Promise<BusSnapshot | undefined>
}

/** Reads the bus first: it is there for this. What it does not know, or while it is away, the database tells. */
export function createRoomSource(bus: Bus, store: MatchStore): RoomSource & PastSource {
  const readStore = async (match: string, after: Position | undefined): Promise<BusSnapshot | undefined> => {
    const snapshot = await store.readSnapshot(match)
    if (snapshot === undefined) return undefined
    const from = after?.epoch === snapshot.epoch ? after.seq : snapshot.seq
    if (snapshot.seq <= from || snapshot.seq - from > RECENT_UPDATES) return { ...snapshot, recent: [] }
    const updates = await store.readUpdates(match, from, RECENT_UPDATES)
    return { ...snapshot, recent: updates.filter(({ seq }) => seq <= snapshot.seq) }
  }
  return {
    async read(match) {
      const onBus = bus.health === 'up' ? await bus.read(match).catch(() => undefined) : undefined
      return onBus ?? readStore(match, undefined)
    },
    readTruth: (match, position) => readStore(match, position),
    async readAsOf(match, at, until) {
      const seq = Math.min(await store.readSeqAt(match, at), until.seq)
      const snapshot = await store.readPast(match, seq)
      if (snapshot === undefined) return undefined
      // A chain that was restarted has no past yet.
      if (snapshot.epoch !== until.epoch) throw new Error(`match ${match} has begun a new epoch`)
      const updates = await store.readUpdates(match, seq, until.seq - seq)
      return { snapshot, updates }
    },
  }
}
