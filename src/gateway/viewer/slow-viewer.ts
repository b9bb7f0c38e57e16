import type { Socket } from 'node:net'
import type { Board } from '../boards/board.ts'
import type { Part } from '../delivery/deflate.ts'
import { type Encoding, type Frames, JoinedFrames, type PlainFrames } from '../delivery/frames.ts'
import type { Outbox } from '../delivery/outbox.ts'
import { StreamWriter } from '../delivery/stream-writer.ts'
import type { ViewerWriter, WriterOwner } from '../delivery/viewer-writer.ts'
import { Writer } from '../delivery/writer.ts'
import { monotonicMs } from '../monotonic.ts'
import type { BaseChannel, Channel, Jump, TickMessage } from '../rooms/channel.ts'
import type { RoomUpdate } from '../rooms/room-update.ts'
import { conflatedFrames, goneFrames, jumpFrames } from '../rooms/snapshot-frames.ts'
import type { Tallies } from '../tallies.ts'
import { Missed, type MissedTeller } from './missed.ts'
import type { StallWatch, ViewerBehind } from './stall-watch.ts'
import type { BoardChange } from './subscriptions/board-change.ts'
import type { BoardRows } from './subscriptions/board-rows.ts'
import type { Answer, SubscribedViewer } from './subscriptions/subscriptions.ts'

/** The connection, as the delivery to its viewer sees it. */
export interface DeliveryOwner {
  watches(channel: Channel): boolean
  /** The channel has closed because its match is gone. */
  forget(channel: Channel): void
  /** @param told what the viewer knows to be on the board */
  changeOf(board: Board, told: Iterable<string>): BoardChange
  /** Joins and leaves what a changed board brings and takes. @returns the message that says so, undefined if it is not watched any more */
  followBoard(change: BoardChange): Part[] | undefined
  /** Joins the next rows of boards. @returns the message that has them */
  joinMore(rest: BoardRows): Part[]
  /** There may be space for answers again. */
  handleRequests(): void
  /** Ends the connection at once: a close frame would wait for ever behind what the viewer does not read. */
  cutOff(code: number, reason: string): void
}

/** The socket of a viewer, and the encoding that it takes. */
export interface ViewerLine {
  readonly tcp: Socket | undefined
  /** `event` is a stream of Server-Sent Events, the others are WebSockets. */
  readonly encoding: Encoding
}

/** What all deliveries of a gateway share. */
export interface DeliveryServices {
  readonly outbox: Outbox
  readonly stallWatch: StallWatch
  readonly tallies: Tallies
}

type State =
  | { readonly kind: 'keeping up' }
  | { readonly kind: 'behind'; readonly missed: Missed }
  | { readonly kind: 'catching up'; readonly missed: Missed }

/** One object for all viewers: each delivery reads it, so it stays in the processor's cache. */
const KEEPING_UP: State = { kind: 'keeping up' }

/**
 * `[W4]` Decides what one viewer is sent, and when: every update while it keeps up, the newest states once it has fallen behind.
 * Nothing else knows what a viewer is owed. Channels and boards have it as their member.
 *
 *                  no space after a write           space again
 *   keeping up ─────────────────────────► behind ─────────────► catching up      a board in portions ──► behind
 *    │  ▲  updates go to the outbox          ▲   only noted          │  │     newest states, as many as fit
 *    │  │                                    └──── no space left ────┘  │
 *    │  └───────────────────── everything is told ──────────────────────┘
 *
 * A viewer who is behind stays as long as it takes anything at all; `StallWatch` closes one that does not.
 */
export class SlowViewer implements SubscribedViewer, WriterOwner, ViewerBehind, MissedTeller {
  readonly #writer: ViewerWriter
  readonly #services: DeliveryServices
  readonly #owner: DeliveryOwner
  readonly #encoding: Encoding
  #state: State = KEEPING_UP

  constructor({ tcp, encoding }: ViewerLine, services: DeliveryServices, owner: DeliveryOwner) {
    this.#writer = encoding === 'event' ? new StreamWriter(tcp, this) : new Writer(tcp, this)
    this.#encoding = encoding
    this.#services = services
    this.#owner = owner
  }

  get #missed(): Missed | undefined {
    return this.#state.kind === 'keeping up' ? undefined : this.#state.missed
  }

  get keepsUp(): boolean {
    return this.#state.kind === 'keeping up'
  }

  /** False for a viewer whose answers would pile up behind what it has not read. */
  get hasSpaceForAnswers(): boolean {
    return this.keepsUp || this.#writer.hasSpace
  }

  get waitingSince(): number | undefined {
    return this.#writer.waitingSince
  }

  get patienceMs(): number {
    return this.#writer.patienceMs
  }

  /** The most that this process holds for the viewer: owed in this turn, or not taken by the kernel yet. */
  get unsentBytes(): number {
    return this.#writer.unsentBytes
  }

  /** Sends a message that is never deflated. */
  send(frames: PlainFrames): void {
    this.#services.outbox.owe(this.#writer, this.#encoding === 'event' ? frames.event : frames.frame)
  }

  sendFrames(frames: Frames): void {
    this.#services.outbox.owe(this.#writer, this.#encoded(frames))
  }

  /** A ping will follow whatever is written next. */
  wantProbe(): void {
    this.#writer.wantProbe()
  }

  deliver(channel: Channel, update: RoomUpdate): void {
    const state = this.#state
    if (state.kind === 'keeping up') this.sendFrames(update)
    else state.missed.note(channel, update.seq - 1)
  }

  deliverTick({ changes, frames }: TickMessage): void {
    const state = this.#state
    if (state.kind === 'keeping up') {
      this.sendFrames(frames)
      return
    }
    for (const { channel, after } of changes) state.missed.note(channel, after)
  }

  replace(channel: Channel, jump: Jump): void {
    const state = this.#state
    if (state.kind === 'keeping up') this.sendFrames(jumpFrames(channel.log, jump))
    else if (jump.reason === 'epoch') state.missed.startOver(channel)
    // After a resync the log may still have the key events of what was missed before.
    else state.missed.note(channel, jump.after)
  }

  gone(channel: Channel): void {
    const state = this.#state
    if (state.kind === 'keeping up') this.#sayGone(channel)
    else state.missed.startOver(channel)
  }

  boardChanged(board: Board, joined: readonly BaseChannel[], left: readonly string[]): void {
    const missed = this.#missed
    if (missed?.addToChange(board, joined)) return
    const kept = board.channels.filter((channel) => !joined.includes(channel))
    const change = this.#owner.changeOf(board, [...kept.map(({ match }) => match), ...left])
    if (missed !== undefined) {
      missed.noteChange(change)
      return
    }
    const parts = this.#owner.followBoard(change)
    if (parts === undefined) return
    this.sendFrames(new JoinedFrames(parts))
    if (!change.isOver) this.#beginBehind()?.noteChange(change)
  }

  /** Nothing of the channel is missed any more: the answer has it. */
  welcomed(channel: Channel): void {
    this.#missed?.forgetChannel(channel)
  }

  /** Sends the answer to a subscribe. It lists what is on these boards now, so nothing of that is missed any more. */
  answer({ parts, rest, eventId }: Answer, boards: readonly Board[]): void {
    this.#missed?.forgetChanges(boards)
    const bytes = this.#encoded(new JoinedFrames(parts, eventId))
    this.#writer.allow(bytes.length)
    this.#services.outbox.owe(this.#writer, bytes)
    if (rest !== undefined) this.#beginBehind()?.noteRows(rest)
  }

  /** A viewer of a board that comes in portions begins behind: each portion waits until there is space. */
  #beginBehind(): Missed | undefined {
    this.#writer.flush()
    this.fallBehind()
    return this.#missed
  }

  /** Writes answers to a viewer who is behind at once, so that the next ones see how much space is left. */
  flushIfBehind(): void {
    if (!this.keepsUp) this.#writer.flush()
  }

  /** @returns false if no ping of ours had this number */
  confirm(number: number | undefined): boolean {
    if (!this.#writer.confirmed(number, monotonicMs())) return false
    this.drained()
    return true
  }

  fallBehind(): void {
    if (this.#state.kind !== 'keeping up') return
    this.#state = { kind: 'behind', missed: new Missed() }
    this.#services.stallWatch.add(this)
    this.#services.tallies.fellBehind += 1
    // This ping goes behind everything that was written: its pong says when there is space again.
    this.#writer.probe()
  }

  drained(): void {
    if (this.#state.kind !== 'behind') return
    const { missed } = this.#state
    this.#state = { kind: 'catching up', missed }
    // The answers of this turn go first: they hold what is older.
    this.#writer.flush()
    // Then the viewer's requests: leaving matches may be what helps it.
    this.#owner.handleRequests()
    if (!missed.tell(this)) {
      this.#state = { kind: 'behind', missed }
      return
    }
    this.#keepUp()
    this.#owner.handleRequests()
  }

  cutOff(code: number, reason: string): void {
    this.#owner.cutOff(code, reason)
  }

  /** Nothing is written any more. */
  endWriting(): void {
    this.#writer.end()
  }

  /** The viewer is gone. */
  end(): void {
    this.#writer.end()
    this.#keepUp()
  }

  #keepUp(): void {
    this.#state = KEEPING_UP
    this.#services.stallWatch.delete(this)
  }

  /** While there is no space a ping is on its way: its pong asks again. */
  hasSpace(): boolean {
    if (this.#writer.hasSpace) return true
    if (this.#writer.waitingSince === undefined) this.#writer.probe()
    return false
  }

  tellRows(rest: BoardRows): void {
    this.#write(new JoinedFrames(this.#owner.joinMore(rest)))
  }

  tellNewest(channel: Channel, lastSeq: number): void {
    if (!this.#owner.watches(channel)) return
    if (channel.isClosed) {
      this.#sayGone(channel)
      // What follows is written past the outbox: a match that was made again must not be told before the old one is gone.
      this.#writer.flush()
      return
    }
    this.#services.tallies.conflations += 1
    this.#write(conflatedFrames(channel.log, lastSeq))
    channel.told?.(this)
  }

  tellChange(change: BoardChange): boolean {
    const parts = this.#owner.followBoard(change)
    if (parts !== undefined) this.#write(new JoinedFrames(parts))
    return parts !== undefined
  }

  #sayGone(channel: Channel): void {
    if (!this.#owner.watches(channel)) return
    this.#owner.forget(channel)
    this.send(goneFrames(channel.match))
  }

  #write(frames: Frames): void {
    // The next state waits for the pong.
    this.#writer.wantProbe()
    this.#writer.write(this.#encoded(frames))
  }

  #encoded(frames: Frames): Buffer {
    const encoding = this.#encoding
    if (encoding === 'event') return frames.event
    return encoding === 'deflated' ? frames.deflated : frames.frame
  }
}
