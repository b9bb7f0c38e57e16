import { MAX_REFUSAL_BYTES, providerSays } from '../recording/provider-says.ts'
import { MAX_FILE_BYTES, tooLarge, toRecordingFile } from '../recording/recording-file.ts'
import { UnreadableRecording } from '../recording/unreadable-recording.ts'
import type { Polled, Source } from './source.ts'

export interface UrlSourceOptions {
  /** Such as the key of a provider. */
  readonly headers?: Readonly<Record<string, string>>
  readonly maxBytes?: number
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 30_000
const NOT_MODIFIED = 304
/** Besides 5xx, what may pass by itself. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429])

/** An address whose content changes. It is asked only for what is newer, by `If-None-Match` and `If-Modified-Since`. */
export class UrlSource implements Source {
  readonly #url: URL
  readonly #options: UrlSourceOptions
  /** Of the last version that could be read. */
  #known: Readonly<Record<string, string>> = {}

  /** @throws {TypeError} if it is no url */
  constructor(url: string, options: UrlSourceOptions = {}) {
    this.#url = new URL(url)
    this.#options = options
  }

  /** Without its query, in which there may be a key. */
  get name(): string {
    return `${this.#url.origin}${this.#url.pathname}`
  }

  async poll(signal: AbortSignal): Promise<Polled> {
    try {
      return await this.#ask(signal)
    } catch (error) {
      signal.throwIfAborted()
      const isHopeless = error instanceof UnreadableRecording
      return { kind: 'failed', why: isHopeless ? error.message : this.#explain(error as Error), isHopeless }
    }
  }

  async #ask(signal: AbortSignal): Promise<Polled> {
    const { headers = {}, maxBytes = MAX_FILE_BYTES, timeoutMs = TIMEOUT_MS } = this.#options
    const response = await fetch(this.#url, {
      headers: { accept: '*/*', ...headers, ...this.#known },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      // A key must not be handed to whomever the address points to.
      redirect: Object.keys(headers).length > 0 ? 'manual' : 'follow',
    })
    if (response.status === NOT_MODIFIED) {
      await response.body?.cancel()
      return { kind: 'same' }
    }
    if (!response.ok) return await this.#refusal(response)
    const file = await toRecordingFile(this.name, await this.#read(response, maxBytes), maxBytes)
    const known = validatorsOf(response)
    return { kind: 'new', file, accept: () => this.#accept(known) }
  }

  #accept(known: Readonly<Record<string, string>>): void {
    this.#known = known
  }

  async #read(response: Response, maxBytes: number): Promise<Buffer> {
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length
      if (bytes > maxBytes) throw tooLarge(this.name, maxBytes)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  }

  async #refusal(response: Response): Promise<Polled> {
    const { status, headers } = response
    const location = headers.get('location')
    if (status >= 300 && status < 400 && location !== null) {
      await response.body?.cancel()
      return { kind: 'failed', why: this.#redirection(location), isHopeless: true }
    }
    const retryAfterMs = retryAfter(headers.get('retry-after'))
    const said = await this.#read(response, MAX_REFUSAL_BYTES).then(
      (body) => providerSays(body.toString()),
      () => undefined,
    )
    return {
      kind: 'failed',
      why: `${this.name} answered ${status}${said === undefined ? '' : `: ${said}`}`,
      isHopeless: status < 500 && !PASSING.has(status),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    }
  }

  #redirection(location: string): string {
    const { origin, pathname } = new URL(location, this.#url)
    return `${this.name} has moved to ${origin}${pathname}; follow that address: headers are not handed on to another`
  }

  #explain(error: Error): string {
    if (error.name === 'TimeoutError') {
      const { timeoutMs = TIMEOUT_MS } = this.#options
      return `no answer from ${this.name} within ${timeoutMs / 1000} s`
    }
    const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException
    return `no answer from ${this.name} (${code ?? message})`
  }
}

function validatorsOf({ headers }: Response): Record<string, string> {
  const etag = headers.get('etag')
  const modified = headers.get('last-modified')
  return { ...(etag && { 'if-none-match': etag }), ...(modified && { 'if-modified-since': modified }) }
}

/** Seconds, or a date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return ms >= 0 ? ms : undefined
}
