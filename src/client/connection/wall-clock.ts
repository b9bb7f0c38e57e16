/** Less than this is the drift of two clocks, or a pause between reading one and the other. */
const STEP_MS = 500

/**
 * Notices when the wall clock jumps. Nobody can set the monotonic clock, so the two are compared.
 *
 * A jump back means that somebody set the wall clock. After a jump forward either somebody set it or the device slept: the monotonic clock
 * of many browsers stands still meanwhile.
 */
export class WallClock {
  #aheadMs = aheadMs()

  /** @returns by how many ms the wall clock jumped since the last call; 0 if it went on as it should */
  takeStep(): number {
    const now = aheadMs()
    const stepMs = now - this.#aheadMs
    if (Math.abs(stepMs) < STEP_MS) return 0
    this.#aheadMs = now
    return Math.round(stepMs)
  }
}

/** By how much the wall clock is ahead of the monotonic one. */
function aheadMs(): number {
  return Date.now() - performance.now()
}
