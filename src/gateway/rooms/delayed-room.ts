import { isNewer } from '../../bus/bus.ts'
import type { Position } from '../../protocol/messages.ts'
import type { Part } from '../delivery/deflate.ts'
import { EVERYTHING, type Kind } from '../variants/kind.ts'
import { Variants } from '../variants/variants.ts'
import { type BaseChannel, type Channel, type ChannelTicker, type Jump, type Member, welcome } from './channel.ts'
import { Members } from './members.ts'
import type { Room } from './room.ts'
import { type Past, type RoomLog, updatedAtOf } from './room-log.ts'
import type { PastRead, PastSource } from './room-source.ts'
import { RoomUpdate } from './room-update.ts'

/** Viewers choose their delay; without steps, each could be the only one of its delay. */
const DELAY_STEP_MS = 100

/** The delay that a viewer gets: rounded up, so that viewers share delays. */
export function sharedDelayMs(delayMs: number): number {
  return Math.ceil(delayMs / DELAY_STEP_MS) * DELAY_STEP_MS
}

/** An update or a jump that waits for its time. A jump is a state that replaces what came before. */
type Waiting =
  | { readonly kind: 'update'; readonly update: RoomUpdate; readonly dueAt: number }
  | { readonly kind: 'jump'; readonly log: RoomLog; readonly jump: Jump; readonly dueAt: number }

/**
 * A room as it was `delayMs` ago, for viewers whose television is late. A member of the room itself: it takes every update, holds
 * it until its time, and passes the same frame on; so all viewers of one delay share one queue, and nothing is encoded again.
 *
 * Age counts from when ingest accepted the update, by the database's clock, so an update that reached this gateway late is not
 * delayed twice. A goal and its disallowing keep their order and their distance.
 */
export class DelayedRoom implements BaseChannel, Member {
  readonly match: string
  readonly kind = EVERYTHING
  readonly holders = new Set<object>()
  readonly #room: Room
  readonly #delayMs: number
  readonly #now: () => number
  readonly #members = new Members()
  readonly #variants: Variants
  #waiting: Waiting[] = []
  #log: RoomLog | undefined
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(room: Room, delayMs: number, now: () => number) {
    this.match = room.match
    this.#room = room
    this.#variants = new Variants(this, room.lessOften)
    this.#delayMs = delayMs
    this.#now = now
  }

  /** @returns false if the match is gone */
  async open(source: PastSource): Promise<boolean> {
    // Join first, as the room does with the bus: updates that come while the past is read wait.
    if (this.#room.join(this) === undefined) return false
    // Of the time before it was opened a room has only patches, and no state to fold them onto. The source has one.
    const past = this.#room.log.asOf(this.#now() - this.#delayMs) ?? (await this.#readPast(source))
    if (past === undefined) return false
    this.#log = past.log
    this.#waiting = [...past.later.map((update) => this.#wait(update)), ...this.#waiting]
    this.#passDue()
    return true
  }

  /** Reads the past. If there is none, or it cannot be read, the room must not go on filling the queue. */
  async #readPast(source: PastSource): Promise<Past | undefined> {
    const { log } = this.#room
    let past: PastRead | undefined
    try {
      past = await source.readAsOf(this.match, this.#now() - this.#delayMs, { epoch: log.epoch, seq: log.seq })
    } finally {
      if (past === undefined) this.close()
    }
    if (past === undefined) return undefined
    const later = past.updates.map(({ seq, wire }) => new RoomUpdate(seq, wire, log.matchEpoch))
    return { log: log.rewound(past.snapshot), later }
  }

  get log(): RoomLog {
    if (this.#log === undefined) throw new Error('the delayed room is not open')
    return this.#log
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get size(): number {
    return this.#members.size
  }

  get viewers(): number {
    return this.#members.size + this.#variants.surplus
  }

  get base(): this {
    return this
  }

  variant(kind: Kind, ticker?: ChannelTicker): Channel | undefined {
    return this.#variants.of(kind, ticker)
  }

  join(member: Member, position?: Position): Part | undefined {
    if (this.#isClosed) return undefined
    this.#members.add(member, position !== undefined && this.isAhead(position) ? position : undefined)
    return welcome(this, position)
  }

  leave(member: Member): void {
    this.#members.delete(member)
  }

  isAhead(position: Position): boolean {
    return isNewer(position, this.log) && !isNewer(position, this.#room.log)
  }

  deliver(_room: Channel, update: RoomUpdate): void {
    this.#waiting.push(this.#wait(update))
    if (this.#log !== undefined && this.#waiting.length === 1) this.#passDue()
  }

  replace(_room: Channel, jump: Jump): void {
    const { log: newest } = this.#room
    const state = newest.stateText()
    // The room's own log goes on.
    const log = newest.rewound({ seq: newest.seq, state })
    // A new epoch may begin with a state of long ago, yet nobody saw it before now.
    const since = jump.reason === 'epoch' ? this.#now() : updatedAtOf(state)
    this.#waiting.push({ kind: 'jump', log, jump, dueAt: this.#dueAt(since) })
    if (this.#log !== undefined && this.#waiting.length === 1) this.#passDue()
  }

  /** At once: there is nothing any more that could be shown late. */
  gone(): void {
    const members = [...this.#members]
    this.close()
    for (const member of members) member.gone(this)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#room.leave(this)
    this.#members.clear()
  }

  #wait(update: RoomUpdate): Waiting {
    return { kind: 'update', update, dueAt: this.#dueAt(update.at) }
  }

  /** `[W15]` When it may be shown, on the monotonic clock: once it is as old as the delay, and after the delay at most, whatever its `at`. */
  #dueAt(at: number): number {
    const ageMs = this.#now() - at
    return performance.now() + Math.min(Math.max(this.#delayMs - ageMs, 0), this.#delayMs)
  }

  /** Passes on what is due, and sets the timer for the next. */
  #passDue = (): void => {
    const now = performance.now()
    let due = 0
    for (let next = this.#waiting[0]; next !== undefined && next.dueAt <= now; next = this.#waiting[due]) {
      due += 1
      this.#pass(next)
    }
    if (due > 0) this.#waiting = this.#waiting.slice(due)
    const next = this.#waiting[0]
    if (next !== undefined && !this.#isClosed) this.#timer = setTimeout(this.#passDue, next.dueAt - now)
  }

  #pass(waiting: Waiting): void {
    const { log } = this
    if (waiting.kind === 'jump') {
      if (!isNewer(waiting.log, log)) return
      this.#log = waiting.log
      this.#members.replace(this, waiting.jump)
      return
    }
    const { update } = waiting
    // Skipped: the past that was read has it already, or a jump went over it.
    if (update.seq !== log.seq + 1) return
    log.take(update)
    this.#members.deliver(this, update)
  }
}
