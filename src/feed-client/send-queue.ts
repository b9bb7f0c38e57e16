import { QueueFull } from './line.ts'

export interface SendQueueOptions {
  /** Changes that may wait or be under way. */
  readonly maxQueued: number
  /** Matches that are sent to at once. */
  readonly maxMatches: number
}

type Job = () => Promise<void>

/**
 * Sends in the order of each match: a change is begun when the one before it was answered, because one that has to be repeated would
 * otherwise arrive after its followers. Matches do not wait for each other.
 */
export class SendQueue {
  readonly #options: SendQueueOptions
  readonly #jobs = new Map<string, Job[]>()
  /** Matches that wait until fewer are sent to. */
  readonly #idle: string[] = []
  readonly #onRoom: (() => void)[] = []
  #running = 0
  #size = 0

  constructor(options: SendQueueOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#size
  }

  /** @throws {QueueFull} */
  add<T>(match: string, send: () => Promise<T>): Promise<T> {
    const { maxQueued } = this.#options
    if (this.#size >= maxQueued) return Promise.reject(new QueueFull(maxQueued))
    this.#size += 1
    return new Promise((resolve, reject) => {
      const job = async () => {
        try {
          resolve(await send())
        } catch (error) {
          reject(error)
        }
        this.#size -= 1
        this.#onRoom.shift()?.()
      }
      const jobs = this.#jobs.get(match)
      if (jobs === undefined) {
        this.#jobs.set(match, [job])
        this.#idle.push(match)
        this.#start()
      } else jobs.push(job)
    })
  }

  /** Resolves when another change may be added. Each waits for a place of its own. */
  async room(): Promise<void> {
    if (this.#size >= this.#options.maxQueued) await new Promise<void>((resolve) => this.#onRoom.push(resolve))
  }

  #start(): void {
    while (this.#running < this.#options.maxMatches) {
      const match = this.#idle.shift()
      if (match === undefined) return
      this.#running += 1
      void this.#run(match)
    }
  }

  /** One change of the match; then it is the turn of a match that waited longer. */
  async #run(match: string): Promise<void> {
    const jobs = this.#jobs.get(match) ?? []
    await jobs.shift()?.()
    if (jobs.length > 0) this.#idle.push(match)
    else this.#jobs.delete(match)
    this.#running -= 1
    this.#start()
  }
}
