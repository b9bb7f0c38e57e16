import type { Bus } from '../bus/bus.ts'
import type { Limits } from '../protocol/messages.ts'
import type { MatchStore } from '../store/match-store.ts'
import { conflatedText } from './conflation.ts'
import type { Acquired, Connection } from './connection.ts'
import { encodeTextFrame } from './frame.ts'
import { Outbox } from './outbox.ts'
import { Room } from './room.ts'
import { createRoomSource, type RoomSource } from './room-source.ts'

export interface HubOptions {
  readonly bus: Bus
  readonly store: MatchStore
  readonly limits: Limits
  readonly onRepair: (match: string, outcome: 'repaired' | 'failed') => void
  /** Told when comparing heads with the bus or the database fails. */
  readonly onCheckFailed: (error: Error) => void
}

const CHECK_MS = 3_000
/** Every so many checks the database is asked instead of the bus: the bus may have lost what the database has. */
const TRUTH_EVERY = 10
/** An empty room waits this long for somebody to come back. */
const LINGER_MS = 10_000
/** Rooms that may be opening at once; more would only queue in the database's pool. */
const MAX_OPENING = 256
const RESYNC_AT_ONCE = 16

/** The rooms of this gateway: opens them when somebody wants them, keeps them true, closes them when nobody is left. */
export class Hub {
  readonly limits: Limits
  readonly outbox = new Outbox()
  readonly slow = new Set<Connection>()
  readonly #options: HubOptions
  readonly #source: RoomSource
  readonly #rooms = new Map<string, Room>()
  readonly #opening = new Map<string, Promise<Acquired>>()
  readonly #emptySince = new Map<Room, number>()
  readonly #timer: NodeJS.Timeout
  #checks = 0

  constructor(options: HubOptions) {
    this.#options = options
    this.limits = options.limits
    this.#source = createRoomSource(options.bus, options.store)
    this.#timer = setInterval(() => this.#check(), CHECK_MS).unref()
  }

  get roomCount(): number {
    return this.#rooms.size
  }

  /** The room of a match; at once if it is open, so that joining it costs no I/O. */
  acquire(match: string): Acquired | Promise<Acquired> {
    return this.#rooms.get(match) ?? this.#opening.get(match) ?? this.#open(match)
  }

  /** Everything may have been missed: compares every room with the database. */
  async resyncAll(): Promise<void> {
    const rooms = [...this.#rooms.values()]
    const worker = async () => {
      for (let room = rooms.pop(); room; room = rooms.pop()) await room.resync()
    }
    await Promise.all(Array.from({ length: RESYNC_AT_ONCE }, worker))
  }

  snapshotFrame(room: Room, reason: 'resync' | 'epoch'): Buffer {
    return encodeTextFrame(`{"op":"snapshot",${room.log.snapshotText()},"reason":"${reason}"}`)
  }

  /** For a slow viewer that was last given `lastSeq`. */
  conflatedFrame(room: Room, lastSeq: number): Buffer {
    return encodeTextFrame(conflatedText(room.log, lastSeq))
  }

  close(): void {
    clearInterval(this.#timer)
    for (const room of this.#rooms.values()) room.close()
    this.#rooms.clear()
  }

  #open(match: string): Promise<Acquired> | Acquired {
    if (this.#opening.size >= MAX_OPENING) return 'unavailable'
    const { bus, onRepair } = this.#options
    const room = new Room({ match, bus, source: this.#source, onRepair })
    const opening = room
      .open()
      .then((exists): Acquired => {
        if (!exists) return 'match-not-found'
        this.#rooms.set(match, room)
        return room
      })
      .catch((): Acquired => 'unavailable')
      .finally(() => this.#opening.delete(match))
    this.#opening.set(match, opening)
    return opening
  }

  #check(): void {
    this.#closeEmpty(Date.now())
    this.#compareHeads().catch(this.#options.onCheckFailed)
  }

  #closeEmpty(now: number): void {
    for (const room of this.#rooms.values()) {
      if (room.size > 0) {
        this.#emptySince.delete(room)
        continue
      }
      const since = this.#emptySince.get(room)
      if (since === undefined) this.#emptySince.set(room, now)
      else if (now - since >= LINGER_MS) {
        this.#emptySince.delete(room)
        this.#rooms.delete(room.match)
        room.close()
      }
    }
  }

  /** A lost last update leaves no hole; only the heads tell. */
  async #compareHeads(): Promise<void> {
    const { bus, store } = this.#options
    const rooms = [...this.#rooms.values()]
    if (rooms.length === 0) return
    this.#checks += 1
    const matches = rooms.map(({ match }) => match)
    const asksStore = this.#checks % TRUTH_EVERY === 0 || bus.health === 'down'
    const heads = asksStore ? await store.readHeads(matches) : await bus.readHeads(matches)
    for (const [index, head] of heads.entries()) if (head !== undefined) (rooms[index] as Room).learn(head)
  }
}
