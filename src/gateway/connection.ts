import type { Socket } from 'node:net'
import { CLOSE } from '../protocol/close-codes.ts'
import { isMatchId } from '../protocol/match-id.ts'
import type {
  ClientMessage,
  ErrorMessage,
  Position,
  RejectedMatch,
  ServerMessage,
  SubscribeMatch,
} from '../protocol/messages.ts'
import { parseClientMessage } from '../protocol/parse-client-message.ts'
import type { Batch } from './batch.ts'
import type { Channel, JumpReason, Member } from './channel.ts'
import { Flow } from './flow.ts'
import { encodeTextFrame, PING_FRAME } from './frame.ts'
import type { Hub } from './hub.ts'
import { MessageBudget } from './message-budget.ts'
import type { RoomUpdate } from './room-log.ts'
import { conflatedFrame, jumpFrame } from './snapshot-frames.ts'
import type { ViewerSocket } from './viewer-socket.ts'

/** Unsent bytes above which a viewer is slow, whatever it has confirmed: the bound of its memory is this and one write more. `[W5]` */
const SOFT_LIMIT_BYTES = 64 * 1024
/** Requests that may wait behind one whose rooms are being opened. */
const MAX_WAITING = 32
/** What asking for a match that does not exist costs: it made us look it up. */
const UNKNOWN_MATCH_COST = 1

/** One viewer: reads its requests, and is written what its rooms owe it. */
export class Connection implements Member {
  owed: Batch | undefined
  readonly id: string
  readonly #socket: ViewerSocket
  readonly #hub: Hub
  /** What it watches, by match. */
  readonly #channels = new Map<string, Channel>()
  readonly #budget = new MessageBudget()
  /** Channels of which a slow viewer missed something, with the last seq it was given. Absent while it keeps up. */
  #missed: Map<Channel, number> | undefined
  readonly #flow = new Flow()
  /** Requests behind the one being answered, or of a viewer who must catch up first; else undefined. */
  #waiting: ClientMessage[] | undefined
  #isProbeDue = false

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
    this.#flow.confirmed(Date.now())
    if (this.#missed !== undefined) this.#catchUp()
  }

  /** Heartbeat and ping; a viewer who did not answer one of a period ago is gone. Timers are early or late by a little. */
  beat(heartbeat: Buffer, periodMs: number): void {
    // One that is slow has not come to the ping yet; `checkStalled` watches it.
    if (this.#missed !== undefined) return
    const now = Date.now()
    const { waitingSince } = this.#flow
    if (waitingSince !== undefined && now - waitingSince >= 0.9 * periodMs) {
      this.#end(CLOSE.noPong, 'no pong')
      return
    }
    this.#hub.outbox.owe(this, heartbeat)
    this.#isProbeDue = true
  }

  send(message: ServerMessage): void {
    this.sendFrame(encodeTextFrame(JSON.stringify(message)))
  }

  sendFrame(frame: Buffer): void {
    this.#hub.outbox.owe(this, frame)
  }

  deliver(channel: Channel, update: RoomUpdate): void {
    if (this.#missed === undefined) this.#hub.outbox.owe(this, update.frame)
    else if (!this.#missed.has(channel)) this.#missed.set(channel, update.seq - 1)
  }

  replace(channel: Channel, reason: JumpReason): void {
    if (this.#missed === undefined) this.#hub.outbox.owe(this, jumpFrame(channel.log, reason))
    else this.#missed.set(channel, channel.log.seq)
  }

  settle(): void {
    const { owed } = this
    this.owed = undefined
    const tcp = this.#socket.tcp
    if (owed === undefined || tcp === undefined || this.#socket.readyState !== this.#socket.OPEN) return
    this.#write(tcp, owed.bytes())
    const isSlow = this.#flow.isFull || tcp.writableLength > SOFT_LIMIT_BYTES
    if (isSlow && this.#missed === undefined) this.#fallBehind(tcp)
  }

  /** `[W4]` A viewer who fell behind stays as long as it takes anything at all. */
  checkStalled(at: number, stalledMs: number): void {
    const { waitingSince } = this.#flow
    if (waitingSince !== undefined && at - waitingSince > stalledMs) {
      this.#end(CLOSE.tooSlow, `took nothing for ${stalledMs} ms`)
    }
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  /** Called once, when the socket is gone. */
  ended(): void {
    for (const channel of this.#channels.values()) channel.leave(this)
    this.#channels.clear()
    this.#missed = undefined
    this.owed = undefined
  }

  /** For one who does not read, a close frame would wait for ever behind the rest. */
  #end(code: number, reason: string): void {
    this.#socket.close(code, reason)
    this.#socket.terminate()
  }

  #write(tcp: Socket, bytes: Buffer): void {
    tcp.write(bytes)
    if (!this.#flow.sent(bytes.length) && !this.#isProbeDue) return
    this.#isProbeDue = false
    tcp.write(PING_FRAME)
    this.#flow.probed(Date.now())
  }

  #fallBehind(tcp: Socket): void {
    this.#missed = new Map()
    this.#hub.slow.add(this)
    // A last probe behind everything: its pong says when there is room again.
    tcp.write(PING_FRAME)
    this.#flow.probed(Date.now())
    tcp.once('drain', () => this.#catchUp())
  }

  /** The newest state of what it missed, as much as fits; when that is all, on with updates. */
  #catchUp(): void {
    const missed = this.#missed
    const tcp = this.#socket.tcp
    if (missed === undefined || tcp === undefined || this.#socket.readyState !== this.#socket.OPEN) return
    for (const [channel, lastSeq] of missed) {
      if (!this.#hasRoom(tcp)) return
      missed.delete(channel)
      if (this.#channels.get(channel.match) !== channel) continue
      this.#isProbeDue = true
      this.#write(tcp, conflatedFrame(channel.log, lastSeq))
    }
    if (!this.#hasRoom(tcp)) return
    this.#missed = undefined
    this.#hub.slow.delete(this)
    this.#handleWaiting()
  }

  #hasRoom(tcp: Socket): boolean {
    return this.#flow.isOpen && tcp.writableLength <= SOFT_LIMIT_BYTES / 2
  }

  /** Requests are answered in the order they came, though some have to wait for rooms to open. */
  #enqueue(message: ClientMessage): void {
    // A slow viewer's answers would pile up behind what it has not read.
    if (this.#missed !== undefined) this.#waiting ??= []
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
    const channels = wanted.map(({ match, delayMs }) => this.#hub.acquire(match, delayMs))
    if (channels.every((channel) => !(channel instanceof Promise))) {
      this.#answerSubscribe(message, wanted, channels as Acquired[], rejected)
      return
    }
    this.#waiting = []
    void Promise.all(channels)
      .then((acquired) => this.#answerSubscribe(message, wanted, acquired, rejected))
      .finally(() => this.#handleWaiting())
  }

  #handleWaiting(): void {
    if (this.#missed !== undefined) return
    const waiting = this.#waiting ?? []
    this.#waiting = undefined
    for (const message of waiting) this.#enqueue(message)
  }

  /** Sorts out what cannot be: bad ids, and what goes beyond the limit. */
  #admit(matches: readonly SubscribeMatch[]): { wanted: SubscribeMatch[]; rejected: RejectedMatch[] } {
    const wanted = new Map<string, SubscribeMatch>()
    const rejected: RejectedMatch[] = []
    const has = new Set(this.#channels.keys())
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
      const channel = acquired[index] as Acquired
      const text = typeof channel === 'string' ? undefined : this.#join(channel, position)
      if (text !== undefined) entries.push(`{${text}}`)
      else rejected.push({ match, code: typeof channel === 'string' ? channel : 'unavailable' })
      if (channel === 'match-not-found') this.#budget.take(UNKNOWN_MATCH_COST)
    }
    const id = message.id === undefined ? '' : `"id":${message.id},`
    const answer = `{"op":"subscribed",${id}"matches":[${entries.join(',')}],"rejected":${JSON.stringify(rejected)}}`
    const frame = encodeTextFrame(answer)
    this.#flow.allow(frame.length)
    this.sendFrame(frame)
  }

  #join(channel: Channel, position: Position | undefined): string | undefined {
    const before = this.#channels.get(channel.match)
    if (before !== undefined && before !== channel) before.leave(this)
    const text = channel.join(this, position)
    if (text === undefined) this.#channels.delete(channel.match)
    else this.#channels.set(channel.match, channel)
    this.#missed?.delete(channel)
    return text
  }

  #unsubscribe(message: Extract<ClientMessage, { op: 'unsubscribe' }>): void {
    for (const match of message.matches) {
      this.#channels.get(match)?.leave(this)
      this.#channels.delete(match)
    }
    this.send({ op: 'unsubscribed', ...idOf(message), matches: message.matches })
  }
}

/** A channel to join, or why there is none. */
export type Acquired = Channel | RejectedMatch['code']

function idOf({ id }: { readonly id?: number }): Pick<ErrorMessage, 'id'> {
  return id === undefined ? {} : { id }
}
