import { type PlainFrames, WholeFrames } from '../delivery/frames.ts'

/** A viewer to keep alive. */
export interface HeartbeatTarget {
  /** @param heartbeat the same for all; @param periodMs how often it comes */
  beat(heartbeat: PlainFrames, periodMs: number): void
}

/** How many spokes the wheel has: a crowd that came together must not be pinged together. */
const SPOKES = 25

/**
 * Beats every member at least once per period: heartbeat message and ping in one write. Members sit on the spokes of a wheel,
 * and each tick serves one spoke, so the work is even however they arrived.
 */
export class HeartbeatWheel {
  readonly #spokes: Set<HeartbeatTarget>[] = Array.from({ length: SPOKES }, () => new Set())
  readonly #timer: NodeJS.Timeout
  readonly #periodMs: number
  readonly #now: () => number
  #next = 0
  #joined = 0

  /** @param now the time that viewers are told */
  constructor(periodMs: number, now: () => number) {
    this.#periodMs = periodMs
    this.#now = now
    // One tick more than needed: timers are late, never early, and viewers count on the period.
    const tickMs = Math.max(1, Math.floor(periodMs / (SPOKES + 1)))
    this.#timer = setInterval(() => this.#turn(), tickMs).unref()
  }

  /** @returns a function that takes it off the wheel */
  add(member: HeartbeatTarget): () => void {
    this.#joined += 1
    const spoke = this.#spokes[this.#joined % SPOKES] as Set<HeartbeatTarget>
    spoke.add(member)
    return () => spoke.delete(member)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #turn(): void {
    const spoke = this.#spokes[this.#next] as Set<HeartbeatTarget>
    this.#next = (this.#next + 1) % SPOKES
    if (spoke.size === 0) return
    const heartbeat = new WholeFrames(JSON.stringify({ op: 'heartbeat', at: this.#now() }))
    for (const member of spoke) member.beat(heartbeat, this.#periodMs)
  }
}
