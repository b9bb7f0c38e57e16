import type { Fixture, MatchState } from '../match/state.ts'
import type { UpdateMessage } from '../protocol/messages.ts'
import { type Clock, realClock } from './clock.ts'
import type { RecordedChange } from './recording.ts'

export interface FeedClientOptions {
  /** The server's address: `http://127.0.0.1:8080`. */
  readonly url: string
  readonly key?: string | undefined
  /** Ends every request and every wait. */
  readonly signal: AbortSignal
  /** Called once per request that has to be tried again, with the reason. */
  onWaiting(why: string): void
  readonly clock?: Clock
}

export interface FeedClient {
  putFixture(fixture: Fixture): Promise<void>
  /** @throws {Refused} if the server does not take it */
  send(match: string, change: RecordedChange): Promise<void>
  /** Tries only once, because nothing depends on the answer. */
  readState(match: string): Promise<MatchState>
  /** The whole log, oldest first. */
  readLog(match: string): Promise<UpdateMessage[]>
}

/** The server has refused a request. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  constructor(status: number, detail: string) {
    super(detail)
    this.status = status
  }
}

/** The server has not answered, or has asked to wait, for too long. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp'
}

/** For a server that has never answered: more likely the address is wrong than the server restarting. */
const FIRST_PATIENCE_MS = 10_000
/** For a server that has answered before: it is probably being restarted. */
const PATIENCE_MS = 300_000
const FIRST_BACKOFF_MS = 200
const MAX_BACKOFF_MS = 5_000
/** The least pause, even if Retry-After says less. */
const MIN_PAUSE_MS = 100
/** Updates read at once: the most that the server gives. */
const PAGE = 1_000

/** Talks to a server as a feed does. It repeats requests that got no answer, because sending twice does no harm. */
export function createFeedClient({ url, key, signal, onWaiting, clock = realClock }: FeedClientOptions): FeedClient {
  const base = url.replace(/\/+$/, '')
  let hasAnswered = false

  const request = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const deadlineAt = clock.now() + (hasAnswered ? PATIENCE_MS : FIRST_PATIENCE_MS)
    for (let attempt = 0; ; attempt += 1) {
      const answer = await tryOnce(method, path, body)
      if ('value' in answer) return answer.value
      const waitMs = answer.retryAfterMs ?? Math.min(2 ** attempt * FIRST_BACKOFF_MS, MAX_BACKOFF_MS)
      if (clock.now() + waitMs > deadlineAt) throw new GaveUp(answer.why)
      if (attempt === 0) onWaiting(answer.why)
      await clock.pause(waitMs, signal)
    }
  }

  const tryOnce = async (
    method: string,
    path: string,
    body: unknown,
  ): Promise<{ value: unknown } | { why: string; retryAfterMs?: number }> => {
    let response: Response
    let text: string
    try {
      response = await fetch(`${base}${path}`, {
        method,
        signal,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      text = await response.text()
    } catch (error) {
      signal.throwIfAborted()
      const cause = (error as Error).cause as NodeJS.ErrnoException | undefined
      return { why: `no answer from ${base} (${cause?.code ?? (error as Error).message})` }
    }
    hasAnswered = true
    if (response.ok) return { value: JSON.parse(text) }
    const { status, headers } = response
    const detail = detailOf(text) ?? `${base} answered ${status}, and not as Touchline does`
    if (status !== 429 && status !== 503) throw new Refused(status, detail)
    const seconds = Number(headers.get('retry-after') ?? Number.NaN)
    return { why: detail, ...(seconds >= 0 && { retryAfterMs: Math.max(seconds * 1000, MIN_PAUSE_MS) }) }
  }

  return {
    async putFixture({ match, ...fixture }) {
      await request('PUT', `/v1/matches/${match}`, fixture)
    },
    async send(match, change) {
      const { method, path, body } = requestOf(change)
      await request(method, `/v1/matches/${match}/events${path}`, body)
    },
    async readState(match) {
      const answer = await tryOnce('GET', `/v1/matches/${match}`, undefined)
      if ('why' in answer) throw new GaveUp(answer.why)
      return (answer.value as { state: MatchState }).state
    },
    async readLog(match) {
      const log: UpdateMessage[] = []
      for (;;) {
        const path = `/v1/matches/${match}/updates?after=${log.at(-1)?.seq ?? 0}&limit=${PAGE}`
        const { updates, seq } = (await request('GET', path)) as { updates: UpdateMessage[]; seq: number }
        log.push(...updates)
        // A page of big updates is shorter.
        if (updates.length === 0 || (log.at(-1)?.seq ?? 0) >= seq) return log
      }
    },
  }
}

function requestOf(change: RecordedChange): { method: string; path: string; body?: unknown } {
  switch (change.op) {
    case 'add':
      return { method: 'POST', path: '', body: change.event }
    case 'edit':
      return { method: 'PUT', path: `/${encodeURIComponent(change.event.id)}`, body: change.event }
    case 'delete': {
      const query = change.reason === undefined ? '' : `?reason=${encodeURIComponent(change.reason)}`
      return { method: 'DELETE', path: `/${encodeURIComponent(change.id)}${query}` }
    }
    case 'restore':
      return { method: 'POST', path: `/${encodeURIComponent(change.id)}/restore` }
  }
}

/** What a problem document says is wrong, fault by fault; undefined if the body is no problem document. */
function detailOf(text: string): string | undefined {
  try {
    const {
      detail,
      title,
      errors = [],
    } = JSON.parse(text) as {
      detail?: string
      title?: string
      errors?: { path: string; message: string }[]
    }
    const faults = errors.map(({ path, message }) => `${path} ${message}`).join('; ')
    const what = detail ?? title
    return what && faults ? `${what}: ${faults}` : what
  } catch {
    return undefined
  }
}
