import { startThreadBeside } from '../../../thread-beside.ts'

/** What this needs of the thread of `checkpoint-worker.ts`. */
export interface CheckpointThread {
  postMessage(message: 'checkpoint'): void
  on(event: 'message', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  terminate(): Promise<unknown>
}

export interface CheckpointsOptions {
  readonly file: string
  /** For tests; by default `checkpoint-worker.ts`. */
  startThread?(file: string): CheckpointThread
  /** Asks that nothing be committed until then: SQLite begins its log anew only if all of it has been moved. */
  hold(until: Promise<void>): void
  /** Told when the thread has failed; from then on SQLite makes checkpoints during commits. */
  onFailure(error: Error): void
}

/** This many commits make a log of a few megabytes. */
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
  #thread: CheckpointThread | undefined
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
    await this.#thread?.terminate()
  }

  #ask(): void {
    this.#thread ??= this.#start()
    this.#thread.postMessage('checkpoint')
  }

  #start(): CheckpointThread {
    const { file, startThread = startWorker } = this.#options
    const thread = startThread(file)
    thread.on('message', () => this.#answered())
    thread.on('error', (error) => this.#failed(error))
    return thread
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

function startWorker(file: string): CheckpointThread {
  return startThreadBeside(import.meta.url, 'checkpoint-worker', file)
}
