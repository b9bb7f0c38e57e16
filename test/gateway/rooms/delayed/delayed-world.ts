import { isNewer } from '../../../../src/bus/bus.ts'
import { DelayedRoom } from '../../../../src/gateway/rooms/delayed-room.ts'
import { Room } from '../../../../src/gateway/rooms/room.ts'
import type { PastSource } from '../../../../src/gateway/rooms/room-source.ts'
import type { MatchEvent } from '../../../../src/match/event.ts'
import type { Position } from '../../../../src/protocol/messages.ts'

interface Accepted {
  readonly position: Position
  readonly at: number
  /** Absent at the beginning of an epoch. */
  readonly wire?: string
  readonly event?: MatchEvent
  readonly kind?: string
}

/** A match that remembers what it was at every moment, and one room of it, whose bus is late and loses. */
export class DelayedWorld {
  /** Whatever became true, in order; an epoch begins with a blank state. */
  readonly timeline: Accepted[] = [{ position: { epoch: 'e1', seq: 0 }, at: 0 }]
  /** What a live viewer had, and since when. */
  readonly seen: { readonly position: Position; readonly since: number }[] = []
  readonly room: Room
  isStoreAway = false
  storeReads = 0
  /** Since when the room has known every state that it went through. */
  knownSince = 0
  #listener: ((position: Position, wire: Buffer) => void) | undefined
  #late: Accepted[] = []

  constructor() {
    this.room = new Room({
      match: 'm',
      bus: {
        subscribe: async (_match, listener) => {
          this.#listener = listener
          return async () => {}
        },
      },
      source: {
        read: async () => ({ ...this.snapshot(), recent: this.#after({ ...this.position, seq: 0 }) }),
        readTruth: async () => ({ ...this.snapshot(), recent: [] }),
      },
      onRepair() {},
    })
  }

  /** The database. */
  readonly past: PastSource = {
    readAsOf: async (_match, at, until) => {
      this.storeReads += 1
      if (this.isStoreAway) throw new Error('the database is away')
      const then = this.timeline.findLast((each) => each.position.epoch === until.epoch && each.at <= at)
      const position = then?.position ?? { epoch: until.epoch, seq: 0 }
      const updates = this.#after(position).filter(({ seq }) => seq <= until.seq)
      return { snapshot: { match: 'm', ...this.snapshot(position) }, updates }
    },
  }

  async open(): Promise<void> {
    await this.room.open()
    this.knownSince = Date.now()
    this.#look()
  }

  async openDelayed(delayMs: number): Promise<DelayedRoom> {
    const delayed = new DelayedRoom(this.room, delayMs, Date.now)
    if (!(await delayed.open(this.past))) throw new Error('the match is gone')
    return delayed
  }

  get position(): Position {
    return this.#newest.position
  }

  get #newest(): Accepted {
    return this.timeline.at(-1) as Accepted
  }

  /** Ingest accepts something, now. Nobody is told yet. */
  accept({ type = 'corner', id, kind = 'add' }: { type?: string; id?: string; kind?: string } = {}): string {
    const { epoch, seq } = this.position
    const next = { epoch, seq: seq + 1 }
    const at = Date.now()
    const event = { id: id ?? `${epoch}-${next.seq}`, type }
    const patch = { count: next.seq, updatedAt: at }
    const wire = JSON.stringify({ op: 'update', match: 'm', seq: next.seq, at, kind, event, patch })
    const accepted = { position: next, at, wire, event, kind }
    this.timeline.push(accepted)
    this.#late.push(accepted)
    return event.id
  }

  /** The room hears everything that was accepted. */
  deliver(): void {
    for (const { position, wire = '' } of this.#late.splice(0)) this.#listener?.(position, Buffer.from(wire))
    this.#look()
  }

  /** The room reads the newest state: it jumps over what it has not heard, which comes late or never. */
  async resync(): Promise<void> {
    const before = this.room.position
    await this.room.resync()
    if (isNewer(this.room.position, before)) this.knownSince = Date.now()
    this.#look()
  }

  /** The match is created again. */
  restart(): void {
    // One digit: epochs sort as text.
    const epoch = `e${(Number.parseInt(this.position.epoch.slice(1), 36) + 1).toString(36)}`
    this.timeline.push({ position: { epoch, seq: 0 }, at: Date.now() })
    this.#late = []
  }

  /** Where the match was at a time. */
  truthAt(at: number): Position {
    return (this.timeline.findLast((each) => each.at <= at) as Accepted).position
  }

  /** What a live viewer had at a time; undefined before there was one. */
  liveAt(at: number): Position | undefined {
    return this.seen.findLast(({ since }) => since <= at)?.position
  }

  stateAt({ epoch, seq }: Position) {
    const at = seq === 0 ? 0 : this.timeline.find(({ position: each }) => each.epoch === epoch && each.seq === seq)?.at
    return { sport: 'football', count: seq, updatedAt: at }
  }

  snapshot(position = this.position) {
    return { ...position, state: JSON.stringify(this.stateAt(position)) }
  }

  #after({ epoch, seq }: Position): { seq: number; wire: string }[] {
    return this.timeline.flatMap(({ position: each, wire }) =>
      each.epoch === epoch && each.seq > seq && wire !== undefined ? { seq: each.seq, wire } : [],
    )
  }

  #look(): void {
    if (this.#listener !== undefined) this.seen.push({ position: this.room.position, since: Date.now() })
  }
}
