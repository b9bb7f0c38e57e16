import { CLOSE } from '../../protocol/close-codes.ts'
import { monotonicMs } from '../monotonic.ts'

/** A viewer who has fallen behind. */
export interface ViewerBehind {
  /** When it last took any of the bytes on their way, on the monotonic clock; undefined if none are. */
  readonly waitingSince: number | undefined
  /** How long it may take nothing. */
  readonly patienceMs: number
  cutOff(code: number, reason: string): void
}

const CHECK_MS = 5_000

/** `[W4]` The viewers who are behind now. Cuts off those that have taken nothing for `patienceMs`: they are gone. */
export class StallWatch {
  readonly #viewers = new Set<ViewerBehind>()
  readonly #timer = setInterval(() => this.#check(), CHECK_MS).unref()

  get size(): number {
    return this.#viewers.size
  }

  add(viewer: ViewerBehind): void {
    this.#viewers.add(viewer)
  }

  delete(viewer: ViewerBehind): void {
    this.#viewers.delete(viewer)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #check(): void {
    const now = monotonicMs()
    for (const viewer of this.#viewers) {
      const { waitingSince, patienceMs } = viewer
      if (waitingSince === undefined || now - waitingSince <= patienceMs) continue
      viewer.cutOff(CLOSE.tooSlow, `took nothing for ${patienceMs} ms`)
    }
  }
}
