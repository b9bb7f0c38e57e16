import { BoardView } from './board-view.ts'
import type { MatchView } from './match-view.ts'
import { Pace } from './pace.ts'
import { subscribeRequests, unsubscribeRequests } from './requests.ts'
import type { Request } from './session.ts'

/** The connection, as far as there is one. */
export interface AskerLine {
  isConnected(): boolean
  /** How many requests may be sent now. */
  room(): number
  /** Sends a request on the open connection and returns its id. */
  request(request: Request): number
}

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
    this.#flush(true)
  }

  /** Something came: if it was an answer, there is room for what had to wait. */
  heard(): void {
    if (this.#isHeldBack) this.#pace.soon()
  }

  /** The server counts a match that it had to look up in vain as one more message. */
  chargeUnknown(): void {
    this.#pace.charge()
  }

  /** Says nothing more. */
  end(): void {
    this.#pace.end()
  }

  /** @param isResume what is asked for was missed while there was no connection */
  #flush(isResume = false): void {
    const { isConnected, room } = this.#line
    this.#isHeldBack = isConnected() && room() === 0
    if (this.#isHeldBack) return
    const { left, wanted } = this.#collect()
    if (!isConnected()) return
    for (const request of unsubscribeRequests(left, this.#messageBytes)) this.#send(request)
    const askings = subscribeRequests(wanted, this.#messageBytes)
    const sendable = askings.slice(0, room())
    this.#isHeldBack = sendable.length < askings.length
    for (const { request, views } of sendable) {
      const id = this.#send(request)
      for (const view of views) {
        view.wasAsked = true
        if (view instanceof BoardView) view.join = { kind: 'asked', id }
        else view.join = { kind: 'asked', id, isResume: isResume && view.held !== undefined, delayMs: view.delayMs }
      }
    }
  }

  #send(request: Request): number {
    this.#pace.sent()
    return this.#line.request(request)
  }
}
