import { CLOSE } from '../../protocol/close-codes.ts'
import { monotonicMs } from '../monotonic.ts'

/** A viewer who has fallen behind. */
export interface ViewerBehind {
  /** Since when it has taken nothing of what is on its way, on the monotonic clock; undefined if nothing is. */
  readonly waitingSince: number | undefined
  cutOff(code: number, reason: string): void
}

const STALLED_MS = 30_000
const CHECK_MS = 5_000

/** `[W4]` The viewers who are behind now. Closes those that have taken nothing for 30 s: they are gone. */
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
      const { waitingSince } = viewer
      if (waitingSince === undefined || now - waitingSince <= STALLED_MS) continue
      viewer.cutOff(CLOSE.tooSlow, `took nothing for ${STALLED_MS} ms`)
    }
  }
}
