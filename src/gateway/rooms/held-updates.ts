import { isNewer } from '../../bus/bus.ts'
import type { Position } from '../../protocol/messages.ts'

/** The trace that an update came with, and when it reached this gateway, by its own clock. */
export interface Arrival {
  readonly trace: string
  readonly at: number
}

export interface HeldUpdate {
  readonly position: Position
  readonly wire: Buffer
  readonly arrival: Arrival | undefined
}

/** A room that holds more updates than this drops them all; the database has them. */
const MAX_HELD = 1_000

/** Updates of a match that came before the ones that they follow. */
export class HeldUpdates {
  readonly #bySeq = new Map<number, HeldUpdate>()

  get isEmpty(): boolean {
    return this.#bySeq.size === 0
  }

  hold(update: HeldUpdate): void {
    if (this.#bySeq.size >= MAX_HELD) this.#bySeq.clear()
    this.#bySeq.set(update.position.seq, update)
  }

  /** The update that follows this position, if it is held. */
  after({ epoch, seq }: Position): HeldUpdate | undefined {
    const next = this.#bySeq.get(seq + 1)
    return next?.position.epoch === epoch ? next : undefined
  }

  /** Drops what a room at this position does not need any more. */
  dropUntil(reached: Position): void {
    for (const [seq, { position }] of this.#bySeq) if (!isNewer(position, reached)) this.#bySeq.delete(seq)
  }
}
