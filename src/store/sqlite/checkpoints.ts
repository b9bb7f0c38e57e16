import { Worker } from 'node:worker_threads'

export interface CheckpointsOptions {
  readonly file: string
  /** Asks that nothing be committed until then: SQLite begins its log anew only if all of it has been moved. */
  hold(until: Promise<void>): void
  /** Told when the thread has failed; from then on checkpoints are made by who commits. */
  onFailure(error: Error): void
}

/** These make a log of a few megabytes. */
const COMMITS_PER_CHECKPOINT = 500
/** A thread that falls behind this far is waited for, or the log would grow for as long as it is slower than the writers. */
const MAX_COMMITS_AHEAD = 1_500

/**
 * Keeps the write-ahead log short without holding the event loop:
 *
 *   idle ── enough commits ──► moving (commits go on) ── moved ──► finishing (commits wait) ── moved ──► idle
 *
 * The second pass has only to move what was committed during the first, so the wait is short.
 */
export class Checkpoints {
  readonly #options: CheckpointsOptions
  #worker: Worker | undefined
  #state: 'idle' | 'moving' | 'finishing' | 'closed' = 'idle'
  #commits = 0
  #release: () => void = () => {}

  constructor(options: CheckpointsOptions) {
    this.#options = options
  }

  /** To be told of every commit. */
  committed(): void {
    this.#commits += 1
    if (this.#state === 'idle' && this.#commits >= COMMITS_PER_CHECKPOINT) {
      this.#commits = 0
      this.#state = 'moving'
      this.#ask()
    } else if (this.#state === 'moving' && this.#commits === MAX_COMMITS_AHEAD) {
      this.#hold()
    }
  }

  async close(): Promise<void> {
    this.#state = 'closed'
    this.#release()
    await this.#worker?.terminate()
  }

  #ask(): void {
    this.#worker ??= this.#start()
    this.#worker.postMessage('checkpoint')
  }

  #start(): Worker {
    // Built JavaScript stands beside its source's name.
    const script = new URL(
      import.meta.url.endsWith('.ts') ? 'checkpoint-worker.ts' : 'checkpoint-worker.js',
      import.meta.url,
    )
    const worker = new Worker(script, { workerData: this.#options.file })
    worker.unref()
    worker.on('message', () => this.#answered())
    worker.on('error', (error) => this.#failed(error as Error))
    return worker
  }

  #answered(): void {
    if (this.#state === 'moving') {
      this.#state = 'finishing'
      this.#hold()
      this.#ask()
      return
    }
    this.#release()
    this.#release = () => {}
    if (this.#state !== 'closed') this.#state = 'idle'
  }

  #hold(): void {
    const release = this.#release
    this.#options.hold(
      new Promise((resolve) => {
        this.#release = () => {
          release()
          resolve()
        }
      }),
    )
  }

  #failed(error: Error): void {
    if (this.#state === 'closed') return
    this.#state = 'closed'
    this.#release()
    this.#options.onFailure(error)
  }
}
