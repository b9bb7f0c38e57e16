import type { ServerMessage } from '../../protocol/messages.ts'
import type { OpenTransport, SubscribeRequest, Transport, UnsubscribeRequest } from '../connection/transport.ts'

export type Numbered<Request> = Request & { readonly id: number }
export type LaneRequest = Numbered<SubscribeRequest> | Numbered<UnsubscribeRequest> | Numbered<{ readonly op: 'ping' }>

export interface LaneListener {
  message(lane: Lane, message: ServerMessage): void
  closed(lane: Lane, code: number, reason: string): void
}

/** One of the connections over which a client is spread, and what it asked for there. */
export class Lane {
  readonly matches = new Set<string>()
  readonly boards = new Set<string>()
  /** Subscribes that have no answer yet, by id. */
  readonly pending = new Map<number, SubscribeRequest>()
  /** Pings that have no answer yet, by id. */
  readonly pings = new Set<number>()
  /** The server took no more here. */
  isFull = false
  hasAllBoards = false
  heardAt = performance.now()
  isBrokerDown = false
  isOpen = false
  readonly #transport: Transport
  /** What waits for the hello. */
  #queue: LaneRequest[] = []

  constructor(open: OpenTransport, listener: LaneListener) {
    this.#transport = open({
      message: (message) => {
        this.heardAt = performance.now()
        listener.message(this, message)
      },
      closed: (code, reason) => listener.closed(this, code, reason),
    })
  }

  get isEmpty(): boolean {
    return this.matches.size + this.boards.size === 0
  }

  send(request: LaneRequest): void {
    if (request.op === 'subscribe') this.pending.set(request.id, request)
    else if (request.op === 'ping') this.pings.add(request.id)
    if (this.isOpen) this.#transport.send(request)
    else this.#queue.push(request)
  }

  /** Its hello has come. */
  opened(): void {
    this.isOpen = true
    for (const request of this.#queue) this.#transport.send(request)
    this.#queue = []
  }

  close(): void {
    this.#transport.close()
  }
}
