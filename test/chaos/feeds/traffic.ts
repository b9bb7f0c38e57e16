import { setTimeout as pause } from 'node:timers/promises'
import type { Position } from '../../../src/protocol/messages.ts'
import { type SeededRandom, seededRandom } from '../../support/seeded-random.ts'
import type { Script } from '../faults/script.ts'
import type { Lost } from '../world/kept-rows.ts'
import type { FeedRequest } from './feed-request.ts'
import { MatchFeed } from './match-feed.ts'
import { tellStory } from './story.ts'

export interface TrafficOptions {
  readonly seed: number
  readonly matches: number
  /** Requests a second, while the system keeps up. */
  readonly perSecond: number
  /** Where to send: the load balancer and each replica by itself. A retry goes elsewhere. */
  readonly urls: readonly string[]
  onTrouble(text: string): void
  /** Takes the matches that were lost or falsified, so that servers may say so. */
  readonly misled: Set<string>
  /** @returns the matches of which some viewer shows what was lost */
  onLost(losses: readonly Lost[]): Promise<readonly string[]>
}

/** What viewers of a match have to show at least. */
export interface Owed {
  readonly seq: number
  /** They have seen this epoch, or may have, with what is not true: they are owed a later one. */
  readonly after?: string
}

/** Two scorers keep each match, and neither waits for the other. */
const PER_MATCH = 2
/** Every fourth match is told by this source, too, which has seen another match. */
const RIVAL = 'scout'
const CONTESTED_EVERY = 4
const ANSWER_MS = 4_000
/** "I do not know what became of it", and "it has not arrived yet". */
const UNCLEAR_STATUSES = new Set([408, 502, 504])

/** All feeds: each request is sent again, with the same ids, until it is answered with 2xx. */
export class Traffic implements Script {
  readonly feeds: readonly MatchFeed[]
  /** All that the database lost, with our knowledge. */
  readonly losses: Lost[] = []
  /** Requests that had to be sent more than once. */
  retried = 0
  answered = 0
  readonly #options: TrafficOptions
  readonly #random: SeededRandom
  readonly #inFlight = new Set<Promise<void>>()
  readonly #after = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: TrafficOptions) {
    this.#options = options
    this.#random = seededRandom(options.seed * 7_919 + 1)
    this.feeds = Array.from({ length: options.matches }, (_, index) => openFeeds(options.seed, index)).flat()
  }

  get matches(): readonly string[] {
    return [...new Set(this.feeds.map(({ match }) => match))]
  }

  get contested(): readonly string[] {
    return this.feeds.flatMap(({ match, source }) => (source === RIVAL ? match : []))
  }

  get waiting(): number {
    return this.#inFlight.size
  }

  /** What each match's viewers are owed by now. */
  get owed(): Record<string, Owed> {
    const owed: Record<string, Owed> = {}
    for (const { match, seq } of this.feeds) {
      const after = this.#after.get(match)
      owed[match] = { seq: Math.max(seq, owed[match]?.seq ?? 0), ...(after !== undefined && { after }) }
    }
    return owed
  }

  async createMatches(): Promise<void> {
    const first = this.feeds.filter(({ source }) => source !== RIVAL)
    await Promise.all(
      first.map(({ fixture: { match, ...body } }) =>
        this.#send({ ...PLAIN, method: 'PUT', path: `/v1/matches/${match}`, body }),
      ),
    )
  }

  async lose(matches: readonly string[], work: Parameters<Script['lose']>[1]): Promise<void> {
    const feeds = this.feeds.filter(({ match }) => matches.includes(match))
    for (const match of matches) this.#options.misled.add(match)
    for (const feed of feeds) feed.suspend()
    let losses: readonly Lost[] = []
    let seen: readonly string[] = []
    try {
      await work(async (told) => {
        losses = told
        seen = await this.#options.onLost(told)
      })
      this.losses.push(...losses)
      for (const { match, was } of losses) if (seen.includes(match)) this.#owe(match, was.epoch)
    } finally {
      for (const feed of feeds) {
        const lost = losses.find(({ match }) => match === feed.match)
        feed.resume(lost === undefined ? { events: [] } : { events: lost.events, seq: lost.is.seq })
      }
    }
  }

  mislead(match: string, { epoch }: Position): void {
    this.#options.misled.add(match)
    this.#owe(match, epoch)
  }

  switchSource(match: string): void {
    const feeds = this.feeds.filter((feed) => feed.match === match)
    const { source } = this.#random.pick(feeds)
    const accept = (answer: unknown) => feeds[0]?.reached((answer as { seq: number }).seq)
    const request = { ...PLAIN, method: 'PUT', path: `/v1/matches/${match}/source`, body: { source }, accept } as const
    // A source that has told nothing yet, or nothing any more, is not put in charge of an empty board.
    const isUnknown = (refusal: string) => refusal.includes('"source-unknown"')
    this.#track(this.#send({ ...request, mayBeRefused: isUnknown }), match)
  }

  #owe(match: string, epoch: string): void {
    const before = this.#after.get(match) ?? ''
    if (epoch > before) this.#after.set(match, epoch)
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
    const free = this.feeds.filter(({ inFlight, isSuspended }) => inFlight < PER_MATCH && !isSuspended)
    if (free.length === 0) return
    const feed = this.#random.pick(free)
    this.#track(this.#send(feed.next()), feed.match)
  }

  #track(sent: Promise<void>, match: string): void {
    const sending = sent.catch((error: Error) => {
      this.#options.onTrouble(`feed of ${match}: ${error.message}`)
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
      if ('refused' in answer) {
        if (!request.mayBeRefused(answer.refused)) throw new Error(answer.refused)
        this.answered += 1
        return
      }
      if (attempt === 0) this.retried += 1
      if (answer.isUnclear) request.becameUnclear()
      await pause(100 + Math.random() * 400)
    }
  }

  /** @returns `refused` for an answer that retrying does not help against */
  async #tryOnce(request: FeedRequest, url: string): Promise<Answer> {
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
    return { refused: `${method} ${path} was answered ${status}: ${text.slice(0, 500)}` }
  }
}

/** What most requests that no feed makes have in common. */
const PLAIN = { accept() {}, becameUnclear() {}, mayBeRefused: () => false } satisfies Partial<FeedRequest>

type Answer = { readonly body: unknown } | { readonly refused: string } | { readonly isUnclear: boolean }

/** Those of match number `index`. */
function openFeeds(seed: number, index: number): MatchFeed[] {
  const match = `chaos-${seed}-${index + 1}`
  const isContested = index % CONTESTED_EVERY === CONTESTED_EVERY - 1
  const open = (random: SeededRandom, source?: string) =>
    new MatchFeed({
      match,
      story: tellStory(index, random),
      random,
      isContested,
      ...(source !== undefined && { source }),
    })
  const own = open(seededRandom(seed * 1_000 + index))
  return isContested ? [own, open(seededRandom(seed * 1_000 + 500 + index), RIVAL)] : [own]
}
