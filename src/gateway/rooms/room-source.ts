import type { Bus, BusSnapshot } from '../../bus/bus.ts'
import { RECENT_UPDATES } from '../../bus/bus.ts'
import type { Position } from '../../protocol/messages.ts'
import type { MatchStore, Snapshot } from '../../store/match-store.ts'

/** Where rooms read a match: the newest state and the updates that led there, oldest first. */
export interface RoomSource {
  /** Reads fast, perhaps a little behind. @returns undefined if there is no such match */
  read(match: string): Promise<BusSnapshot | undefined>
  /**
   * Reads what the database has: the newest state, the update at `position`, to be compared with the room's, and the updates after it. Of
   * more than `RECENT_UPDATES` the newest; none if `position` is of another epoch.
   *
   * @returns undefined if there is no such match
   * @throws {DatabaseUnavailable}
   */
  readTruth(match: string, position: Position): Promise<BusSnapshot | undefined>
}

/** Where a delayed room reads how the match stood before its room knew it. */
export interface PastSource {
  /**
   * Reads the state at a time, in ms since the epoch of Unix, and the updates from there to `until`, oldest first.
   *
   * @returns undefined if there is no such match
   * @throws if the match has begun an epoch after that of `until`, or the database is away
   */
  readAsOf(match: string, at: number, until: Position): Promise<PastRead | undefined>
}

export interface PastRead {
  readonly snapshot: Snapshot
  readonly updates: readonly { readonly seq: number; readonly wire: string }[]
}

/**
 * Reads the bus first, so that a crowd of openings spares the database. Reads the database while the bus is away, and for matches that the
 * bus does not know: these it publishes to the bus, so that the next gateway finds them there.
 */
export function createRoomSource(bus: Bus, store: MatchStore): RoomSource & PastSource {
  /** @param known the first of the updates is the one at this position; by default they go as far back as the bus would */
  const readStore = async (match: string, known?: Position): Promise<BusSnapshot | undefined> => {
    const snapshot = await store.readSnapshot(match)
    if (snapshot === undefined) return undefined
    const { epoch, seq, state } = snapshot
    const oldest = Math.max(0, seq - RECENT_UPDATES)
    const from = known === undefined ? oldest : known.epoch === epoch ? Math.max(known.seq - 1, oldest) : seq
    if (seq <= from) return { epoch, seq, state, recent: [] }
    const updates = await store.readUpdates(match, from, RECENT_UPDATES)
    const recent = updates.filter((update) => update.seq <= seq)
    // Else the match was deleted, and perhaps made again, meanwhile: they do not lead to this state.
    return { epoch, seq, state, recent: recent.at(-1)?.seq === seq ? recent : [] }
  }
  const fill = (match: string, { epoch, state, recent: [first, ...rest] }: BusSnapshot): void => {
    if (first === undefined) return
    bus.publish({ match, epoch, updates: [first, ...rest], state }).catch(() => {}) // or the next one who asks does it
  }
  return {
    async read(match) {
      const onBus = bus.health === 'up' ? await bus.read(match).catch(() => 'away' as const) : 'away'
      if (onBus !== 'away' && onBus !== undefined) return onBus
      const stored = await readStore(match)
      if (onBus === undefined && stored !== undefined) fill(match, stored)
      return stored
    },
    readTruth: (match, position) => readStore(match, position),
    async readAsOf(match, at, until) {
      const seq = Math.min(await store.readSeqAt(match, at), until.seq)
      const snapshot = await store.readPast(match, seq)
      if (snapshot === undefined) return undefined
      // A new epoch has no past yet.
      if (snapshot.epoch !== until.epoch) throw new Error(`match ${match} has begun a new epoch`)
      const updates = await store.readUpdates(match, seq, until.seq - seq)
      return { snapshot, updates }
    },
  }
}
