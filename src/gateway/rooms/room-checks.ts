import { type Bus, isNewer } from '../../bus/bus.ts'
import type { Suspect, Suspects } from '../../bus/suspects.ts'
import type { Position } from '../../protocol/messages.ts'
import type { MatchStore } from '../../store/match-store.ts'
import type { Room } from './room.ts'

export interface RoomChecksOptions {
  readonly bus: Pick<Bus, 'health' | 'readChanges'> & Pick<Suspects, 'report'>
  readonly store: Pick<MatchStore, 'readHeads' | 'readWires' | 'readDeleted'>
  /** The open rooms, by match. */
  readonly rooms: ReadonlyMap<string, Room>
  readonly onCheckFailed: (error: Error) => void
}

/**
 * Every fourth check compares all rooms with the database instead of asking the bus what has changed: the bus may have lost what the
 * database has, or have what it has not. Where that failed, or found something, the next check does so again: a report may be lost.
 */
const TRUTH_EVERY = 4
/** Rooms that one query compares with the database. */
const COMPARED_AT_ONCE = 200
const RESYNC_AT_ONCE = 16

/** Compares the rooms of this gateway with what the bus and the database have: a lost last update leaves no hole, only heads tell. */
export class RoomChecks {
  readonly #options: RoomChecksOptions
  #checks = 0
  /** The last comparison with the database failed, or found rooms ahead of it. */
  #isInDoubt = false
  /** Where to go on asking the bus what has changed. */
  #nextChange: number | undefined

  constructor(options: RoomChecksOptions) {
    this.#options = options
  }

  /** Called every few seconds. @throws if the bus, or in its turn the database, does not answer */
  async check(): Promise<void> {
    if (this.#options.rooms.size === 0) return
    this.#checks += 1
    const asksStore = this.#checks % TRUTH_EVERY === 0 || this.#options.bus.health === 'down'
    // Also while in doubt: the database may be away for long, and the bus knows better then.
    if (!asksStore) await this.#learnChanges()
    if (!asksStore && !this.#isInDoubt) return
    this.#isInDoubt = false
    const suspects = await this.#compareWithStore().catch((error: unknown) => {
      this.#isInDoubt = true
      throw error
    })
    this.#isInDoubt = suspects.length > 0
    this.report(suspects)
  }

  /** Compares every room with the database: anything may have been missed. Later checks repair what cannot be read now. */
  async resyncAll(): Promise<void> {
    const rooms = [...this.#options.rooms.values()]
    const differing: Room[] = []
    for (let from = 0; from < rooms.length; from += COMPARED_AT_ONCE) {
      const some = rooms.slice(from, from + COMPARED_AT_ONCE)
      differing.push(...(await this.#differing(some).catch(() => some)))
    }
    const worker = async () => {
      for (let room = differing.pop(); room; room = differing.pop())
        await room.resync().catch(this.#options.onCheckFailed)
    }
    await Promise.all(Array.from({ length: RESYNC_AT_ONCE }, worker))
  }

  /** Ends the rooms of these matches that were deleted, before the bus tells it. @throws if the database is away */
  async endDeleted(matches: readonly string[]): Promise<void> {
    const { rooms, store } = this.#options
    const heads = await store.readHeads(matches)
    const missing = matches.flatMap((match, index) => (heads[index] === undefined ? (rooms.get(match) ?? []) : []))
    for (const [room, deletedAt] of await this.#readDeleted(missing)) if (isNewer(deletedAt, room.position)) room.end()
  }

  /** Ingest finds out what is true; a report that gets lost is made again. */
  report(suspects: readonly Suspect[]): void {
    if (suspects.length === 0) return
    this.#options.bus.report(suspects).catch(this.#options.onCheckFailed)
  }

  /** Asks once for all rooms, and is answered with what has changed anywhere. */
  async #learnChanges(): Promise<void> {
    const { heads, next } = await this.#options.bus.readChanges(this.#nextChange)
    this.#nextChange = next
    for (const [match, head] of heads) this.#options.rooms.get(match)?.learn(head)
  }

  /** Tells rooms where the database is ahead of them. @returns the positions of rooms that the database has not reached */
  async #compareWithStore(): Promise<Suspect[]> {
    const rooms = [...this.#options.rooms.values()]
    // Read before the database is asked: it must have everything that rooms have by then.
    const seen = rooms.map(({ match, position }) => ({ match, ...position }))
    const heads = await this.#options.store.readHeads(seen.map(({ match }) => match))
    for (const [index, head] of heads.entries()) if (head !== undefined) (rooms[index] as Room).learn(head)
    // The bus tells of deleted matches too, unless it is away.
    const missing = rooms.filter((_room, index) => heads[index] === undefined)
    for (const [room, deletedAt] of await this.#readDeleted(missing)) room.learn(deletedAt)
    return seen.filter((position, index) => {
      const head = heads[index]
      return head === undefined || isNewer(position, head)
    })
  }

  /** Compares the last updates of rooms that are at the database's position. @returns the other rooms */
  async #differing(rooms: readonly Room[]): Promise<Room[]> {
    const { store } = this.#options
    const seen = rooms.map(({ match, position }) => ({ match, ...position }))
    const [heads, wires] = await Promise.all([store.readHeads(seen.map(({ match }) => match)), store.readWires(seen)])
    return rooms.filter((room, index) => {
      const position = seen[index] as Position
      const head = heads[index]
      if (head === undefined || isNewer(head, position) || isNewer(position, head)) return true
      const wire = wires[index]
      if (wire !== undefined && !room.isClosed) room.compare(position, wire)
      return false
    })
  }

  /** Those of the rooms whose match was deleted, and the position that it has since. */
  async #readDeleted(missing: readonly Room[]): Promise<(readonly [Room, Position])[]> {
    if (missing.length === 0) return []
    const epochs = await this.#options.store.readDeleted(missing.map(({ match }) => match))
    return missing.flatMap((room, index) => {
      const epoch = epochs[index]
      return epoch === undefined ? [] : [[room, { epoch, seq: 0 }] as const]
    })
  }
}
