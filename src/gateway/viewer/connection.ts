import { CLOSE } from '../../protocol/close-codes.ts'
import type {
  ClientMessage,
  ErrorMessage,
  ServerMessage,
  SubscribeRequest,
  UnsubscribeRequest,
} from '../../protocol/messages.ts'
import { parseClientMessage } from '../../protocol/parse-client-message.ts'
import type { Board, BoardMember } from '../boards/board.ts'
import { encodeTextFrame } from '../delivery/frame.ts'
import { Writer, type WriterOwner } from '../delivery/writer.ts'
import type { Channel, JumpReason, Member } from '../rooms/channel.ts'
import type { RoomUpdate } from '../rooms/room-log.ts'
import type { Hub } from '../rooms/rooms.ts'
import { conflatedFrame, jumpFrame } from '../rooms/snapshot-frames.ts'
import { MessageBudget } from './message-budget.ts'
import { type Opened, Subscriptions } from './subscriptions.ts'
import type { ViewerSocket } from './viewer-socket.ts'

/** Requests that may wait behind one whose rooms are being opened. */
const MAX_WAITING = 32
/** What it costs, in messages, to make us look something up: a match that does not exist, a board or a delay that nobody has. */
const LOOKUP_COST = 1

/** One viewer: reads its requests, and is written what its rooms owe it. */
export class Connection implements Member, BoardMember, WriterOwner {
  readonly id: string
  readonly #writer: Writer
  /** Channels of which a slow viewer missed something, with the last seq it was given. Absent while it keeps up. */
  #missed: Map<Channel, number> | undefined
  /** Boards that changed since a viewer fell behind, with the matches it knows of. */
  #changedBoards: Map<Board, readonly string[]> | undefined
  readonly #socket: ViewerSocket
  readonly #hub: Hub
  readonly #subscriptions: Subscriptions
  readonly #budget = new MessageBudget()
  /** The rooms of a request are being opened. */
  #isAnswering = false
  /** Requests behind the one being answered, or of a viewer who must catch up first; else undefined. */
  #waiting: ClientMessage[] | undefined

  constructor(id: string, socket: ViewerSocket, hub: Hub) {
    this.id = id
    this.#socket = socket
    this.#hub = hub
    this.#writer = new Writer(socket.tcp, this)
    socket.onClosing = () => this.#writer.end()
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
    if (!this.#spend()) return
    const parsed = parseClientMessage(data.toString())
    if (parsed.ok) this.#enqueue(parsed.message)
    else this.send({ op: 'error', ...parsed.refusal })
  }

  /** @param payload as the ping brought it */
  pong(payload: Buffer): void {
    if (this.#writer.confirmed(payload[0], Date.now())) this.drained()
    else this.#spend()
  }

  /** A ping, which ws has answered. */
  ping(): void {
    this.#spend()
  }

  /** Heartbeat and ping; a viewer who did not answer one of a period ago is gone. Timers are early or late by a little. */
  beat(heartbeat: Buffer, periodMs: number): void {
    // One that is slow has not come to the ping yet; `checkStalled` watches it.
    if (this.#missed !== undefined) return
    const now = Date.now()
    const { waitingSince } = this.#writer
    if (waitingSince !== undefined && now - waitingSince >= 0.9 * periodMs) {
      this.#end(CLOSE.noPong, 'no pong')
      return
    }
    this.sendFrame(heartbeat)
    this.#writer.wantProbe()
  }

  send(message: ServerMessage): void {
    this.sendFrame(encodeTextFrame(JSON.stringify(message)))
  }

  sendFrame(frame: Buffer): void {
    this.#hub.outbox.owe(this.#writer, frame)
  }

  deliver(channel: Channel, update: RoomUpdate): void {
    if (this.#missed === undefined) this.#hub.outbox.owe(this.#writer, update.frame)
    else if (!this.#missed.has(channel)) this.#missed.set(channel, update.seq - 1)
  }

  replace(channel: Channel, reason: JumpReason): void {
    if (this.#missed === undefined) this.#hub.outbox.owe(this.#writer, jumpFrame(channel.log, reason))
    // After a resync the log may still have the key events of what was missed before.
    else if (reason === 'epoch' || !this.#missed.has(channel)) this.#missed.set(channel, channel.log.seq)
  }

  boardChanged(board: Board, joined: readonly Channel[], left: readonly string[]): void {
    if (this.#missed === undefined) {
      this.sendFrame(encodeTextFrame(this.#subscriptions.boardChanged(board, joined, left)))
      return
    }
    this.#changedBoards ??= new Map()
    if (this.#changedBoards.has(board)) return
    const kept = board.channels.filter((channel) => !joined.includes(channel))
    this.#changedBoards.set(board, [...kept.map(({ match }) => match), ...left])
  }

  /** `[W4]` A viewer who fell behind stays as long as it takes anything at all. */
  checkStalled(at: number, stalledMs: number): void {
    const { waitingSince } = this.#writer
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
    this.#changedBoards = undefined
    this.#writer.end()
  }

  /** For one message. @returns false if the viewer has nothing left, and is closed for it */
  #spend(): boolean {
    if (this.#budget.take(1)) return true
    this.close(CLOSE.rateExceeded, 'too many messages')
    return false
  }

  /** For one who does not read, a close frame would wait for ever behind the rest. */
  #end(code: number, reason: string): void {
    this.#socket.close(code, reason)
    this.#socket.terminate()
  }

  fallBehind(): void {
    if (this.#missed !== undefined) return
    this.#missed = new Map()
    this.#hub.slow.add(this)
    // Behind everything: its pong says when there is room again.
    this.#writer.probe()
  }

  drained(): void {
    if (this.#missed !== undefined) this.#catchUp(this.#missed)
  }

  /** The newest state of what it missed, as much as fits; when that is all, on with updates. */
  #catchUp(missed: Map<Channel, number>): void {
    // Answers of this turn first: what they hold is older.
    this.#writer.settle()
    // Then what it asks for: leaving matches may be what helps.
    this.#handleWaiting()
    for (const [channel, lastSeq] of missed) {
      if (!this.#mayWrite()) return
      missed.delete(channel)
      if (this.#subscriptions.watches(channel)) this.#writeState(conflatedFrame(channel.log, lastSeq))
    }
    for (const [board, before] of this.#changedBoards ?? []) {
      if (!this.#mayWrite()) return
      this.#changedBoards?.delete(board)
      const joined = board.channels.filter((channel) => !this.#subscriptions.watches(channel))
      const left = before.filter((match) => !board.has(match))
      if (joined.length + left.length === 0) continue
      this.#writeState(encodeTextFrame(this.#subscriptions.boardChanged(board, joined, left)))
    }
    if (!this.#mayWrite()) return
    this.#missed = undefined
    this.#changedBoards = undefined
    this.#hub.slow.delete(this)
    this.#handleWaiting()
  }

  /** While there is no room a probe is on its way, whose pong asks again. */
  #mayWrite(): boolean {
    if (this.#writer.hasRoom) return true
    if (this.#writer.waitingSince === undefined) this.#writer.probe()
    return false
  }

  /** Of a slow viewer, whose next waits for the pong. */
  #writeState(frame: Buffer): void {
    this.#writer.wantProbe()
    this.#writer.write(frame)
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

  /** The answers of a viewer without room would pile up behind what it has not read. */
  get #isBusy(): boolean {
    return this.#isAnswering || (this.#missed !== undefined && !this.#writer.hasRoom)
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
    const delayed = request.matches.filter(({ delayMs = 0 }) => delayMs > 0)
    this.#budget.take(LOOKUP_COST * (request.boards.length + delayed.length))
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
      if (channel === 'match-not-found') this.#budget.take(LOOKUP_COST)
      // The answer holds what was missed.
      if (typeof channel !== 'string') this.#missed?.delete(channel)
    }
    for (const { board } of opened.boards) if (typeof board !== 'string') this.#changedBoards?.delete(board)
    this.#writer.allow(frame.length)
    // The first pong says how fast it reads, before there is much to read.
    this.#writer.wantProbe()
    this.sendFrame(frame)
  }

  #handleWaiting(): void {
    while (this.#waiting !== undefined && !this.#isBusy) {
      const next = this.#waiting.shift()
      if (next === undefined) this.#waiting = undefined
      else this.#handle(next)
      if (this.#missed !== undefined) this.#writer.settle()
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
