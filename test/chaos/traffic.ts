import { setTimeout as pause } from 'node:timers/promises'
import { type SeededRandom, seededRandom } from '../support/seeded-random.ts'
import { type FeedRequest, MatchFeed } from './match-feed.ts'
import { tellStory } from './story.ts'

export interface TrafficOptions {
  readonly seed: number
  readonly matches: number
  /** Requests a second, while the system keeps up. */
  readonly perSecond: number
  /** Where to send: the load balancer and each replica by itself. A retry goes elsewhere. */
  readonly urls: readonly string[]
  onTrouble(text: string): void
}

/** Two scorers keep each match, and neither waits for the other. */
const PER_MATCH = 2
const ANSWER_MS = 4_000
/** A proxy's words for "I do not know what became of it". */
const UNCLEAR_STATUSES = new Set([502, 504])

/** All feeds: each request is sent again, with the same ids, until it is answered with 2xx. */
export class Traffic {
  readonly feeds: readonly MatchFeed[]
  /** Requests that had to be sent more than once. */
  retried = 0
  answered = 0
  readonly #options: TrafficOptions
  readonly #random: SeededRandom
  readonly #inFlight = new Set<Promise<void>>()
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: TrafficOptions) {
    this.#options = options
    this.#random = seededRandom(options.seed * 7_919 + 1)
    this.feeds = Array.from({ length: options.matches }, (_, index) => {
      const random = seededRandom(options.seed * 1_000 + index)
      return new MatchFeed(`chaos-${options.seed}-${index + 1}`, tellStory(index, random), random)
    })
  }

  get waiting(): number {
    return this.#inFlight.size
  }

  /** The seq that each match's viewers are owed by now. */
  get owed(): Record<string, number> {
    return Object.fromEntries(this.feeds.map(({ match, seq }) => [match, seq]))
  }

  async createMatches(): Promise<void> {
    await Promise.all(
      this.feeds.map(({ fixture: { match, ...body } }) =>
        this.#send({ method: 'PUT', path: `/v1/matches/${match}`, body, accept() {}, becameUnclear() {} }),
      ),
    )
  }

  start(): void {
    this.#timer = setInterval(() => this.#sendNext(), 1_000 / this.#options.perSecond)
  }

  /** Says nothing new; resolves when everything said has been answered. */
  async finish(): Promise<void> {
    clearInterval(this.#timer)
    while (this.#inFlight.size > 0) await Promise.all(this.#inFlight)
  }

  close(): void {
    clearInterval(this.#timer)
    this.#isClosed = true
  }

  #sendNext(): void {
    const free = this.feeds.filter(({ inFlight }) => inFlight < PER_MATCH)
    if (free.length === 0) return
    const feed = this.#random.pick(free)
    const sending = this.#send(feed.next()).catch((error: Error) => {
      this.#options.onTrouble(`feed of ${feed.match}: ${error.message}`)
    })
    this.#inFlight.add(sending)
    void sending.finally(() => this.#inFlight.delete(sending))
  }

  async #send(request: FeedRequest): Promise<void> {
    for (let attempt = 0; !this.#isClosed; attempt += 1) {
      const answer = await this.#tryOnce(request, this.#random.pick(this.#options.urls))
      if ('body' in answer) {
        this.answered += 1
        request.accept(answer.body, attempt > 0)
        return
      }
      if (attempt === 0) this.retried += 1
      if (answer.isUnclear) request.becameUnclear()
      await pause(100 + Math.random() * 400)
    }
  }

  /** @throws {Error} at an answer that retrying does not help against */
  async #tryOnce(request: FeedRequest, url: string): Promise<{ body: unknown } | { isUnclear: boolean }> {
    const { method, path, body } = request
    let status: number
    let text: string
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        signal: AbortSignal.timeout(ANSWER_MS),
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      status = response.status
      text = await response.text()
    } catch {
      return { isUnclear: true }
    }
    if (status >= 200 && status < 300) return { body: JSON.parse(text) }
    if (UNCLEAR_STATUSES.has(status)) return { isUnclear: true }
    if (status === 503 || status === 429) return { isUnclear: false }
    throw new Error(`${method} ${path} was answered ${status}: ${text.slice(0, 500)}`)
  }
}
