import type { Bus } from '../../bus/bus.ts'
import type { Suspects } from '../../bus/suspects.ts'
import type { MatchStore } from '../../store/match-store.ts'
import type { Acquired } from './channel.ts'
import { DelayedRoom, sharedDelayMs } from './delayed-room.ts'
import { MatchFinder } from './opening/match-finder.ts'
import { OpeningQueue } from './opening/opening-queue.ts'
import { UnknownMatches } from './opening/unknown-matches.ts'
import { Room, type RoomOptions } from './room.ts'
import { RoomChecks } from './room-checks.ts'
import { createRoomSource, type PastSource, type RoomSource } from './room-source.ts'

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
/** How long an empty room waits for somebody to come back. */
const LINGER_MS = 10_000
/** Rooms that may be opening at once; more would only queue at the bus and the database. */
const OPENING_AT_ONCE = 256
/** Rooms that may be opening or wait for that: after a restart many viewers come to matches that nobody watches yet. */
const MAX_OPENING = 10_000
/** How long an opening may wait for those before it. */
const QUEUE_MS = 3_000
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
  readonly #checks: RoomChecks
  readonly #queue = new OpeningQueue(OPENING_AT_ONCE)
  readonly #unknown = new UnknownMatches()
  readonly #emptySince = new WeakMap<Room | DelayedRoom, number>()
  readonly #timer: NodeJS.Timeout

  constructor(options: RoomsOptions) {
    this.#options = options
    this.#source = createRoomSource(options.bus, options.store)
    this.#finder = new MatchFinder(options.bus, options.store)
    const { bus, store, onCheckFailed } = options
    this.#checks = new RoomChecks({ bus, store, rooms: this.#rooms, onCheckFailed })
    this.#timer = setInterval(() => this.#check(), CHECK_MS).unref()
  }

  get size(): number {
    return this.#rooms.size
  }

  /** Matches that somebody watches here, or has just left. */
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
  endDeleted(matches: readonly string[]): Promise<void> {
    return this.#checks.endDeleted(matches)
  }

  /** Compares every room with the database: anything may have been missed. Later checks repair what cannot be read now. */
  resyncAll(): Promise<void> {
    return this.#checks.resyncAll()
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
      onContradiction: (seen) => this.#checks.report([seen]),
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
      // Not within the queue: this would hold the slot that the room itself needs.
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
    this.#checks.check().catch(this.#options.onCheckFailed)
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
}

/** A channel whose match was gone has closed by itself. */
function opened<T extends Room | DelayedRoom>(channel: T | undefined): T | undefined {
  return channel?.isClosed ? undefined : channel
}
