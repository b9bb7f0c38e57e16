import { type BusSnapshot, isNewer } from '../../bus/bus.ts'
import type { Position } from '../../protocol/messages.ts'
import { pause } from '../pause.ts'
import type { RoomSource } from './room-source.ts'

export interface RepairOptions {
  readonly source: RoomSource
  /** Called for each hole that had to be repaired, and for each read that failed meanwhile. */
  onRepair(match: string, outcome: 'repaired' | 'failed'): void
  /** How long to wait before reading what is missing; it is usually only late. */
  readonly graceMs?: number
  readonly retryMs?: number
}

/** A room, as its repair sees it. */
export interface RepairedRoom {
  readonly match: string
  readonly position: Position
  readonly isClosed: boolean
  /** Takes the updates that follow, and those that were held behind them; never jumps. */
  fill(snapshot: BusSnapshot): void
  /** Goes to the snapshot's position, by updates if they are all there, else by a jump. */
  catchUp(snapshot: BusSnapshot): void
  end(): void
}

const GRACE_MS = 25
const RETRY_MS = 500

/**
 * Brings a room to the newest position that is known to exist: by what the bus has, else by what the database has.
 *
 *   at rest ── start() ──► waiting for what is only late ──► reading ── the room is there, or closed ──► at rest
 *                                                            ▲     │
 *                                                            └─────┘ still behind: after retryMs, and longer each time
 */
export class RoomRepair {
  readonly #room: RepairedRoom
  readonly #options: RepairOptions
  /** The newest position known to exist; undefined until one was told. */
  #target: Position | undefined
  #isRunning = false

  constructor(room: RepairedRoom, options: RepairOptions) {
    this.#room = room
    this.#options = options
  }

  /** This position exists. */
  aim(position: Position): void {
    if (this.#target === undefined || isNewer(position, this.#target)) this.#target = position
  }

  /** Begins unless the room is where it should be. */
  start(): void {
    if (this.#isRunning || !this.#isBehind) return
    this.#isRunning = true
    void this.#run()
  }

  get #isBehind(): boolean {
    return this.#target !== undefined && isNewer(this.#target, this.#room.position)
  }

  async #run(): Promise<void> {
    const { graceMs = GRACE_MS, retryMs = RETRY_MS } = this.#options
    await pause(graceMs)
    for (let attempt = 1; this.#isBehind && !this.#room.isClosed; attempt += 1) {
      await this.#read()
      if (this.#isBehind && !this.#room.isClosed) await pause(Math.min(retryMs * attempt, 10 * retryMs))
    }
    // Without an await since the last look: nobody would repair the hole of an update that was heard between the two.
    this.#isRunning = false
  }

  async #read(): Promise<void> {
    const room = this.#room
    const { source, onRepair } = this.#options
    try {
      const fast = await source.read(room.match)
      if (room.isClosed) return
      if (fast !== undefined) room.fill(fast)
      // The bus may not have got the missing updates yet, or not keep them any more; the database has them all.
      const truth = this.#isBehind ? await this.#readTruth(fast) : fast
      if (fast === undefined && truth === undefined) {
        room.end()
        return
      }
      // The bus last: the room jumps by it only if the database is behind the bus, or away.
      for (const snapshot of [truth, fast])
        if (snapshot !== undefined && this.#isBehind && !room.isClosed) room.catchUp(snapshot)
      onRepair(room.match, this.#isBehind ? 'failed' : 'repaired')
    } catch {
      onRepair(room.match, 'failed')
    }
  }

  /** @returns undefined while the database is away, if the bus has at least a newer state */
  async #readTruth(fast: BusSnapshot | undefined): Promise<BusSnapshot | undefined> {
    const { match, position } = this.#room
    try {
      return await this.#options.source.readTruth(match, position)
    } catch (error) {
      if (fast !== undefined && isNewer(fast, this.#room.position)) return undefined
      throw error
    }
  }
}
