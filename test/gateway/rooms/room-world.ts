import type { Bus, BusEntry, BusListener, BusSnapshot, BusUpdate } from '../../../src/bus/bus.ts'
import { isNewer } from '../../../src/bus/bus.ts'
import { Room } from '../../../src/gateway/rooms/room.ts'
import { createRoomSource } from '../../../src/gateway/rooms/room-source.ts'
import type { Position, UpdateMessage } from '../../../src/protocol/messages.ts'
import type { MatchStore } from '../../../src/store/match-store.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'
import { isSameJson } from '../../support/sports/same-json.ts'
import { type RoomStore, Truth } from '../truth.ts'
import { StrictMember } from './strict-member.ts'

/** An answer that is on its way for as long as the schedule likes. */
interface Pending {
  succeed(): void
  fail(): void
}

/**
 * One room between a bus that loses, repeats and reorders, a database that is slow and fails, and viewers who come and go.
 * Nothing happens by itself but the room's own timers: the schedule flushes every message and every answer by hand.
 */
export class RoomWorld {
  readonly truth: Truth
  readonly members = new Set<StrictMember>()
  room: Room | undefined
  repairs = 0
  readonly #random: SeededRandom
  readonly #listeners = new Set<BusListener>()
  readonly #inFlight: { position: Position; wire: string }[] = []
  readonly #pending: Pending[] = []
  /** What members had when they left. */
  readonly #left: StrictMember[] = []
  /** What the bus has: it lags behind, and its log has holes. */
  #onBus: BusSnapshot | undefined
  #isQuiet = false
  #isOpening = false
  /** The newest position that the room was told of. */
  #heard: Position = { epoch: 'e1', seq: 0 }

  constructor(random: SeededRandom, truth = new Truth()) {
    this.#random = random
    this.truth = truth
  }

  /** One thing happens, any of those that may happen. */
  step(): void {
    const roll = this.#random.int(100)
    if (roll < 25) this.publish()
    else if (roll < 50) this.deliver()
    else if (roll < 72) this.answer()
    else if (roll < 82) this.join()
    else if (roll < 86) this.leave()
    else if (roll < 92) this.compareHeads()
    else if (roll < 94)
      this.room?.resync().catch(() => {}) // its read failed; the heads will tell
    else if (roll < 95) this.restart()
    else this.open()
  }

  /**
   * From here on nothing is late or fails. First the room has to reach what it has heard of by itself; then it is told of the
   * head, as the gateway does every few seconds, since the last updates may all be lost.
   */
  async settle(turn: () => Promise<void>): Promise<void> {
    this.#isQuiet = true
    this.#inFlight.length = 0
    this.#onBus = undefined
    const isThere = (position: Position) => this.room !== undefined && !isNewer(position, this.room.position)
    const reach = async (position: () => Position) => {
      for (let attempt = 0; attempt < 30; attempt += 1) {
        this.open()
        for (const pending of this.#pending.splice(0)) pending.succeed()
        await turn()
        if (isThere(position())) return
      }
      throw new Error(`the room stays at ${this.room?.position.seq} and knows of ${position().seq}`)
    }
    await reach(() => this.#heard)
    this.room?.learn(this.truth.position)
    await reach(() => this.truth.position)
  }

  /** The database is replaced by a backup; what it was answering is cut off. */
  restart(): void {
    this.truth.restart()
    for (const pending of this.#pending.splice(0)) pending.fail()
  }

  open(): void {
    if (this.room !== undefined || this.#isOpening) return
    this.#isOpening = true
    this.#heard = { epoch: 'e1', seq: 0 }
    const bus: Pick<Bus, 'subscribe' | 'read' | 'publish' | 'health'> = {
      health: 'up',
      subscribe: (_match, listener) => this.#subscribe(listener),
      read: () => this.#later(() => this.#onBus),
      publish: async (entry) => {
        this.#fill(entry)
        return 'taken'
      },
    }
    const store: RoomStore = {
      readSnapshot: () => this.#later(() => this.truth.snapshot),
      readUpdates: (_match, after, limit) => this.#later(() => this.truth.updatesAfter(after).slice(0, limit)),
      readWires: async () => [],
      readHeads: async () => [this.truth.position],
      readDeleted: async () => [],
    }
    const room = new Room({
      match: this.truth.match,
      bus,
      source: createRoomSource(bus as Bus, store as MatchStore),
      onRepair: () => {
        this.repairs += 1
      },
      graceMs: 0,
      retryMs: 0,
    })
    room
      .open()
      .then(() => {
        this.room = room
      })
      .catch(() => {}) // the schedule opens another
      .finally(() => {
        this.#isOpening = false
      })
  }

  publish(): void {
    const first = this.truth.position.seq + 1
    for (let count = 1 + this.#random.int(3); count > 0; count -= 1) this.truth.change(this.#anyChange())
    const { epoch, updates, state } = this.truth.entry(first, this.truth.position.seq)
    for (const { seq, wire } of updates) {
      if (this.#random.chance(0.2)) continue
      this.#inFlight.push({ position: { epoch, seq }, wire })
      if (this.#random.chance(0.1)) this.#inFlight.push({ position: { epoch, seq }, wire })
    }
    if (this.#random.chance(0.3)) return
    const known = this.#onBus?.epoch === epoch ? this.#onBus.recent : []
    const recent = [...known, ...updates].filter(() => !this.#random.chance(0.1))
    this.#onBus = { epoch, seq: this.truth.position.seq, state, recent }
  }

  /** A bus that knew nothing is told what is old news to the rooms. */
  #fill({ epoch, updates, state }: BusEntry): void {
    const { seq } = updates[updates.length - 1] as BusUpdate
    if (this.#onBus !== undefined && !isNewer({ epoch, seq }, this.#onBus)) return
    this.#onBus = { epoch, seq, state, recent: updates }
    for (const update of updates) this.#inFlight.push({ position: { epoch, seq: update.seq }, wire: update.wire })
  }

  /** Mostly in order. */
  deliver(): void {
    const index = this.#random.chance(0.6) ? 0 : this.#random.int(Math.max(1, this.#inFlight.length))
    const [message] = this.#inFlight.splice(index, 1)
    if (message === undefined) return
    if (this.#listeners.size > 0) this.#hear(message.position)
    for (const listener of this.#listeners) listener(message.position, Buffer.from(message.wire))
  }

  answer(): void {
    const [pending] = this.#pending.splice(this.#random.int(Math.max(1, this.#pending.length)), 1)
    if (this.#random.chance(0.15)) pending?.fail()
    else pending?.succeed()
  }

  /** Somebody new, or back with the position it had: `[W3]` gets exactly what it missed, or the state. */
  join(): void {
    if (this.room === undefined) return
    const back = this.#random.chance(0.5) ? this.#left.pop() : undefined
    const text = back && this.room.log.resumeText(back.position)
    if (back && text !== undefined) {
      for (const update of (JSON.parse(`{${text}}`) as { updates: UpdateMessage[] }).updates) back.take(update)
      this.#expectAtRoom(back)
      this.#enter(this.room, back)
    } else {
      this.#enter(this.room, new StrictMember(this.truth, JSON.parse(`{${this.room.log.snapshot().text}}`)))
    }
  }

  leave(): void {
    if (this.members.size === 0 || this.room === undefined) return
    const member = this.#random.pick([...this.members])
    this.room.leave(member)
    this.members.delete(member)
    this.#left.push(member)
  }

  /** The head that the bus knows, or that of the database. */
  compareHeads(): void {
    const head = this.#random.chance(0.7) ? this.#onBus : this.truth.position
    if (head === undefined || this.room === undefined) return
    this.#hear(head)
    this.room.learn({ epoch: head.epoch, seq: head.seq })
  }

  #hear({ epoch, seq }: Position): void {
    if (isNewer({ epoch, seq }, this.#heard)) this.#heard = { epoch, seq }
  }

  #enter(room: Room, member: StrictMember): void {
    if (!room.join(member)) throw new Error('an open room lets everybody in')
    this.members.add(member)
    this.#expectAtRoom(member)
  }

  #expectAtRoom(member: StrictMember): void {
    if (!isSameJson(member.position, this.room?.position)) throw new Error('the answer to a join is not the newest')
  }

  /** Messages may be heard before the answer is. */
  async #subscribe(listener: BusListener): Promise<() => Promise<void>> {
    if (this.#random.chance(0.5)) this.#listeners.add(listener)
    const leave = async () => {
      this.#listeners.delete(listener)
    }
    try {
      await this.#later(() => this.#listeners.add(listener))
      return leave
    } catch (error) {
      await leave()
      throw error
    }
  }

  /** What is read may be as old as the question, or as new as the answer. */
  #later<T>(read: () => T): Promise<T> {
    if (this.#isQuiet) return Promise.resolve(read())
    const isOld = this.#random.chance(0.5)
    const old = isOld ? read() : undefined
    return new Promise((resolve, reject) => {
      this.#pending.push({
        succeed: () => resolve(isOld ? (old as T) : read()),
        fail: () => reject(new Error('the read failed')),
      })
    })
  }

  #anyChange() {
    const { score } = this.truth.state()
    const patches = [
      { score: { home: score.home + 1 } },
      { score: { away: score.away + 1 }, phase: `phase ${this.#random.int(3)}` },
      { detail: { [`key${this.#random.int(3)}`]: { nested: [this.#random.int(9)] } } },
      { detail: { [`key${this.#random.int(3)}`]: null } },
      {},
    ]
    return { patch: this.#random.pick(patches) }
  }
}
