import type { Socket } from 'node:net'
import { monotonicMs } from '../monotonic.ts'
import type { Batch } from './batch.ts'
import { Flow } from './flow.ts'
import { PING_FRAMES, partsOf } from './frame.ts'
import type { ViewerWriter, WriterOwner } from './viewer-writer.ts'

/** Unsent bytes above which a viewer is slow, whatever it has confirmed: its memory is bounded by this and one write more. `[W5]` */
const SOFT_LIMIT_BYTES = 64 * 1024
/**
 * A longer write goes in parts with a ping after each, so that a viewer who needs half a minute for it shows that it takes it. For one that
 * reads slowly two of its windows are long, and a part is half a window: at 500 bytes a second 32 KB are more than a minute.
 */
const LONG_BYTES = 32 * 1024
const PART_BYTES = 8 * 1024
const MAX_PARTS = 64

/** A viewer who has taken nothing for longer is gone. */
const PATIENCE_MS = 30_000

/**
 * The way to one viewer over WebSocket: what it is owed, and what is on its way to it. All in one object, because in a fan-out the memory of each
 * viewer is in no cache: one object more is some 0.2 µs of the 10 that a delivery takes.
 */
export class Writer extends Flow implements ViewerWriter {
  owed: Batch | undefined
  readonly patienceMs = PATIENCE_MS
  #tcp: Socket | undefined
  readonly #owner: WriterOwner
  #isAwaitingDrain = false

  constructor(tcp: Socket | undefined, owner: WriterOwner) {
    super()
    this.#tcp = tcp
    this.#owner = owner
  }

  get isReachable(): boolean {
    return this.#tcp?.writable === true
  }

  flush(): void {
    const { owed } = this
    this.owed = undefined
    if (owed !== undefined) this.write(owed.bytes())
  }

  write(frames: Buffer): void {
    const tcp = this.#tcp
    if (!tcp?.writable) return
    if (frames.length > Math.min(LONG_BYTES, 2 * this.window)) this.#writeInParts(tcp, frames)
    else this.#writePart(tcp, frames)
    if (this.isFull || tcp.writableLength > SOFT_LIMIT_BYTES) this.#owner.fallBehind()
  }

  /** A ping behind everything: its pong says when there is space. */
  probe(): void {
    const tcp = this.#tcp
    if (!tcp?.writable) return
    this.wantProbe()
    if (this.isProbeDue) this.#writePing(tcp)
    if (this.#isAwaitingDrain || !tcp.writableNeedDrain) return
    this.#isAwaitingDrain = true
    tcp.once('drain', () => {
      this.#isAwaitingDrain = false
      this.#owner.drained()
    })
  }

  get unsentBytes(): number {
    return (this.#tcp?.writableLength ?? 0) + (this.owed?.byteLength ?? 0)
  }

  get hasSpace(): boolean {
    return this.isOpen && (this.#tcp?.writableLength ?? 0) <= SOFT_LIMIT_BYTES / 2
  }

  /** Nothing may follow a close frame. */
  end(): void {
    this.owed = undefined
    this.#tcp = undefined
  }

  #writePart(tcp: Socket, bytes: Buffer): void {
    this.sent(bytes.length)
    if (!this.isProbeDue) {
      tcp.write(bytes)
      return
    }
    // Both by one system call.
    tcp.cork()
    tcp.write(bytes)
    this.#writePing(tcp)
    tcp.uncork()
  }

  #writeInParts(tcp: Socket, frames: Buffer): void {
    const partBytes = Math.max(Math.min(PART_BYTES, this.window >> 1), Math.ceil(frames.length / MAX_PARTS))
    tcp.cork()
    for (const part of partsOf(frames, partBytes)) {
      this.wantProbe()
      this.#writePart(tcp, part)
    }
    tcp.uncork()
  }

  #writePing(tcp: Socket): void {
    tcp.write(PING_FRAMES[this.probed(monotonicMs())] as Buffer)
  }
}
