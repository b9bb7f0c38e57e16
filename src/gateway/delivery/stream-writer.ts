import type { Socket } from 'node:net'
import { monotonicMs } from '../monotonic.ts'
import type { Batch } from './batch.ts'
import type { ViewerWriter, WriterOwner } from './viewer-writer.ts'

/** Unsent bytes above which a viewer is slow: its memory is bounded by this and one write more. `[W5]` */
const SOFT_LIMIT_BYTES = 64 * 1024
/**
 * The kernel takes bytes again only when a third of its buffer is free, which may be a megabyte: a viewer who reads 10 KB a second looks as if it
 * had stopped for longer than the 30 s that pongs need.
 */
const PATIENCE_MS = 120_000
const NOTHING = Buffer.alloc(0)

/**
 * The way to one viewer of Server-Sent Events. It cannot answer, so nothing is known but what the kernel has taken: it is slow with
 * 64 KiB that the kernel has not.
 */
export class StreamWriter implements ViewerWriter {
  owed: Batch | undefined
  readonly patienceMs = PATIENCE_MS
  #tcp: Socket | undefined
  readonly #owner: WriterOwner
  #isAwaitingSpace = false
  #writtenBytes = 0
  /** What the kernel had taken when it was looked at last, and when that became more. */
  #takenBytes = 0
  #takenAt = 0

  constructor(tcp: Socket | undefined, owner: WriterOwner) {
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
    tcp.write(frames)
    this.#writtenBytes += frames.length
    if (tcp.writableLength > SOFT_LIMIT_BYTES) this.#owner.fallBehind()
  }

  /** An empty write: its callback comes when the kernel has taken everything before it. */
  probe(): void {
    const tcp = this.#tcp
    if (!tcp?.writable || this.#isAwaitingSpace) return
    this.#isAwaitingSpace = true
    this.#takenBytes = this.#writtenBytes - tcp.writableLength
    this.#takenAt = monotonicMs()
    tcp.write(NOTHING, () => {
      this.#isAwaitingSpace = false
      if (this.#tcp !== undefined) this.#owner.drained()
    })
  }

  wantProbe(): void {}

  allow(): void {}

  confirmed(): boolean {
    return false
  }

  get unsentBytes(): number {
    return (this.#tcp?.writableLength ?? 0) + (this.owed?.byteLength ?? 0)
  }

  get hasSpace(): boolean {
    return (this.#tcp?.writableLength ?? 0) <= SOFT_LIMIT_BYTES / 2
  }

  get waitingSince(): number | undefined {
    if (!this.#isAwaitingSpace || this.#tcp === undefined) return undefined
    const takenBytes = this.#writtenBytes - this.#tcp.writableLength
    if (takenBytes > this.#takenBytes) this.#takenAt = monotonicMs()
    this.#takenBytes = takenBytes
    return this.#takenAt
  }

  end(): void {
    this.owed = undefined
    this.#tcp = undefined
  }
}
