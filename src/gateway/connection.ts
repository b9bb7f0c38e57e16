import type { Socket } from 'node:net'
import { CLOSE } from '../protocol/close-codes.ts'
import type {
  ClientMessage,
  ErrorMessage,
  ServerMessage,
  SubscribeRequest,
  UnsubscribeRequest,
} from '../protocol/messages.ts'
import { parseClientMessage } from '../protocol/parse-client-message.ts'
import type { Batch } from './batch.ts'
import type { Board, BoardMember } from './board.ts'
import type { Channel, JumpReason, Member } from './channel.ts'
import { Flow } from './flow.ts'
import { encodeTextFrame, PING_FRAMES } from './frame.ts'
import type { Hub } from './hub.ts'
import { MessageBudget } from './message-budget.ts'
import type { RoomUpdate } from './room-log.ts'
import { conflatedFrame, jumpFrame } from './snapshot-frames.ts'
import { type Opened, Subscriptions } from './subscriptions.ts'
import type { ViewerSocket } from './viewer-socket.ts'

/** Unsent bytes above which a viewer is slow, whatever it has confirmed: the bound of its memory is this and one write more. `[W5]` */
const SOFT_LIMIT_BYTES = 64 * 1024
/** Requests that may wait behind one whose rooms are being opened. */
const MAX_WAITING = 32
/** `[W5]` A change of a board cannot be conflated; a slow viewer gets so many before it has to come back. */
const MAX_BOARDS_BEHIND = 8
/** What asking for a match that does not exist costs: it made us look it up. */
const UNKNOWN_MATCH_COST = 1

/** One viewer: reads its requests, and is written what its rooms owe it. */
export class Connection implements Member, BoardMember {
  owed: Batch | undefined
  readonly id: string
  readonly #socket: ViewerSocket
  readonly #hub: Hub
  readonly #subscriptions: Subscriptions
  readonly #budget = new MessageBudget()
  /** Channels of which a slow viewer missed something, with the last seq it was given. Absent while it keeps up. */
  #missed: Map<Channel, number> | undefined
  readonly #flow = new Flow()
  /** The rooms of a request are being opened. */
  #isAnswering = false
  /** Requests behind the one being answered, or of a viewer who must catch up first; else undefined. */
  #waiting: ClientMessage[] | undefined
  /** Changes of boards that a slow viewer has been sent since it fell behind. */
  #boardsBehind = 0

  constructor(id: string, socket: ViewerSocket, hub: Hub) {
    this.id = id
    this.#socket = socket
    this.#hub = hub
    this.#subscriptions = new Subscriptions(hub, this)
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

  /** @param payload as the ping brought it */
  pong(payload: Buffer): void {
    this.#flow.confirmed(payload[0], Date.now())
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
    this.#flow.wantProbe()
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

  boardChanged(board: Board, joined: readonly Channel[], left: readonly string[]): void {
    if (this.#missed !== undefined) this.#boardsBehind += 1
    if (this.#boardsBehind > MAX_BOARDS_BEHIND) {
      this.#end(CLOSE.tooSlow, 'boards changed faster than you read')
      return
    }
    this.sendFrame(encodeTextFrame(this.#subscriptions.boardChanged(board, joined, left)))
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
    this.#subscriptions.end()
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
    this.#flow.sent(bytes.length)
    if (this.#flow.isProbeDue) this.#probe(tcp)
  }

  #probe(tcp: Socket): void {
    tcp.write(PING_FRAMES[this.#flow.probed(Date.now())] as Buffer)
  }

  #fallBehind(tcp: Socket): void {
    this.#missed = new Map()
    this.#hub.slow.add(this)
    // A last probe behind everything: its pong says when there is room again.
    this.#flow.wantProbe()
    if (this.#flow.isProbeDue) this.#probe(tcp)
    tcp.once('drain', () => this.#catchUp())
  }

  /** The newest state of what it missed, as much as fits; when that is all, on with updates. */
  #catchUp(): void {
    const missed = this.#missed
    const tcp = this.#socket.tcp
    if (missed === undefined || tcp === undefined || this.#socket.readyState !== this.#socket.OPEN) return
    // Answers of this turn first: what they hold is older.
    this.settle()
    for (const [channel, lastSeq] of missed) {
      if (!this.#hasRoom(tcp)) return
      missed.delete(channel)
      if (!this.#subscriptions.watches(channel)) continue
      this.#flow.wantProbe()
      this.#write(tcp, conflatedFrame(channel.log, lastSeq))
    }
    if (!this.#hasRoom(tcp)) return
    this.#missed = undefined
    this.#boardsBehind = 0
    this.#hub.slow.delete(this)
    this.#handleWaiting()
  }

  #hasRoom(tcp: Socket): boolean {
    return this.#flow.isOpen && tcp.writableLength <= SOFT_LIMIT_BYTES / 2
  }

  /** Requests are answered in the order they came, though some have to wait for rooms to open. */
  #enqueue(message: ClientMessage): void {
    if (this.#waiting === undefined && !this.#isBusy) {
      this.#handle(message)
      return
    }
    this.#waiting ??= []
    if (this.#waiting.length < MAX_WAITING) this.#waiting.push(message)
    else this.close(CLOSE.rateExceeded, 'too many requests at once')
  }

  /** A slow viewer's answers would pile up behind what it has not read. */
  get #isBusy(): boolean {
    return this.#isAnswering || this.#missed !== undefined
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

  #subscribe(request: SubscribeRequest): void {
    const opened = this.#subscriptions.open(request)
    if (!(opened instanceof Promise)) {
      this.#answer(request, opened)
      return
    }
    this.#isAnswering = true
    void opened
      .then((now) => this.#answer(request, now))
      .finally(() => {
        this.#isAnswering = false
        this.#handleWaiting()
      })
  }

  #answer(request: SubscribeRequest, opened: Opened): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    const frame = encodeTextFrame(this.#subscriptions.join(request, opened))
    for (const { channel } of opened.matches) {
      if (channel === 'match-not-found') this.#budget.take(UNKNOWN_MATCH_COST)
      // The answer holds what was missed.
      if (typeof channel !== 'string') this.#missed?.delete(channel)
    }
    this.#flow.allow(frame.length)
    // The first pong says how fast it reads, before there is much to read.
    this.#flow.wantProbe()
    this.sendFrame(frame)
  }

  #handleWaiting(): void {
    while (this.#waiting !== undefined && !this.#isBusy) {
      const next = this.#waiting.shift()
      if (next === undefined) this.#waiting = undefined
      else this.#handle(next)
    }
  }

  #unsubscribe(request: UnsubscribeRequest): void {
    this.#subscriptions.unsubscribe(request)
    const { matches, boards } = request
    this.send({ op: 'unsubscribed', ...idOf(request), matches, ...(boards.length > 0 && { boards }) })
  }
}

function idOf({ id }: { readonly id?: number }): Pick<ErrorMessage, 'id'> {
  return id === undefined ? {} : { id }
}
