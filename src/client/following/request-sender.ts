import type { ServerMessage } from '../../protocol/messages.ts'
import type { Request } from '../connection/transport.ts'
import { Pace } from './pace.ts'
import type { PlannedRequest } from './wanted.ts'

/** What the sender needs of the session. */
export interface RequestLine {
  isConnected(): boolean
  /** How many requests may be sent now. */
  room(): number
  /** Sends a request on the open connection and returns its id. */
  request(request: Request): number
}

export interface RequestSource {
  /** The requests that are due now. Called when they can be sent, or when there is no connection. */
  plan(): readonly PlannedRequest[]
  sent(planned: PlannedRequest, id: number): void
}

/**
 * While this many unanswered matches may not exist, nothing more is sent: the server counts each one that does not exist as a
 * message, and says so only in its answer.
 */
const MAX_UNPROVEN = 64

/** Sends what is due, no faster and no more at once than the server bears. */
export class RequestSender {
  readonly #line: RequestLine
  readonly #source: RequestSource
  readonly #pace = new Pace(() => this.#flush())
  #isHeldBack = false
  /** For each unanswered request, how many of its matches the server has never given. */
  readonly #unproven = new Map<number, number>()

  constructor(line: RequestLine, source: RequestSource) {
    this.#line = line
    this.#source = source
  }

  /** Something may be due. */
  soon(): void {
    this.#pace.soon()
  }

  /** On a new connection everything is due, and is sent at once. */
  restart(): void {
    this.#pace.reset()
    this.#unproven.clear()
    this.#flush()
  }

  /** An answer makes room for what had to wait. */
  heard(message: ServerMessage): void {
    if ('id' in message && message.id !== undefined) this.#unproven.delete(message.id)
    if (message.op === 'subscribed') {
      // The server has counted one more message for each match that it looked for in vain.
      this.#pace.charge(message.rejected.filter(({ code }) => code === 'match-not-found').length)
    }
    if (this.#isHeldBack) this.#pace.soon()
  }

  /** Sends nothing more. */
  end(): void {
    this.#pace.end()
  }

  #flush(): void {
    const isConnected = this.#line.isConnected()
    this.#isHeldBack = isConnected && this.#room === 0
    if (this.#isHeldBack) return
    const requests = this.#source.plan()
    if (!isConnected) return
    for (const planned of requests) {
      this.#isHeldBack = this.#room === 0
      if (this.#isHeldBack) return
      this.#pace.sent()
      const id = this.#line.request(planned.request)
      if ('matches' in planned) this.#unproven.set(id, planned.matches.filter(({ position }) => !position).length)
      this.#source.sent(planned, id)
    }
  }

  get #room(): number {
    const unproven = [...this.#unproven.values()].reduce((sum, count) => sum + count, 0)
    return unproven < MAX_UNPROVEN ? this.#line.room() : 0
  }
}
