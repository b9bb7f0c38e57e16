import { createClient, type MatchSubscription } from '../client/index.ts'
import type { MatchEvent } from '../match/event.ts'
import type { Fixture, MatchState } from '../match/state.ts'
import type { UpdateMessage } from '../protocol/messages.ts'
import { realClock, type WaitingClock } from './clock.ts'
import { HttpLine } from './http-line.ts'
import { type Attempt, type FeedChange, GaveUp, type Line, type Sent } from './line.ts'
import { SendQueue } from './send-queue.ts'
import { type FeedSocketClass, SocketLine } from './socket-line.ts'

export interface FeedClientOptions {
  /** The server's address: `http://127.0.0.1:8080`. */
  readonly url: string
  readonly key?: string | undefined
  /** How events go: a request each, or over one WebSocket (`GET /v1/feed`). Fixtures and reads are requests in any case. */
  readonly via?: 'http' | 'socket'
  /** Ends every request and every wait. */
  readonly signal?: AbortSignal
  /** Called once per change that has to be tried again, with the reason. */
  onWaiting?(why: string): void
  /** Changes that may wait or be under way; 1,000 if left out. */
  readonly maxQueued?: number
  /** A change without an answer for this many ms is sent again; 30,000 if left out. */
  readonly answerMs?: number
  /** Instead of the global one: Node has none before version 22. */
  readonly WebSocket?: FeedSocketClass
  /** For tests. */
  readonly clock?: WaitingClock
}

/**
 * An event whose id may be left out: it then gets one, and keeps it however often it is sent. `NewEvent<FootballEvent>` is typed by its
 * sport.
 */
export type NewEvent<Event extends MatchEvent = MatchEvent> = {
  readonly [Key in keyof Event as Key extends 'id' ? never : Key]: Event[Key]
} & { readonly id?: string }

/** A fixture as feeds send it: a format may be a preset's name, a time ISO 8601. */
export interface NewFixture extends Omit<Fixture, 'format' | 'startsAt'> {
  readonly format?: string | object
  readonly startsAt?: number | string
}

/**
 * Sends events in order within a match, and again until they are answered: the same ids make sure that nothing counts twice. Whatever
 * was not sent when the process ends is lost.
 */
export interface FeedClient {
  /** Makes the match, or changes its fixture. Throws like `send`. */
  putFixture(fixture: NewFixture): Promise<void>
  /**
   * Resolves when the change is durable. @throws {Refused} if the server does not take it; those after it are sent all the same.
   *
   * @throws {GaveUp} if the server did not answer for five minutes, or never
   * @throws {QueueFull}
   */
  send(match: string, change: FeedChange): Promise<Sent>
  /** Sends a new event. Throws like `send`. */
  add(match: string, event: NewEvent): Promise<Sent>
  /**
   * Sends everything that happened in the match, at most 5,000 events: the server adds, edits and deletes what differs from what it has of
   * this source. Throws like `send`.
   */
  putTimeline(match: string, events: readonly MatchEvent[]): Promise<TimelineSent>
  /** Resolves when there is room for another change. */
  room(): Promise<void>
  /** Changes that were not answered yet. */
  readonly queued: number
  /** Follows the match as viewers do, so that scorers see what the others sent. */
  follow(match: string): MatchSubscription
  /** Tries only once, because nothing depends on the answer. */
  readState(match: string): Promise<MatchState>
  /** The whole log, oldest first. */
  readLog(match: string): Promise<UpdateMessage[]>
  /** Ends connections, and rejects what is not answered. */
  close(): void
}

/** What a timeline came to: an entry for each change and each refusal, none for what stayed the same. */
export interface TimelineSent {
  readonly results: readonly TimelineResult[]
  /** Of the match, after all of them. */
  readonly seq: number
}

export interface TimelineResult {
  readonly id?: string
  readonly status: Sent['status'] | 'rejected'
  /** Why it was rejected. */
  readonly detail?: string
}

/** For a server that has never answered: more likely the address is wrong than the server restarting. */
const FIRST_PATIENCE_MS = 10_000
/** For a server that has answered before: it is probably being restarted. */
const PATIENCE_MS = 300_000
const FIRST_BACKOFF_MS = 200
const MAX_BACKOFF_MS = 5_000
/** Updates read at once: the most that the server gives. */
const PAGE = 1_000
const MAX_QUEUED = 1_000
/** Well below what may be unanswered on one socket. */
const MAX_MATCHES = 64

export function createFeedClient(options: FeedClientOptions): FeedClient {
  const {
    key,
    via = 'http',
    maxQueued = MAX_QUEUED,
    onWaiting = () => {},
    clock = realClock,
    WebSocket,
    answerMs,
  } = options
  const base = options.url.replace(/\/+$/, '')
  const closed = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, closed.signal]) : closed.signal
  const http = new HttpLine({ base, key, signal, answerMs })
  const line: Line = via === 'http' ? http : new SocketLine({ base, key, WebSocket, answerMs })
  const queue = new SendQueue({ maxQueued, maxMatches: MAX_MATCHES })
  signal.addEventListener('abort', () => line.close())
  let viewer: ReturnType<typeof createClient> | undefined

  /** Repeats what got no answer, because sending twice does no harm. */
  const repeat = async <T>(attempt: () => Promise<Attempt<T>>): Promise<T> => {
    const hasAnswered = http.hasAnswered || line.hasAnswered
    const deadlineAt = clock.now() + (hasAnswered ? PATIENCE_MS : FIRST_PATIENCE_MS)
    for (let count = 0; ; count += 1) {
      signal.throwIfAborted()
      const answer = await attempt()
      if ('value' in answer) return answer.value
      signal.throwIfAborted()
      const waitMs = answer.retryAfterMs ?? Math.min(2 ** count * FIRST_BACKOFF_MS, MAX_BACKOFF_MS)
      if (clock.now() + waitMs > deadlineAt) throw new GaveUp(answer.why)
      if (count === 0) onWaiting(answer.why)
      await clock.pause(waitMs, signal)
    }
  }

  const send = (match: string, change: FeedChange) => queue.add(match, () => repeat(() => line.send(match, change)))

  return {
    async putFixture({ match, ...fixture }) {
      await queue.add(match, () => repeat(() => http.request('PUT', `/v1/matches/${match}`, fixture)))
    },
    send,
    add: (match, event) => send(match, { op: 'add', event: { ...event, id: event.id ?? crypto.randomUUID() } }),
    putTimeline: (match, events) =>
      queue.add(match, () =>
        repeat(() => http.request('PUT', `/v1/matches/${match}/timeline`, events) as Promise<Attempt<TimelineSent>>),
      ),
    room: () => queue.room(),
    get queued() {
      return queue.size
    },
    follow(match) {
      viewer ??= createClient({ url: base, ...(WebSocket && { WebSocket }) })
      return viewer.subscribe(match)
    },
    async readState(match) {
      const answer = await http.request('GET', `/v1/matches/${match}`)
      if ('why' in answer) throw new GaveUp(answer.why)
      return (answer.value as { state: MatchState }).state
    },
    async readLog(match) {
      const log: UpdateMessage[] = []
      for (;;) {
        const path = `/v1/matches/${match}/updates?after=${log.at(-1)?.seq ?? 0}&limit=${PAGE}`
        const { updates, seq } = (await repeat(() => http.request('GET', path))) as {
          updates: UpdateMessage[]
          seq: number
        }
        log.push(...updates)
        if (updates.length === 0 || (log.at(-1)?.seq ?? 0) >= seq) return log
      }
    },
    close() {
      closed.abort()
      viewer?.close()
    },
  }
}
