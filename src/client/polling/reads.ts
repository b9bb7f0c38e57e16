import type { MatchState } from '../../match/state.ts'
import type { AnyUpdate, FeedHealth, Position, View } from '../../protocol/messages.ts'
import type { Bearer } from '../connection/token/bearer.ts'

export interface MatchRead extends Position {
  readonly state: MatchState
  readonly feed?: FeedHealth
}

export interface UpdatesRead extends Position {
  readonly updates: readonly AnyUpdate[]
  /** In view `score`: up to where they tell. */
  readonly through?: number
}

export interface BoardRead {
  readonly matches: readonly (Position & { readonly match: string; readonly feed?: FeedHealth })[]
}

/** An answer that says something new. */
export interface Fresh<T> {
  readonly value: T
  readonly etag: string | undefined
}

/** The server refused: its status. */
export class ReadRefused extends Error {
  readonly status: number
  constructor(status: number) {
    super(`the server answered ${status}`)
    this.status = status
  }
}

/** Reads over plain HTTP, and the server's time as its answers tell it. */
export class Reads {
  readonly #base: string
  readonly #signal: AbortSignal
  readonly #bearer: Bearer
  /**
   * A page of another site. If it named the tag itself, its browser would ask the server before each read whether it may; the browser's own
   * cache names it without that. A token needs the question anyway, and what it lets through is in no cache.
   */
  readonly #isAbroad: boolean
  #offsetMs = Number.NEGATIVE_INFINITY

  constructor(base: string, signal: AbortSignal, bearer: Bearer) {
    this.#base = base
    this.#signal = signal
    this.#bearer = bearer
    this.#isAbroad = !bearer.hasToken && typeof location !== 'undefined' && location.origin !== new URL(base).origin
  }

  /** The server's time, to a second. Answers say it in whole seconds, so the one that is ahead most is the best. */
  now(): number {
    return Date.now() + (Number.isFinite(this.#offsetMs) ? this.#offsetMs : 0)
  }

  /** Whether anything is there. */
  async reach(): Promise<void> {
    await this.#read('matches?limit=1&view=score')
  }

  match(match: string, view: View, etag?: string): Promise<Fresh<MatchRead> | undefined> {
    return this.#read(`matches/${match}?view=${view}`, etag)
  }

  async at(match: string, view: View, { epoch, seq }: Position): Promise<MatchRead> {
    return (await this.#read<MatchRead>(`matches/${match}?view=${view}&at=${epoch}.${seq}`)).value
  }

  async updates(match: string, view: View, after: number, limit: number): Promise<UpdatesRead> {
    return (await this.#read<UpdatesRead>(`matches/${match}/updates?view=${view}&after=${after}&limit=${limit}`)).value
  }

  board(board: string, etag?: string): Promise<Fresh<BoardRead> | undefined> {
    return this.#read(`boards/${encodeURIComponent(board)}`, etag)
  }

  #read<T>(path: string): Promise<Fresh<T>>
  #read<T>(path: string, etag: string | undefined): Promise<Fresh<T> | undefined>
  async #read<T>(path: string, etag?: string): Promise<Fresh<T> | undefined> {
    const answer = await this.#bearer.fetch(`${this.#base}/v1/${path}`, {
      signal: this.#signal,
      ...(this.#isAbroad
        ? { cache: 'no-cache', headers: {} }
        : { cache: 'no-store', headers: etag === undefined ? {} : { 'if-none-match': etag } }),
    })
    const at = Date.parse(answer.headers.get('date') ?? '')
    if (at > 0) this.#offsetMs = Math.max(this.#offsetMs, at - Date.now())
    if (answer.status === 304) return undefined
    if (!answer.ok) throw new ReadRefused(answer.status)
    const newest = answer.headers.get('etag') ?? undefined
    if (etag !== undefined && newest === etag) return undefined
    return { value: (await answer.json()) as T, etag: newest }
  }
}
