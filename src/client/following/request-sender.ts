import type { ServerMessage } from '../../protocol/messages.ts'
import type { Request } from '../connection/session.ts'
import { BoardView } from './followed-board.ts'
import { MatchView } from './followed-match.ts'
import { Pace } from './pace.ts'
import { subscribeRequests, unsubscribeRequests } from './requests.ts'

/** The connection, as far as there is one. */
export interface AskerLine {
  isConnected(): boolean
  /** How many requests may be sent now. */
  room(): number
  /** Sends a request on the open connection and returns its id. */
  request(request: Request): number
}

/** With so many matches asked for that may not exist nothing more is sent until it is known: each of those counts as a message. */
const MAX_UNPROVEN = 64

/** What the server is to be told. */
export interface Errand {
  readonly left: { readonly matches: readonly string[]; readonly boards: readonly string[] }
  readonly wanted: readonly (MatchView | BoardView)[]
}

/** Asks the server for what is wanted and tells it what is left: no more often and no more at once than it bears. */
export class Asker {
  readonly #line: AskerLine
  readonly #collect: () => Errand
  readonly #pace = new Pace(() => this.#flush())
  #messageBytes = 0
  #isHeldBack = false
  /** How many matches each request without an answer asks for that the server has never given. */
  readonly #unproven = new Map<number, number>()

  /** @param collect what there is to say; called only when it can be said, or when nobody is there to be told */
  constructor(line: AskerLine, collect: () => Errand) {
    this.#line = line
    this.#collect = collect
  }

  /** There is something to say. */
  soon(): void {
    this.#pace.soon()
  }

  /** A new connection: everything is said at once. */
  greet(messageBytes: number): void {
    this.#messageBytes = messageBytes
    this.#pace.reset()
    this.#unproven.clear()
    this.#flush(true)
  }

  /** If it was an answer, there is room for what had to wait. */
  heard(message: ServerMessage): void {
    if ('id' in message && message.id !== undefined) this.#unproven.delete(message.id)
    if (message.op === 'subscribed') {
      // Having looked for it in vain, the server counts one more message.
      this.#pace.charge(message.rejected.filter(({ code }) => code === 'match-not-found').length)
    }
    if (this.#isHeldBack) this.#pace.soon()
  }

  /** Says nothing more. */
  end(): void {
    this.#pace.end()
  }

  /** @param isResume what is asked for was missed while there was no connection */
  #flush(isResume = false): void {
    const { isConnected } = this.#line
    this.#isHeldBack = isConnected() && this.#room === 0
    if (this.#isHeldBack) return
    const { left, wanted } = this.#collect()
    if (!isConnected()) return
    for (const request of unsubscribeRequests(left, this.#messageBytes)) this.#send(request)
    const askings = subscribeRequests(wanted, this.#messageBytes)
    for (const { request, views } of askings) {
      this.#isHeldBack = this.#room === 0
      if (this.#isHeldBack) return
      const id = this.#send(request)
      this.#unproven.set(id, views.filter((view) => view instanceof MatchView && !view.held).length)
      for (const view of views) {
        view.wasAsked = true
        if (view instanceof BoardView) view.join = { kind: 'asked', id }
        else view.join = { kind: 'asked', id, isResume: isResume && view.held !== undefined, delayMs: view.delayMs }
      }
    }
  }

  get #room(): number {
    const unproven = [...this.#unproven.values()].reduce((sum, count) => sum + count, 0)
    return unproven < MAX_UNPROVEN ? this.#line.room() : 0
  }

  #send(request: Request): number {
    this.#pace.sent()
    return this.#line.request(request)
  }
}
