import { AppError } from '../../errors.ts'
import { TokenBucket } from '../../http/token-bucket.ts'
import { LoadGuard } from './load-guard.ts'
import { Pace } from './pace.ts'

/** Why a viewer was not let in; `paced`: it was told when to come back. */
export type Refusal = 'connections' | 'rate' | 'memory' | 'event-loop' | 'paced'

export class GatewayFull extends AppError {
  readonly code = 'gateway-full'
  readonly statusCode = 503
  override readonly retryAfterSeconds = soon()
}

export class GatewayBusy extends AppError {
  readonly code = 'gateway-busy'
  readonly statusCode = 503
  override readonly retryAfterSeconds = soon()
}

/** How hard this process works. */
export interface Load {
  readonly rssBytes: number
  readonly loopDelayMs: number
}

export interface AdmissionOptions {
  /** Viewers at once. */
  readonly maxConnections: number
  /** Viewers a second; 0 for any number. */
  readonly maxConnectionRate: number
  /** Of the whole process; 0 for any amount. */
  readonly maxRssBytes: number
  /** Nobody new while the event loop is later than this for seconds; 0 for any delay. */
  readonly maxLoopDelayMs: number
  readLoad(): Load
  onRefusal(reason: Refusal): void
}

const SAMPLE_MS = 1_000
/** One stall is a garbage collection; several seconds of them are too much work. */
const LOOP_SAMPLES = 3
/** Viewers a second that a closed guard still lets in. */
const TRICKLE = 1

/**
 * Decides whether one more viewer is let in: those who are in come first. The guards of memory and event loop let a trickle
 * through, or a figure that does not fall when viewers leave would lock everybody out for ever.
 */
export class Admission {
  readonly #options: AdmissionOptions
  /** Absent where any number may come. */
  readonly #rate: TokenBucket | undefined
  readonly #pace: Pace | undefined
  readonly #trickle = new TokenBucket({ perSecond: TRICKLE, burst: TRICKLE })
  readonly #memory: LoadGuard
  readonly #loop: LoadGuard
  readonly #timer: NodeJS.Timeout
  #sampledAt = performance.now()

  constructor(options: AdmissionOptions) {
    this.#options = options
    const { maxConnectionRate: perSecond } = options
    this.#rate = perSecond === 0 ? undefined : new TokenBucket({ perSecond, burst: perSecond })
    this.#pace = perSecond === 0 ? undefined : new Pace(perSecond)
    this.#memory = new LoadGuard({ limit: options.maxRssBytes, reopenShare: 0.95, samples: 1 })
    this.#loop = new LoadGuard({ limit: options.maxLoopDelayMs, reopenShare: 0.5, samples: LOOP_SAMPLES })
    this.#timer = setInterval(() => this.#sample(), SAMPLE_MS).unref()
  }

  /** @throws {GatewayFull} @throws {GatewayBusy} */
  admit(connections: number): void {
    const reason = this.#refusal(connections)
    if (reason !== undefined) this.#refuse(reason)
  }

  /**
   * `[W22]` As `admit`, for viewers who can be told when to come back.
   *
   * @returns after how many ms; 0 if it is let in now
   * @throws {GatewayFull} @throws {GatewayBusy}
   */
  place(connections: number): number {
    const reason = this.#refusal(connections)
    if (reason === undefined) return 0
    const afterMs = reason === 'rate' ? this.#pace?.next() : undefined
    if (afterMs === undefined) return this.#refuse(reason)
    this.#options.onRefusal('paced')
    return afterMs
  }

  #refuse(reason: Exclude<Refusal, 'paced'>): never {
    const { maxConnections, onRefusal } = this.#options
    onRefusal(reason)
    if (reason === 'connections') throw new GatewayFull(`this gateway has the ${maxConnections} viewers it may have`)
    throw new GatewayBusy(`this gateway has enough to do (${reason}); come back later`)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #refusal(connections: number): Exclude<Refusal, 'paced'> | undefined {
    if (connections >= this.#options.maxConnections) return 'connections'
    const closed = this.#memory.isClosed ? 'memory' : this.#loop.isClosed ? 'event-loop' : undefined
    if (closed !== undefined) return this.#trickle.take() ? undefined : closed
    return this.#rate?.take() === false ? 'rate' : undefined
  }

  #sample(): void {
    const { rssBytes, loopDelayMs } = this.#options.readLoad()
    const now = performance.now()
    // One turn that lasts longer than a sample leaves nothing else to measure.
    const lateMs = now - this.#sampledAt - SAMPLE_MS
    this.#sampledAt = now
    this.#memory.observe(rssBytes)
    this.#loop.observe(Math.max(loopDelayMs, lateMs))
  }
}

/** A random moment, so that not all come back at once. */
function soon(): number {
  return 5 + Math.floor(Math.random() * 11)
}
