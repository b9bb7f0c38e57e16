import { ANSWER_MS, type Attempt, type FeedChange, type Line, Refused, type Sent } from './line.ts'

export interface HttpLineOptions {
  readonly base: string
  readonly key: string | undefined
  readonly signal: AbortSignal
  /** A request without an answer for this many ms counts as lost. */
  readonly answerMs?: number | undefined
}

/** The least pause, even if Retry-After says less. */
const MIN_PAUSE_MS = 100

/** Too many requests; not ready; and what stands before the server has lost it for a moment. */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504])

/** Requests to a server, each tried once. */
export class HttpLine implements Line {
  readonly #options: HttpLineOptions
  hasAnswered = false

  constructor(options: HttpLineOptions) {
    this.#options = options
  }

  /** @throws {Refused} */
  async request(method: string, path: string, body?: unknown): Promise<Attempt<unknown>> {
    const { base, key, signal, answerMs = ANSWER_MS } = this.#options
    // A network that is silent says nothing either: without this, `fetch` waits for five minutes.
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(new Error(`nothing for ${answerMs} ms`)), answerMs)
    let response: Response
    let text: string
    try {
      response = await fetch(`${base}${path}`, {
        method,
        signal: AbortSignal.any([signal, late.signal]),
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      text = await response.text()
    } catch (error) {
      signal.throwIfAborted()
      const cause = (error as Error).cause as { readonly code?: string } | undefined
      return { why: `no answer from ${base} (${cause?.code ?? (error as Error).message})` }
    } finally {
      clearTimeout(timer)
    }
    this.hasAnswered = true
    if (response.ok) return readValue(text) ?? { why: `${base} answered ${response.status}, and not as Touchline does` }
    const { status, headers } = response
    const { detail = `${base} answered ${status}, and not as Touchline does`, code } = problemOf(text)
    if (!PASSING.has(status)) throw new Refused(status, detail, code)
    const seconds = Number(headers.get('retry-after') ?? Number.NaN)
    return { why: detail, ...(seconds >= 0 && { retryAfterMs: Math.max(seconds * 1000, MIN_PAUSE_MS) }) }
  }

  send(match: string, change: FeedChange): Promise<Attempt<Sent>> {
    const { method, path, body } = requestOf(change)
    return this.request(method, `/v1/matches/${match}/events${path}`, body) as Promise<Attempt<Sent>>
  }

  close(): void {}
}

function requestOf(change: FeedChange): { method: string; path: string; body?: unknown } {
  switch (change.op) {
    case 'add':
      return { method: 'POST', path: '', body: change.event }
    case 'edit':
      return { method: 'PUT', path: `/${encodeURIComponent(change.event.id)}`, body: change.event }
    case 'delete': {
      const { reason, revision } = change
      const query = new URLSearchParams({
        ...(reason !== undefined && { reason }),
        ...(revision !== undefined && { revision: String(revision) }),
      }).toString()
      return { method: 'DELETE', path: `/${encodeURIComponent(change.id)}${query && `?${query}`}` }
    }
    case 'restore':
      return { method: 'POST', path: `/${encodeURIComponent(change.id)}/restore` }
  }
}

/** Undefined if the text is no JSON: a proxy that has lost the server may answer 200 with a page of its own. */
function readValue(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** What a problem document says is wrong, fault by fault; nothing if the body is no problem document. */
function problemOf(text: string): { detail?: string; code?: string } {
  try {
    const { detail, title, code, errors } = JSON.parse(text) as {
      detail?: string
      title?: string
      code?: string
      errors?: { path: string; message: string }[]
    }
    const what = withFaults(detail ?? title, errors)
    return { ...(what !== undefined && { detail: what }), ...(code !== undefined && { code }) }
  } catch {
    return {}
  }
}

/** A detail with its faults, in one line. */
export function withFaults(
  detail: string | undefined,
  errors: readonly { path: string; message: string }[] = [],
): string | undefined {
  const faults = errors.map(({ path, message }) => `${path} ${message}`).join('; ')
  return detail && faults ? `${detail}: ${faults}` : detail
}
