import type { BoardEntry, MatchEntry } from '../../protocol/client-messages.ts'
import type { ServerMessage, SubscribedMessage } from '../../protocol/messages.ts'
import type { OpenTransport, SubscribeRequest, Transport, TransportListener } from '../connection/transport.ts'
import { Lane, type LaneRequest, type Numbered } from './lane.ts'
import { Places } from './places.ts'

/*
 * One connection to whoever uses it, several to the server: one connection may have so many matches and boards and no more.
 *
 *    first ── hello ──► open ── more than it may have ──► another beside it ── hello ──► open ── its answer is a part of the whole one
 *      │                  │                                │ closed or silent before its hello: what it was for is `unavailable`, and asked for again later
 *      ▼                  ▼
 *    one that was open is lost or silent ──► all end: what is shown must never be partly old without a word
 */

/** With the 256 matches of a server as it is shipped, 2,048 of them. */
const MAX_LANES = 8
/** Three ways are tried in 8 s. */
const OPEN_MS = 9_000
/** As of a session. */
const SILENCE_FACTOR = 1.5
const TICK_MS = 1_000

export function overflowTransport(open: OpenTransport): OpenTransport {
  return (listener) => new OverflowTransport(open, listener)
}

class OverflowTransport implements Transport {
  readonly #open: OpenTransport
  readonly #listener: TransportListener
  readonly #lanes: Lane[] = []
  readonly #places = new Places()
  #limit = Number.POSITIVE_INFINITY
  #heartbeatMs = Number.POSITIVE_INFINITY
  #isBrokerDown = false
  readonly #ticker: ReturnType<typeof setInterval>

  constructor(open: OpenTransport, listener: TransportListener) {
    this.#open = open
    this.#listener = listener
    this.#addLane()
    this.#ticker = setInterval(() => this.#tick(), TICK_MS)
  }

  send(request: LaneRequest): void {
    if (request.op === 'subscribe') this.#subscribe(request)
    else if (request.op === 'unsubscribe') this.#unsubscribe(request)
    else for (const lane of this.#lanes) if (lane.isOpen) lane.send(request)
  }

  close(): void {
    clearInterval(this.#ticker)
    for (const lane of this.#lanes) lane.close()
    this.#lanes.length = 0
  }

  #addLane(): Lane {
    const lane = new Lane(this.#open, {
      message: (from, message) => this.#lanes.includes(from) && this.#take(from, message),
      closed: (from, code, reason) => this.#lanes.includes(from) && this.#lost(from, code, reason),
    })
    this.#lanes.push(lane)
    return lane
  }

  #subscribe({ id, matches, boards = [] }: Numbered<SubscribeRequest>): void {
    const parts = new Map<Lane, { matches: MatchEntry[]; boards: BoardEntry[] }>()
    const partOf = (lane: Lane) => {
      const part = parts.get(lane) ?? { matches: [], boards: [] }
      parts.set(lane, part)
      return part
    }
    for (const entry of matches) {
      const lane =
        this.#places.laneOfMatch(entry.match) ??
        this.#withPlace((each) => !each.isFull && each.matches.size < this.#limit)
      this.#places.addMatch(lane, entry.match)
      partOf(lane).matches.push(entry)
    }
    for (const entry of boards) {
      const lane = this.#places.laneOfBoard(entry.board) ?? this.#withPlace((each) => !each.hasAllBoards)
      this.#places.addBoard(lane, entry.board)
      partOf(lane).boards.push(entry)
    }
    for (const [lane, part] of parts) {
      lane.send({ op: 'subscribe', id, matches: part.matches, ...(part.boards.length > 0 && { boards: part.boards }) })
    }
  }

  /** With as many connections as there may be, the first refuses what is too much. */
  #withPlace(hasPlace: (lane: Lane) => boolean): Lane {
    const lane = this.#lanes.find(hasPlace)
    if (lane) return lane
    return this.#lanes.length < MAX_LANES ? this.#addLane() : (this.#lanes[0] as Lane)
  }

  #unsubscribe({ id, matches, boards = [] }: Extract<LaneRequest, { op: 'unsubscribe' }>): void {
    let asked = 0
    for (const lane of [...this.#lanes]) {
      const left = {
        matches: matches.filter((match) => this.#places.laneOfMatch(match) === lane),
        boards: boards.filter((board) => this.#places.laneOfBoard(board) === lane),
      }
      if (left.matches.length + left.boards.length === 0) continue
      for (const match of left.matches) this.#places.forgetMatch(lane, match)
      for (const board of left.boards) this.#places.forgetBoard(lane, board)
      lane.isFull &&= left.matches.length === 0
      lane.hasAllBoards &&= left.boards.length === 0
      if (lane !== this.#lanes[0] && lane.isEmpty && lane.pending.size === 0) this.#drop(lane)
      else {
        asked += 1
        lane.send({
          ...{ op: 'unsubscribe', id, matches: left.matches },
          ...(left.boards.length > 0 && { boards: left.boards }),
        })
      }
    }
    // An answer is awaited, also for matches that no connection has any more.
    if (asked === 0) queueMicrotask(() => this.#tell({ op: 'unsubscribed', id, matches: [] }))
  }

  #take(lane: Lane, message: ServerMessage): void {
    const isFirst = lane === this.#lanes[0]
    switch (message.op) {
      case 'hello':
        if (isFirst) {
          this.#limit = message.limits.subscriptions
          this.#heartbeatMs = message.heartbeatMs
          this.#tell(message)
        }
        lane.opened()
        // Something is under way, so the answer is worth waiting for.
        for (const id of lane.pending.keys())
          this.#tell({ op: 'subscribed', id, matches: [], rejected: [], more: true })
        break
      case 'subscribed':
        this.#answer(lane, message)
        break
      case 'board': {
        for (const match of message.left) this.#places.forgetBrought(lane, match)
        this.#tell({ ...message, joined: message.joined.filter(({ match }) => this.#places.isFrom(lane, match)) })
        break
      }
      case 'updates': {
        const updates = message.updates.filter(({ match }) => this.#places.isFrom(lane, match))
        if (updates.length > 0) this.#tell({ ...message, updates })
        break
      }
      case 'update':
      case 'snapshot':
      case 'feed':
        if (this.#places.isFrom(lane, message.match)) this.#tell(message)
        break
      case 'gone':
        if (!this.#places.isFrom(lane, message.match)) break
        this.#places.forgetMatch(lane, message.match)
        this.#tell(message)
        break
      case 'gateway':
        lane.isBrokerDown = message.broker === 'down'
        this.#tellBroker(message.at)
        break
      case 'pong':
        this.#pong(lane, message)
        break
      case 'reconnect':
        if (lane.isOpen || isFirst) this.#tell(message)
        else this.#drop(lane)
        break
      case 'error':
        if (message.id !== undefined) lane.pending.delete(message.id)
        this.#tell(message)
        break
      case 'unsubscribed':
        this.#tell(message)
        break
      default:
        // Heartbeats and tokens: all connections say the same.
        if (isFirst) this.#tell(message)
    }
  }

  /** A part of an answer. What found no place is asked for on another connection; the last part ends the whole. */
  #answer(lane: Lane, { more, ...message }: SubscribedMessage): void {
    const { id = 0 } = message
    const request = lane.pending.get(id)
    if (!more) lane.pending.delete(id)
    const mayMove = this.#lanes.length < MAX_LANES || lane !== this.#lanes[0]
    const full = new Set(
      message.rejected.flatMap(({ match, code }) => (code === 'too-many-subscriptions' ? match : [])),
    )
    const fullBoards = new Set(
      message.boards?.flatMap((board) => ('code' in board && board.code === 'too-many-boards' ? board.board : [])),
    )
    lane.isFull ||= full.size > 0
    lane.hasAllBoards ||= fullBoards.size > 0
    for (const { match } of message.rejected) this.#places.forgetMatch(lane, match)
    for (const board of message.boards ?? []) if ('code' in board) this.#places.forgetBoard(lane, board.board)
    const hasMoved = mayMove && request !== undefined && full.size + fullBoards.size > 0
    if (hasMoved) {
      const boards = request.boards?.filter(({ board }) => fullBoards.has(board)) ?? []
      this.#subscribe({ op: 'subscribe', id, matches: request.matches.filter(({ match }) => full.has(match)), boards })
    }
    // What finds no place at all is asked for again after a while.
    const rejected = message.rejected.flatMap(({ match, code }) => {
      if (!full.has(match)) return { match, code }
      return hasMoved ? [] : { match, code: 'unavailable' as const }
    })
    const boards = message.boards?.flatMap((board) => {
      if (!fullBoards.has(board.board)) return board
      return hasMoved ? [] : { board: board.board, code: 'unavailable' as const }
    })
    const isPart = more || this.#lanes.some(({ pending }) => pending.has(id))
    const { boards: _, ...rest } = message
    this.#tell({
      ...rest,
      matches: message.matches.filter(({ match }) => this.#places.isFrom(lane, match)),
      rejected,
      ...(boards && boards.length > 0 && { boards }),
      ...(isPart && { more: true }),
    })
  }

  #pong(lane: Lane, message: Extract<ServerMessage, { op: 'pong' }>): void {
    const { id = 0 } = message
    lane.pings.delete(id)
    if (!this.#lanes.some(({ pings }) => pings.has(id))) this.#tell(message)
  }

  #tellBroker(at: number): void {
    const isDown = this.#lanes.some(({ isBrokerDown }) => isBrokerDown)
    if (isDown === this.#isBrokerDown) return
    this.#isBrokerDown = isDown
    this.#tell({ op: 'gateway', broker: isDown ? 'down' : 'up', at })
  }

  #tick(): void {
    const now = performance.now()
    for (const lane of [...this.#lanes]) {
      const silentMs = now - lane.heardAt
      if (lane.isOpen && silentMs >= this.#heartbeatMs * SILENCE_FACTOR) this.#end(1006, 'timeout')
      else if (!lane.isOpen && lane !== this.#lanes[0] && silentMs >= OPEN_MS) this.#drop(lane)
    }
  }

  #lost(lane: Lane, code: number, reason: string): void {
    if (lane.isOpen || lane === this.#lanes[0]) this.#end(code, reason)
    else this.#drop(lane)
  }

  #end(code: number, reason: string): void {
    if (this.#lanes.length === 0) return
    this.close()
    this.#listener.closed(code, reason)
  }

  /** Not the first. What it was for cannot be had now. */
  #drop(lane: Lane): void {
    lane.close()
    this.#lanes.splice(this.#lanes.indexOf(lane), 1)
    for (const match of lane.matches) this.#places.forgetMatch(lane, match)
    for (const board of lane.boards) this.#places.forgetBoard(lane, board)
    for (const id of lane.pings) this.#pong(lane, { op: 'pong', id, at: Date.now() })
    for (const [id, { matches, boards = [] }] of lane.pending) {
      const rejected = matches.map(({ match }) => ({ match, code: 'unavailable' as const }))
      const refused = boards.map(({ board }) => ({ board, code: 'unavailable' as const }))
      const isPart = this.#lanes.some(({ pending }) => pending.has(id))
      this.#tell({
        ...{ op: 'subscribed', id, matches: [], rejected },
        ...(refused.length > 0 && { boards: refused }),
        ...(isPart && { more: true }),
      })
    }
  }

  #tell(message: ServerMessage): void {
    if (this.#lanes.length > 0) this.#listener.message(message)
  }
}
