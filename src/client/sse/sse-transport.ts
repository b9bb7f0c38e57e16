import type { ServerMessage, SubscribedBoard, SubscribedMatch, SubscribedMessage } from '../../protocol/messages.ts'
import type { ParseMessage } from '../connection/parse-server-message.ts'
import type { Bearer } from '../connection/token/bearer.ts'
import { Renewal, renewAfterMs } from '../connection/token/renewal.ts'
import type { OpenTransport, SubscribeRequest, Transport, TransportListener } from '../connection/transport.ts'
import { AskedFor } from './asked-for.ts'
import { readEvents } from './event-stream-reader.ts'
import { holdBrowserStream } from './stream-lock.ts'

/*
 * A connection over Server-Sent Events, made of one stream after another: on a stream nothing can be said, so what is asked for later opens another one,
 * which resumes all the rest.
 *
 *    a stream without a request ── hello ──► open ── a request ──► another stream, beside the one before until its hello
 *                                             ▲                     │
 *                                             └──── its answer ─────┘
 */

/** Asked for within this time, it goes into one stream. */
const GATHER_MS = 20

type Pending = SubscribeRequest & { readonly id: number }

/** @param base the address of the server */
export function sseTransport(base: string, parse: ParseMessage, bearer: Bearer): OpenTransport {
  return (listener) => new SseTransport({ url: `${base}/v1/sse`, parse, bearer }, listener)
}

interface SseOptions {
  readonly url: string
  readonly parse: ParseMessage
  readonly bearer: Bearer
}

class SseTransport implements Transport {
  readonly #url: string
  readonly #parse: ParseMessage
  readonly #bearer: Bearer
  readonly #listener: TransportListener
  readonly #asked = new AskedFor()
  /** Requests that have no answer yet, by id. */
  readonly #pending = new Map<number, Pending>()
  /** Pings that are answered by the next hello. */
  #pings: number[] = []
  #stream: AbortController | undefined
  /** A newer stream, whose hello has not come. */
  #next: AbortController | undefined
  #hasGreeted = false
  #gathering: ReturnType<typeof setTimeout> | undefined
  #isOver = false
  readonly #releaseLock: () => void
  /** A token cannot be said on a stream: another stream begins with the new one before the present one ends with its own. */
  readonly #renewal = new Renewal(async () => {
    await this.#bearer.renew(this.#token)
    if (!this.#isOver) this.#open()
  })
  /** With which the newest stream was let in. */
  #token: Bearer['kept']

  constructor({ url, parse, bearer }: SseOptions, listener: TransportListener) {
    this.#url = url
    this.#parse = parse
    this.#bearer = bearer
    this.#listener = listener
    this.#releaseLock = holdBrowserStream(url, (isOurs) => {
      if (this.#isOver) return
      if (isOurs) this.#open()
      else this.#end(1006, 'another tab has the stream')
    })
  }

  send(request: Parameters<Transport['send']>[0]): void {
    if (request.op === 'ping') {
      this.#pings.push(request.id)
    } else if (request.op === 'subscribe') {
      this.#asked.add(request)
      this.#pending.set(request.id, request)
    } else {
      this.#asked.remove(request)
      const { id, matches, boards = [] } = request
      queueMicrotask(() => this.#tell({ op: 'unsubscribed', id, matches, boards }))
    }
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined
      this.#open()
    }, GATHER_MS)
  }

  close(): void {
    this.#isOver = true
    clearTimeout(this.#gathering)
    this.#renewal.stop()
    this.#stream?.abort()
    this.#next?.abort()
    this.#releaseLock()
  }

  #end(code: number, reason: string): void {
    if (this.#isOver) return
    this.close()
    this.#listener.closed(code, reason)
  }

  #tell(message: ServerMessage): void {
    if (this.#isOver) return
    this.#asked.take(message)
    this.#listener.message(message)
  }

  #open(): void {
    const controller = new AbortController()
    // One that is overtaken before it said anything.
    this.#next?.abort()
    this.#next = controller
    const ids = [...this.#pending.keys()]
    const body = this.#asked.isEmpty ? '' : JSON.stringify(this.#asked.request(ids.at(-1) ?? 0))
    this.#read(controller, new Set(ids), body).catch(() => {
      if (!controller.signal.aborted) this.#end(1006, 'no-answer')
    })
  }

  async #read(controller: AbortController, ids: ReadonlySet<number>, body: string): Promise<void> {
    const { signal } = controller
    const answer = await this.#bearer.fetch(this.#url, {
      method: 'POST',
      body,
      signal,
      // A page of another site need not ask whether it may send this.
      headers: { 'content-type': 'text/plain' },
    })
    if (!answer.ok || !answer.body) {
      this.#end(...this.#bearer.endOf(answer.status))
      return
    }
    let farewell: readonly [number, string] = [1006, '']
    for await (const { type, data } of readEvents(answer.body)) {
      if (signal.aborted) return
      if (type === 'close') {
        const { code, reason } = JSON.parse(data) as { code: number; reason: string }
        farewell = [code, reason]
        this.#bearer.ended(code)
        continue
      }
      const message = this.#parse(data)
      if (message) this.#take(controller, ids, message)
    }
    if (!signal.aborted) this.#end(...farewell)
  }

  #take(controller: AbortController, ids: ReadonlySet<number>, message: ServerMessage): void {
    if (message.op === 'hello') {
      this.#stream?.abort()
      this.#stream = controller
      if (this.#next === controller) this.#next = undefined
      if (!this.#hasGreeted) this.#tell(message)
      this.#hasGreeted = true
      this.#bearer.accepted()
      for (const id of this.#pings) this.#tell({ op: 'pong', id, at: message.at })
      this.#pings = []
    } else if (message.op === 'subscribed') {
      this.#answer(ids, message)
    } else {
      if (message.op === 'authorised') this.#renewBefore(message.expiresInMs)
      this.#tell(message)
    }
  }

  #renewBefore(expiresInMs: number | undefined): void {
    this.#token = this.#bearer.kept
    if (expiresInMs !== undefined) this.#renewal.in(renewAfterMs(expiresInMs))
  }

  /** The answer of a stream is about everything: what was asked now is told as its answer, the rest as what has happened meanwhile. */
  #answer(ids: ReadonlySet<number>, { matches, rejected, boards = [], more }: SubscribedMessage): void {
    const requests = [...ids].flatMap((id) => this.#pending.get(id) ?? [])
    const askedMatches = new Set(requests.flatMap((request) => request.matches.map(({ match }) => match)))
    const askedBoards = new Set(requests.flatMap((request) => (request.boards ?? []).map(({ board }) => board)))
    this.#continue(
      matches.filter(({ match }) => !askedMatches.has(match)),
      boards,
      askedBoards,
    )
    for (const { match, code } of rejected) {
      if (askedMatches.has(match)) continue
      if (code !== 'match-not-found') {
        this.#end(1006, code)
        return
      }
      this.#tell({ op: 'gone', match })
    }
    for (const request of requests) {
      const own = new Set(request.matches.map(({ match }) => match))
      const ownBoards = new Set((request.boards ?? []).map(({ board }) => board))
      const isOf = (match: string) => own.has(match) || (ownBoards.size > 0 && !askedMatches.has(match))
      const listed = boards.filter(({ board }) => ownBoards.has(board))
      this.#tell({
        op: 'subscribed',
        id: request.id,
        matches: matches.filter(({ match }) => isOf(match)),
        rejected: rejected.filter(({ match }) => own.has(match)),
        ...(listed.length > 0 && { boards: listed }),
        ...(more && ownBoards.size > 0 && { more }),
      })
      if (!more || ownBoards.size === 0) this.#pending.delete(request.id)
    }
  }

  /** Of what was followed before. */
  #continue(
    matches: readonly SubscribedMatch[],
    boards: readonly SubscribedBoard[],
    askedBoards: ReadonlySet<string>,
  ): void {
    for (const listed of boards) {
      if (askedBoards.has(listed.board)) continue
      if (!('matches' in listed)) {
        this.#end(1006, listed.code)
        return
      }
      const on = new Set(listed.matches)
      const joined = matches.filter(({ match }) => on.has(match) && !this.#asked.matches.has(match))
      this.#tell({ op: 'board', board: listed.board, matches: listed.matches, joined, left: [] })
    }
    for (const joined of matches) {
      const { match, epoch, seq } = joined
      if (!this.#asked.matches.has(match)) {
        if (boards.length === 0) this.#row(joined, askedBoards)
        continue
      }
      if ('state' in joined) this.#tell({ op: 'snapshot', match, epoch, seq, state: joined.state, reason: 'resync' })
      else for (const update of joined.updates) this.#tell(update)
    }
  }

  /** A later portion of boards that were followed before. */
  #row(joined: SubscribedMatch, askedBoards: ReadonlySet<string>): void {
    for (const [board, matches] of this.#asked.boardsWith(joined.match)) {
      if (askedBoards.has(board)) continue
      this.#tell({ op: 'board', board, matches, joined: [joined], left: [] })
      return
    }
  }
}
