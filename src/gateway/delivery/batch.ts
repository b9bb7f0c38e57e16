/**
 * The frames that a viewer is owed, as a path in a tree that lives for one turn of the event loop.
 *
 *   start ── A ── B      a viewer of matches A and B
 *         └─ B           a viewer of B alone
 *
 * Viewers who are owed the same frames in the same order stand on the same node, so what is joined into one write is joined
 * once for all of them, and owing one more frame allocates nothing once the first viewer has taken that step.
 */
export class Batch {
  readonly #before: Batch | undefined
  readonly #frame: Buffer | undefined
  /** Length of all frames up to here. */
  readonly byteLength: number
  #joined: Buffer | undefined
  /** The step taken last: in a fan-out nearly all viewers take the same. */
  #lastFrame: Buffer | undefined
  #lastNext: Batch | undefined
  #others: Map<Buffer, Batch> | undefined

  constructor(before?: Batch, frame?: Buffer) {
    this.#before = before
    this.#frame = frame
    this.byteLength = (before?.byteLength ?? 0) + (frame?.length ?? 0)
  }

  /** This batch and one more frame. */
  with(frame: Buffer): Batch {
    if (this.#lastFrame === frame) return this.#lastNext as Batch
    const next = this.#others?.get(frame) ?? new Batch(this, frame)
    if (this.#lastFrame !== undefined) {
      this.#others ??= new Map()
      this.#others.set(this.#lastFrame, this.#lastNext as Batch)
    }
    this.#lastFrame = frame
    this.#lastNext = next
    return next
  }

  /** All frames in one buffer. */
  bytes(): Buffer {
    this.#joined ??= this.#join()
    return this.#joined
  }

  #join(): Buffer {
    if (this.#before?.byteLength === 0 && this.#frame !== undefined) return this.#frame
    const joined = Buffer.allocUnsafeSlow(this.byteLength)
    let end = this.byteLength
    for (let node: Batch = this; node.#frame !== undefined && node.#before !== undefined; node = node.#before) {
      end -= node.#frame.length
      joined.set(node.#frame, end)
    }
    return joined
  }
}
