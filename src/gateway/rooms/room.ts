import { type Bus, type BusSnapshot, isNewer } from '../../bus/bus.ts'
import type { Suspect } from '../../bus/suspects.ts'
import type { Position } from '../../protocol/messages.ts'
import type { Part } from '../delivery/deflate.ts'
import type { TracedUpdate } from '../delivery/outbox.ts'
import { EVERYTHING, type Kind } from '../variants/kind.ts'
import { Variants } from '../variants/variants.ts'
import { type BaseChannel, type Channel, type ChannelTicker, type Member, welcome } from './channel.ts'
import { type Arrival, HeldUpdates } from './held-updates.ts'
import { RoomLog } from './room-log.ts'
import { type RepairedRoom, type RepairOptions, RoomRepair } from './room-repair.ts'

export interface RoomOptions extends RepairOptions {
  readonly match: string
  readonly bus: Pick<Bus, 'subscribe'>
  /** Told when an update has been given to members, with its `at`, and with its trace if it came with one. */
  onDelivered?(at: number, traced?: TracedUpdate): void
  /** Told what the room has at a seq where another update was seen: the match has two histories. */
  onContradiction?(seen: Suspect): void
}

/**
 * One match as this gateway sees it. Delivers each seq once and in order, or jumps forward with a snapshot.
 *
 *   opening ── read ──► live          any ──► closed
 *
 * Subscribes before it reads, and merges by seq, so nothing falls between the two. While a hole is open the updates after it
 * are held, and `RoomRepair` reads the missing ones, from the bus, else from the database. The room jumps over updates that neither has,
 * and over a hole of more than `RECENT_UPDATES`.
 */
export class Room implements BaseChannel, RepairedRoom {
  readonly match: string
  readonly kind = EVERYTHING
  readonly holders = new Set<object>()
  readonly #options: RoomOptions
  readonly #members = new Set<Member>()
  /** Channels that tell the match less often, of any delay. */
  readonly lessOften = new Set<Channel>()
  readonly #variants = new Variants(this, this.lessOften)
  readonly #held = new HeldUpdates()
  readonly #repair: RoomRepair
  /** Set when the room has opened. */
  #log: RoomLog | undefined
  #isClosed = false
  #leave: (() => Promise<void>) | undefined

  constructor(options: RoomOptions) {
    this.#options = options
    this.match = options.match
    this.#repair = new RoomRepair(this, options)
  }

  /** @returns false if there is no such match; the room is closed then */
  async open(): Promise<boolean> {
    const { bus, source } = this.#options
    try {
      // Before reading: an update published between the two would be in neither.
      this.#leave = await bus.subscribe(this.match, this.#hear)
      const snapshot = await source.read(this.match)
      if (snapshot === undefined) {
        this.close()
        return false
      }
      this.#adopt(snapshot)
      this.#acceptHeld()
      this.#repair.start()
      return true
    } catch (error) {
      this.close()
      throw error
    }
  }

  get log(): RoomLog {
    if (this.#log === undefined) throw new Error('the room is not open')
    return this.#log
  }

  get position(): Position {
    return { epoch: this.log.epoch, seq: this.log.seq }
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get size(): number {
    return this.#members.size
  }

  /** People who watch it, whichever variant. A delayed room counts as one. */
  get viewers(): number {
    return this.#members.size + this.#variants.surplus
  }

  get base(): this {
    return this
  }

  variant(kind: Kind, ticker?: ChannelTicker): Channel | undefined {
    return this.#variants.of(kind, ticker)
  }

  /** A later position may exist or not: the room cannot know, and answers it with the state. */
  isAhead(): boolean {
    return false
  }

  join(member: Member, position?: Position): Part | undefined {
    if (this.#isClosed) return undefined
    this.#members.add(member)
    return welcome(this, position)
  }

  leave(member: Member): void {
    this.#members.delete(member)
  }

  /** Tells the room of a position that exists; if it is newer, the room catches up. */
  learn(position: Position): void {
    if (this.#isClosed || !isNewer(position, this.position)) return
    this.#repair.aim(position)
    this.#repair.start()
  }

  /** Asks the database what is true now: anything may have been missed. @returns when the room has caught up, as far as it can */
  async resync(): Promise<void> {
    const truth = await this.#options.source.readTruth(this.match, this.position)
    if (truth === undefined || this.#isClosed) return
    // While nothing was heard the database may have lost what the room has, and have gone on otherwise.
    for (const { seq, wire } of truth.recent) this.compare({ epoch: truth.epoch, seq }, wire)
    this.catchUp(truth)
  }

  /** What the database has at a position must be what the room has there. */
  compare(position: Position, wire: string): void {
    this.#compare(this.log, position, Buffer.from(wire))
  }

  /** The match is neither on the bus nor in the database: tells those who watch it, and closes. */
  end(): void {
    const members = [...this.#members]
    this.close()
    for (const member of members) member.gone(this)
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#members.clear()
    this.#leave?.().catch(() => {}) // the bus unsubscribes with the connection it lost
  }

  #hear = (position: Position, wire: Buffer, trace?: string): void => {
    if (this.#isClosed) return
    const arrival = trace === undefined ? undefined : { trace, at: Date.now() }
    const log = this.#log
    if (log !== undefined) {
      if (!isNewer(position, this.position)) {
        this.#compare(log, position, wire)
        return
      }
      if (position.epoch === log.epoch && position.seq === log.seq + 1) {
        this.#accept(log, wire, arrival)
        if (!this.#held.isEmpty) this.#acceptHeld()
        return
      }
    }
    // Without a wire it only tells a position that exists.
    if (wire.length > 0) this.#held.hold({ position, wire, arrival })
    this.#repair.aim(position)
    if (log !== undefined) this.#repair.start()
  }

  /** What comes again must be what came before. */
  #compare(log: RoomLog, { epoch, seq }: Position, wire: Buffer): void {
    if (epoch !== log.epoch || wire.length === 0) return
    const known = log.wireOf(seq)
    if (known === undefined || wire.equals(Buffer.from(known))) return
    this.#options.onContradiction?.({ match: this.match, epoch, seq, wire: known })
  }

  #accept(log: RoomLog, wire: string | Buffer, arrival?: Arrival): void {
    const update = log.append(wire)
    for (const member of this.#members) member.deliver(this, update)
    if (this.#members.size === 0) return
    const { match } = this
    const traced = arrival && { trace: arrival.trace, heardAt: arrival.at, match, seq: update.seq }
    this.#options.onDelivered?.(update.at, traced)
  }

  #acceptHeld(): void {
    const log = this.log
    for (let next = this.#held.after(log); next; next = this.#held.after(log))
      this.#accept(log, next.wire, next.arrival)
    this.#held.dropUntil(this.position)
  }

  /** Goes to the snapshot's position, by updates if they are all there, else by a jump. */
  catchUp(snapshot: BusSnapshot): void {
    this.fill(snapshot)
    if (!isNewer(snapshot, this.position)) return
    const { epoch, seq: after } = this.position
    this.#adopt(snapshot)
    const jump = { reason: snapshot.epoch === epoch ? 'resync' : 'epoch', after } as const
    for (const member of this.#members) member.replace(this, jump)
    this.#acceptHeld()
  }

  /** Takes the updates that follow, and those that were held behind them; never jumps. */
  fill(snapshot: BusSnapshot): void {
    const log = this.log
    if (snapshot.epoch === log.epoch) {
      for (const { seq, wire } of snapshot.recent) if (seq === log.seq + 1) this.#accept(log, wire)
    }
    this.#acceptHeld()
  }

  #adopt(snapshot: BusSnapshot): void {
    this.#log = new RoomLog(this.match, snapshot)
    this.#log.prepend(snapshot.recent)
  }
}
