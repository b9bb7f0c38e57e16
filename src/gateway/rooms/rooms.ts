import { type Bus, isNewer } from '../../bus/bus.ts'
import type { Suspect, Suspects } from '../../bus/suspects.ts'
import type { Position } from '../../protocol/messages.ts'
import type { MatchStore } from '../../store/match-store.ts'
import type { Acquired } from './channel.ts'
import { DelayedRoom, sharedDelayMs } from './delayed-room.ts'
import { MatchFinder } from './match-finder.ts'
import { OpeningQueue } from './opening-queue.ts'
import { Room, type RoomOptions } from './room.ts'
import { createRoomSource, type PastSource, type RoomSource } from './room-source.ts'
import { UnknownMatches } from './unknown-matches.ts'

export interface RoomsOptions {
  /** The database's clock. */
  readonly now: () => number
  readonly bus: Bus & Suspects
  readonly store: MatchStore
  readonly onRepair: (match: string, outcome: 'repaired' | 'failed') => void
  /** Told when an update has been given to those who watch, with its `at`. */
  readonly onDelivered?: RoomOptions['onDelivered']
  /** Told when comparing heads with the bus or the database fails. */
  readonly onCheckFailed: (error: Error) => void
}

const CHECK_MS = 3_000
/**
 * Every fourth check compares all rooms with the database instead of asking the bus what has changed: the bus may have lost what the
 * database has, or have what it has not. Where that failed, or found something, the next check does so again: a report may be lost.
 */
const TRUTH_EVERY = 4
/** How long an empty room waits for somebody to come back. */
const LINGER_MS = 10_000
/** Rooms that may be opening at once; more would only queue at the bus and the database. */
const OPENING_AT_ONCE = 256
/** Rooms that may be opening or wait for it: many viewers come to matches that nobody watches yet, as after a restart. */
const MAX_OPENING = 10_000
/** How long an opening may wait for those before it. */
const QUEUE_MS = 3_000
/** Rooms that are compared with the database by one question. */
const COMPARED_AT_ONCE = 200
const RESYNC_AT_ONCE = 16
const MAX_DELAYED = 5_000
/** Delays of one match: each is a queue of its updates. */
const MAX_DELAYS_OF_MATCH = 256

/** The rooms of this gateway: opens them when somebody wants them, keeps them true, closes them when nobody is left. */
export class Rooms {
  readonly #options: RoomsOptions
  readonly #source: RoomSource & PastSource
  readonly #finder: MatchFinder
  readonly #rooms = new Map<string, Room>()
  readonly #delayed = new Map<string, DelayedRoom>()
  readonly #opening = new Map<string, Promise<Acquired>>()
  readonly #queue = new OpeningQueue(OPENING_AT_ONCE)
  readonly #unknown = new UnknownMatches()
  readonly #emptySince = new WeakMap<Room | DelayedRoom, number>()
  readonly #timer: NodeJS.Timeout
  #checks = 0
  /** The last comparison with the database failed, or found rooms ahead of it. */
  #isInDoubt = false
  /** Where to go on asking the bus what has changed. */
  #nextChange: number | undefined

  constructor(options: RoomsOptions) {
    this.#options = options
    this.#source = createRoomSource(options.bus, options.store)
    this.#finder = new MatchFinder(options.bus, options.store)
    this.#timer = setInterval(() => this.#check(), CHECK_MS).unref()
  }

  get size(): number {
    return this.#rooms.size
  }

  /** Those that somebody watches here, or has just left. */
  get matches(): Iterable<string> {
    return this.#rooms.keys()
  }

  /** How many people watch each match here: by itself or on a board, live or later. */
  countViewers(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const [match, { viewers }] of this.#rooms) counts.set(match, viewers)
    // A delayed room is itself a member of its room.
    for (const { match, viewers } of this.#delayed.values()) counts.set(match, (counts.get(match) ?? 1) - 1 + viewers)
    return counts
  }

  /** The channel of a match; at once if it is open, so that joining it costs no I/O. */
  acquire(match: string, delayMs = 0): Acquired | Promise<Acquired> {
    if (delayMs === 0) return opened(this.#rooms.get(match)) ?? this.#opening.get(match) ?? this.#open(match)
    const sharedMs = sharedDelayMs(delayMs)
    const key = `${sharedMs} ${match}`
    return opened(this.#delayed.get(key)) ?? this.#opening.get(key) ?? this.#openDelayed(key, match, sharedMs)
  }

  /** The database has just listed this match, so it exists now if it did not before. */
  confirm(match: string): void {
    this.#unknown.forget(match)
  }

  /**
   * Ends the rooms of these matches that were deleted, before the bus tells it: a viewer of a list is told that such a match is gone, not
   * only that it has left the list.
   *
   * @throws if the database is away
   */
  async endDeleted(matches: readonly string[]): Promise<void> {
    const heads = await this.#options.store.readHeads(matches)
    const missing = matches.flatMap((match, index) =>
      heads[index] === undefined ? (this.#rooms.get(match) ?? []) : [],
    )
    for (const [room, deletedAt] of await this.#readDeleted(missing)) if (isNewer(deletedAt, room.position)) room.end()
  }

  /** Compares every room with the database: anything may have been missed. Later checks repair what cannot be read now. */
  async resyncAll(): Promise<void> {
    const rooms = [...this.#rooms.values()]
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

  /** Compares rooms that are where the database is by their last updates. @returns the others */
  async #differing(rooms: readonly Room[]): Promise<Room[]> {
    const { store } = this.#options
    const seen = rooms.map(({ match, position }) => ({ match, ...position }))
    const [heads, wires] = await Promise.all([store.readHeads(seen.map(({ match }) => match)), store.readWires(seen)])
    return rooms.filter((room, index) => {
      const place = seen[index] as Position
      const head = heads[index]
      if (head === undefined || isNewer(head, place) || isNewer(place, head)) return true
      const wire = wires[index]
      if (wire !== undefined && !room.isClosed) room.compare(place, wire)
      return false
    })
  }

  close(): void {
    clearInterval(this.#timer)
    this.#queue.close()
    for (const room of [...this.#delayed.values(), ...this.#rooms.values()]) room.close()
    this.#delayed.clear()
    this.#rooms.clear()
  }

  #open(match: string): Promise<Acquired> | Acquired {
    // Where ingest runs in this process, the bus has a match from the moment in which it is created.
    if (this.#unknown.has(match) && !this.#options.bus.has?.(match)) return 'match-not-found'
    if (this.#opening.size >= MAX_OPENING) return 'unavailable'
    const open = async () => {
      const room = (await this.#finder.exists(match)) ? await this.#openRoom(match) : undefined
      if (room === undefined) this.#unknown.remember(match)
      return room ?? 'match-not-found'
    }
    return this.#whileOpening(match, () => this.#queue.run(QUEUE_MS, open))
  }

  /** @returns undefined if the match is not there any more */
  async #openRoom(match: string): Promise<Room | undefined> {
    const { bus, onRepair, onDelivered } = this.#options
    const room = new Room({
      match,
      bus,
      source: this.#source,
      onRepair,
      ...(onDelivered && { onDelivered }),
      onContradiction: (seen) => this.#report([seen]),
    })
    if (!(await room.open())) return undefined
    this.#rooms.set(match, room)
    return room
  }

  #openDelayed(key: string, match: string, delayMs: number): Promise<Acquired> | Acquired {
    if (this.#opening.size >= MAX_OPENING || this.#delayed.size >= MAX_DELAYED) return 'unavailable'
    if (this.#delaysOf(match) >= MAX_DELAYS_OF_MATCH) return 'unavailable'
    return this.#whileOpening(key, async () => {
      const giveUpAt = performance.now() + QUEUE_MS
      // Outside the queue, where it would take up the place that the room itself needs.
      const room = await this.acquire(match)
      if (!(room instanceof Room)) return room
      return this.#queue.run(giveUpAt - performance.now(), async () => {
        // Others that waited may have opened meanwhile.
        if (this.#delayed.size >= MAX_DELAYED) return 'unavailable'
        const delayed = new DelayedRoom(room, delayMs, this.#options.now)
        if (!(await delayed.open(this.#source))) return 'match-not-found'
        this.#delayed.set(key, delayed)
        return delayed
      })
    })
  }

  /** How many delays of the match are open, or being opened. */
  #delaysOf(match: string): number {
    let delays = 0
    // The keys of delayed rooms; those of rooms have no blank.
    for (const keys of [this.#delayed.keys(), this.#opening.keys()])
      for (const key of keys) if (key.endsWith(` ${match}`)) delays += 1
    return delays
  }

  #whileOpening(key: string, open: () => Promise<Acquired>): Promise<Acquired> {
    const opening = open()
      .catch((): Acquired => 'unavailable')
      .finally(() => this.#opening.delete(key))
    this.#opening.set(key, opening)
    return opening
  }

  #check(): void {
    this.#closeEmpty(performance.now())
    this.#compareHeads().catch(this.#options.onCheckFailed)
  }

  #closeEmpty(now: number): void {
    // Delayed ones first: each is a member of its room.
    for (const [key, room] of this.#delayed) if (this.#closeIfForgotten(room, now)) this.#delayed.delete(key)
    for (const [key, room] of this.#rooms) if (this.#closeIfForgotten(room, now)) this.#rooms.delete(key)
  }

  /** Closes a room that nobody came back to. @returns true if it did */
  #closeIfForgotten(room: Room | DelayedRoom, now: number): boolean {
    if (room.size > 0 || room.holders.size > 0) {
      this.#emptySince.delete(room)
      return false
    }
    const since = this.#emptySince.get(room)
    if (since === undefined) this.#emptySince.set(room, now)
    if (since === undefined || now - since < LINGER_MS) return false
    room.close()
    return true
  }

  /** A lost last update leaves no hole; only the heads tell. */
  async #compareHeads(): Promise<void> {
    if (this.#rooms.size === 0) return
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
    this.#report(suspects)
  }

  /** Asks once for all rooms, and is answered with what has changed anywhere. */
  async #learnChanges(): Promise<void> {
    const { heads, next } = await this.#options.bus.readChanges(this.#nextChange)
    this.#nextChange = next
    for (const [match, head] of heads) this.#rooms.get(match)?.learn(head)
  }

  /** @returns rooms that are where the database is not */
  async #compareWithStore(): Promise<Suspect[]> {
    const { store } = this.#options
    const rooms = [...this.#rooms.values()]
    // Where they are before the database is asked: what they have then it must have.
    const seen = rooms.map(({ match, position }) => ({ match, ...position }))
    const heads = await store.readHeads(seen.map(({ match }) => match))
    for (const [index, head] of heads.entries()) if (head !== undefined) (rooms[index] as Room).learn(head)
    await this.#tellDeleted(rooms.filter((_room, index) => heads[index] === undefined))
    return seen.filter((place, index) => {
      const head = heads[index]
      return head === undefined || isNewer(place, head)
    })
  }

  /** The bus tells it too, unless it is away. */
  async #tellDeleted(missing: readonly Room[]): Promise<void> {
    for (const [room, deletedAt] of await this.#readDeleted(missing)) room.learn(deletedAt)
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

  /** Ingest finds out what is true; a report that gets lost is made again. */
  #report(suspects: readonly Suspect[]): void {
    if (suspects.length === 0) return
    this.#options.bus.report(suspects).catch(this.#options.onCheckFailed)
  }
}

/** A channel whose match was gone has closed by itself. */
function opened<T extends Room | DelayedRoom>(channel: T | undefined): T | undefined {
  return channel?.isClosed ? undefined : channel
}
