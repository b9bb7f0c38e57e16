import { CLOSE } from '../protocol/close-codes.ts'
import { isMatchId } from '../protocol/match-id.ts'
import type { ClientMessage, ErrorMessage, RejectedMatch, ServerMessage, SubscribeMatch } from '../protocol/messages.ts'
import { parseClientMessage } from '../protocol/parse-client-message.ts'
import type { Batch } from './batch.ts'
import { encodeTextFrame } from './frame.ts'
import type { Hub } from './hub.ts'
import { MessageBudget } from './message-budget.ts'
import type { Member, Room } from './room.ts'
import type { RoomUpdate } from './room-log.ts'
import type { ViewerSocket } from './viewer-socket.ts'

/**
 * Above this much unsent a viewer gets no more updates: it is told the newest state once it has taken what there is. The bound of
 * its memory is this and one write more. `[W4]` `[W5]`
 */
const SOFT_LIMIT_BYTES = 64 * 1024
/** Requests that may wait behind one whose rooms are being opened. */
const MAX_WAITING = 32
/** What asking for a match that does not exist costs: it made us look it up. */
const UNKNOWN_MATCH_COST = 5

/** One viewer: reads its requests, and is written what its rooms owe it. */
export class Connection implements Member {
  owed: Batch | undefined
  readonly id: string
  readonly #socket: ViewerSocket
  readonly #hub: Hub
  readonly #rooms = new Set<Room>()
  readonly #budget = new MessageBudget()
  /** Rooms of which a slow viewer missed something, with the last seq it was given. Absent while it keeps up. */
  #missed: Map<Room, number> | undefined
  /** Unsent bytes when last looked at, and since when they have not become fewer. */
  #stalled = { bytes: 0, since: 0 }
  #awaitsPong = false
  /** Requests behind the one being answered; defined while one is. */
  #waiting: ClientMessage[] | undefined

  constructor(id: string, socket: ViewerSocket, hub: Hub) {
    this.id = id
    this.#socket = socket
    this.#hub = hub
  }

  /** Called for every frame the viewer sends. */
  receive(data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      this.close(CLOSE.protocolViolation, 'binary frames are not part of the protocol')
      return
    }
    if (data.length > this.#hub.limits.messageBytes) {
      this.close(CLOSE.messageTooBig, `a message may have ${this.#hub.limits.messageBytes} bytes`)
      return
    }
    if (!this.#budget.take(1)) {
      this.close(CLOSE.rateExceeded, 'too many messages')
      return
    }
    const parsed = parseClientMessage(data.toString())
    if (parsed.ok) this.#enqueue(parsed.message)
    else this.send({ op: 'error', ...parsed.refusal })
  }

  pong(): void {
    this.#awaitsPong = false
  }

  /** Heartbeat and ping in one write; a viewer who did not answer the last ping is gone. */
  beat(heartbeat: Buffer): void {
    // One that is slow has not come to the ping yet.
    if (this.#missed !== undefined) return
    if (this.#awaitsPong) {
      this.#end(CLOSE.noPong, 'no pong')
      return
    }
    this.#awaitsPong = true
    this.#hub.outbox.owe(this, heartbeat)
  }

  send(message: ServerMessage): void {
    this.sendFrame(encodeTextFrame(JSON.stringify(message)))
  }

  sendFrame(frame: Buffer): void {
    this.#hub.outbox.owe(this, frame)
  }

  deliver(room: Room, update: RoomUpdate): void {
    if (this.#missed === undefined) this.#hub.outbox.owe(this, update.frame)
    else if (!this.#missed.has(room)) this.#missed.set(room, update.seq - 1)
  }

  replace(room: Room, reason: 'resync' | 'epoch'): void {
    if (this.#missed === undefined) this.#hub.outbox.owe(this, this.#hub.snapshotFrame(room, reason))
    else this.#missed.set(room, room.position.seq)
  }

  settle(): void {
    const { owed } = this
    this.owed = undefined
    const tcp = this.#socket.tcp
    if (owed === undefined || tcp === undefined || this.#socket.readyState !== this.#socket.OPEN) return
    tcp.write(owed.bytes())
    if (tcp.writableLength > SOFT_LIMIT_BYTES && this.#missed === undefined) this.#fallBehind()
  }

  /** Checks a viewer who fell behind: `[W4]` it stays as long as it takes anything at all. */
  checkStalled(at: number, stalledMs: number): void {
    const bytes = this.#unsentBytes()
    if (bytes < this.#stalled.bytes || this.#stalled.bytes === 0) this.#stalled = { bytes, since: at }
    else if (at - this.#stalled.since > stalledMs) this.#end(CLOSE.tooSlow, `took nothing for ${stalledMs} ms`)
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  /** Called once, when the socket is gone. */
  ended(): void {
    for (const room of this.#rooms) room.leave(this)
    this.#rooms.clear()
    this.#missed = undefined
    this.owed = undefined
  }

  /** For one who does not read, a close frame would wait for ever behind the rest. */
  #end(code: number, reason: string): void {
    this.#socket.close(code, reason)
    this.#socket.terminate()
  }

  #fallBehind(): void {
    this.#missed = new Map()
    this.#stalled = { bytes: 0, since: 0 }
    // No more requests either: their answers would pile up.
    this.#socket.pause()
    this.#hub.slow.add(this)
    this.#socket.tcp?.once('drain', () => this.#catchUp())
  }

  /** It has taken everything: the newest state of what it missed, as much as fits, and on with updates when that is all. */
  #catchUp(): void {
    const missed = this.#missed
    const tcp = this.#socket.tcp
    if (missed === undefined || tcp === undefined) return
    for (const [room, lastSeq] of missed) {
      if (tcp.writableLength > SOFT_LIMIT_BYTES) {
        tcp.once('drain', () => this.#catchUp())
        return
      }
      missed.delete(room)
      if (this.#rooms.has(room)) tcp.write(this.#hub.conflatedFrame(room, lastSeq))
    }
    this.#missed = undefined
    this.#awaitsPong = false
    this.#hub.slow.delete(this)
    this.#socket.resume()
  }

  #unsentBytes(): number {
    const handle = (this.#socket.tcp as unknown as { _handle?: { writeQueueSize?: number } } | undefined)?._handle
    return handle?.writeQueueSize ?? 0
  }

  /** Requests are answered in the order they came, though some have to wait for rooms to open. */
  #enqueue(message: ClientMessage): void {
    if (this.#waiting === undefined) {
      this.#handle(message)
    } else if (this.#waiting.length < MAX_WAITING) {
      this.#waiting.push(message)
    } else {
      this.close(CLOSE.rateExceeded, 'too many requests at once')
    }
  }

  #handle(message: ClientMessage): void {
    switch (message.op) {
      case 'subscribe':
        this.#subscribe(message)
        break
      case 'unsubscribe':
        this.#unsubscribe(message)
        break
      case 'ping':
        this.send({ op: 'pong', ...idOf(message), at: Date.now() })
        break
    }
  }

  #subscribe(message: Extract<ClientMessage, { op: 'subscribe' }>): void {
    const { wanted, rejected } = this.#admit(message.matches)
    const rooms = wanted.map(({ match }) => this.#hub.acquire(match))
    if (rooms.every((room) => !(room instanceof Promise))) {
      this.#answerSubscribe(message, wanted, rooms as Acquired[], rejected)
      return
    }
    this.#waiting = []
    void Promise.all(rooms)
      .then((acquired) => this.#answerSubscribe(message, wanted, acquired, rejected))
      .finally(() => this.#handleWaiting())
  }

  #handleWaiting(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = undefined
    for (const message of waiting) this.#enqueue(message)
  }

  /** Sorts out what cannot be: bad ids, and what goes beyond the limit. */
  #admit(matches: readonly SubscribeMatch[]): { wanted: SubscribeMatch[]; rejected: RejectedMatch[] } {
    const wanted = new Map<string, SubscribeMatch>()
    const rejected: RejectedMatch[] = []
    const has = new Set([...this.#rooms].map((room) => room.match))
    for (const item of matches) {
      if (!isMatchId(item.match)) {
        rejected.push({ match: item.match.slice(0, 64), code: 'invalid-match-id' })
      } else if (!has.has(item.match) && has.size >= this.#hub.limits.subscriptions) {
        rejected.push({ match: item.match, code: 'too-many-subscriptions' })
      } else {
        has.add(item.match)
        wanted.set(item.match, item)
      }
    }
    return { wanted: [...wanted.values()], rejected }
  }

  /** Joins and answers in one go, so no update can fall between the answer and the stream. `[W2]` */
  #answerSubscribe(
    message: { readonly id?: number },
    wanted: readonly SubscribeMatch[],
    acquired: readonly Acquired[],
    rejected: RejectedMatch[],
  ): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    const entries: string[] = []
    for (const [index, { match, position }] of wanted.entries()) {
      const room = acquired[index] as Acquired
      if (typeof room === 'string') {
        rejected.push({ match, code: room })
        if (room === 'match-not-found') this.#budget.take(UNKNOWN_MATCH_COST)
        continue
      }
      if (!room.join(this)) {
        rejected.push({ match, code: 'unavailable' })
        continue
      }
      this.#rooms.add(room)
      const text = (position && room.log.resumeText(position)) ?? room.log.snapshotText()
      entries.push(`{${text}}`)
    }
    const id = message.id === undefined ? '' : `"id":${message.id},`
    const answer = `{"op":"subscribed",${id}"matches":[${entries.join(',')}],"rejected":${JSON.stringify(rejected)}}`
    this.sendFrame(encodeTextFrame(answer))
  }

  #unsubscribe(message: Extract<ClientMessage, { op: 'unsubscribe' }>): void {
    const matches = new Set(message.matches)
    for (const room of this.#rooms) {
      if (!matches.has(room.match)) continue
      room.leave(this)
      this.#rooms.delete(room)
    }
    this.send({ op: 'unsubscribed', ...idOf(message), matches: message.matches })
  }
}

/** A room to join, or why there is none. */
export type Acquired = Room | RejectedMatch['code']

function idOf({ id }: { readonly id?: number }): Pick<ErrorMessage, 'id'> {
  return id === undefined ? {} : { id }
}
