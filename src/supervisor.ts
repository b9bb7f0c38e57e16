/** A worker, as whoever starts and stops it sees it. */
export interface WorkerProcess {
  readonly pid: number | undefined
  kill(signal: NodeJS.Signals): void
}

export interface WorkerEvents {
  /** It listens. */
  onReady(): void
  onExit(code: number | null, signal: NodeJS.Signals | null): void
}

export interface EndedWorker {
  readonly number: number
  readonly pid: number | undefined
  readonly code: number | null
  readonly signal: string | null
}

export interface SupervisorOptions {
  readonly workers: number
  /** Starts the worker with this number, from 1. */
  start(number: number, events: WorkerEvents): WorkerProcess
  /** Told once, when all have been ready. */
  onAllReady(): void
  /** Told of one that ended before all were ready, so that all end. */
  onFailedStart(worker: EndedWorker): void
  /** Told of one that ended though nobody asked it to, and when another takes its place. */
  onLost(worker: EndedWorker, ms: number): void
  /** All have ended, and none will start. */
  onEnd(exitCode: number): void
}

const FIRST_RESTART_MS = 100
const MAX_RESTART_MS = 10_000
/** One that has run for this long had no trouble of its own when it began. */
const SOUND_MS = 30_000
const EXIT_FAILED = 1

/**
 * Starts the workers of one host and keeps them running.
 *
 *   first ──► others ──► serving ──► stopping ──► ended
 *     └──────────┴── one cannot start ──▲
 *
 * The first starts alone, so that it migrates the database and says once what is wrong. Later one that ends is replaced: at once, then after
 * twice as long each time it does not last.
 */
export class Supervisor {
  readonly #options: SupervisorOptions
  readonly #running = new Map<number, WorkerProcess>()
  readonly #ready = new Set<number>()
  readonly #restarts = new Map<number, { timer?: NodeJS.Timeout; ms: number }>()
  #state: 'first' | 'others' | 'serving' | 'stopping' | 'ended' = 'first'
  /** What ends those that have been asked to end. */
  #stopSignal: NodeJS.Signals | undefined
  #exitCode = 0

  constructor(options: SupervisorOptions) {
    this.#options = options
    this.#start(1)
  }

  /** Asks all workers to end; a second time, too, who may be less patient then. */
  stop(signal: NodeJS.Signals): void {
    if (this.#state === 'ended') return
    this.#state = 'stopping'
    this.#stopSignal = signal
    for (const { timer } of this.#restarts.values()) clearTimeout(timer)
    this.signal(signal)
    this.#endIfEmpty()
  }

  /** Passes a signal on to all workers. */
  signal(signal: NodeJS.Signals): void {
    for (const worker of this.#running.values()) worker.kill(signal)
  }

  #start(number: number): void {
    const startedAt = performance.now()
    const worker = this.#options.start(number, {
      onReady: () => this.#isReady(number),
      onExit: (code, signal) => {
        this.#running.delete(number)
        this.#exited({ number, pid: worker.pid, code, signal }, performance.now() - startedAt)
      },
    })
    this.#running.set(number, worker)
  }

  #isReady(number: number): void {
    if (this.#state === 'first') {
      this.#state = 'others'
      for (let next = 2; next <= this.#options.workers; next += 1) this.#start(next)
    }
    this.#ready.add(number)
    if (this.#state !== 'others' || this.#ready.size < this.#options.workers) return
    this.#state = 'serving'
    this.#options.onAllReady()
  }

  #exited(worker: EndedWorker, livedMs: number): void {
    if (this.#state === 'first' || this.#state === 'others') {
      this.#exitCode = worker.code ?? EXIT_FAILED
      this.#options.onFailedStart(worker)
      this.stop('SIGTERM')
    } else if (this.#state === 'serving') this.#replace(worker, livedMs)
    // One that was still starting has nobody to take leave of: the signal itself ends it.
    else this.#endIfEmpty(worker.signal === this.#stopSignal ? 0 : worker.code)
  }

  #replace(worker: EndedWorker, livedMs: number): void {
    const before = this.#restarts.get(worker.number)?.ms
    const ms = before === undefined || livedMs > SOUND_MS ? FIRST_RESTART_MS : Math.min(2 * before, MAX_RESTART_MS)
    this.#restarts.set(worker.number, { ms, timer: setTimeout(() => this.#start(worker.number), ms) })
    this.#options.onLost(worker, ms)
  }

  #endIfEmpty(code: number | null = 0): void {
    this.#exitCode ||= code ?? EXIT_FAILED
    if (this.#running.size > 0) return
    this.#state = 'ended'
    this.#options.onEnd(this.#exitCode)
  }
}
