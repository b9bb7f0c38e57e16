import { isDeepStrictEqual } from 'node:util'
import { isNewer } from '../../../../src/bus/bus.ts'
import { payloadOf } from '../../../../src/gateway/delivery/frame.ts'
import type { Channel, Jump, Member } from '../../../../src/gateway/rooms/channel.ts'
import type { DelayedRoom } from '../../../../src/gateway/rooms/delayed-room.ts'
import type { RoomUpdate } from '../../../../src/gateway/rooms/room-update.ts'
import { conflatedFrames, jumpFrames } from '../../../../src/gateway/rooms/snapshot-frames.ts'
import { applyPatch } from '../../../../src/match/merge-patch.ts'
import type { Position, SnapshotMessage, UpdateMessage } from '../../../../src/protocol/messages.ts'
import type { DelayedWorld } from './delayed-world.ts'

/** A viewer of a delayed room who refuses what is old, out of order or false; while it is slow, it is owed a newest state. */
export class DelayedViewer implements Member {
  readonly #world: DelayedWorld
  readonly #channel: DelayedRoom
  readonly #delayMs: number
  /** What it has never seen the channel go back behind: its own position, or a blank new epoch. */
  readonly #floor: Position
  #position: Position
  #state: object
  /** The last seq before what it missed. */
  #lastSeq: number | undefined
  #isSlow = false

  constructor(world: DelayedWorld, channel: DelayedRoom, delayMs: number, before?: DelayedViewer) {
    this.#world = world
    this.#channel = channel
    this.#delayMs = delayMs
    const text = channel.join(this, before?.position)
    const { epoch, seq, state, updates } = JSON.parse(`{${text}}`)
    this.#position = state === undefined && before ? before.position : { epoch, seq }
    this.#state = state ?? before?.state
    for (const update of updates ?? []) this.#take(update)
    this.#floor = before && !isNewer(this.#position, before.position) ? this.#position : { epoch, seq: 0 }
    if (before && isNewer(before.position, this.#position) && !isNewer(before.position, world.room.position)) {
      throw new Error(`${name(this.#position)} was given to one who had ${name(before.position)}`)
    }
  }

  get position(): Position {
    return this.#position
  }

  get state(): object {
    return this.#state
  }

  leave(): void {
    this.#channel.leave(this)
  }

  deliver(_channel: Channel, { seq, frame }: RoomUpdate): void {
    if (this.#isSlow) this.#lastSeq ??= seq - 1
    else this.#take(JSON.parse(payloadOf(frame).toString()) as UpdateMessage)
  }

  gone(): never {
    throw new Error('no match goes in this test')
  }

  replace(channel: Channel, jump: Jump): void {
    if (this.#isSlow) this.#lastSeq = channel.log.seq
    else this.#jump(jumpFrames(channel.log, jump).frame)
  }

  slowDown(): void {
    this.#isSlow = true
  }

  /** @returns the ids of the key events it is told of */
  catchUp(): string[] {
    this.#isSlow = false
    const lastSeq = this.#lastSeq
    this.#lastSeq = undefined
    if (lastSeq === undefined) return []
    const { missed = [] } = this.#jump(conflatedFrames(this.#channel.log, lastSeq).frame)
    const told = missed.map(({ id }) => id)
    const expected = this.#keyEventsAfter(lastSeq)
    if (!isDeepStrictEqual(told, expected)) throw new Error(`missed ${expected} and was told ${told}`)
    return told
  }

  /** Never newer than the match was that long ago, never behind what a live viewer had by then, and no state that never was. */
  check(): void {
    const then = Date.now() - this.#delayMs
    const truth = this.#world.truthAt(then)
    const newest = isNewer(this.#floor, truth) ? this.#floor : truth
    if (isNewer(this.#position, newest))
      throw new Error(`shows ${name(this.#position)} too early, ${name(newest)} is right`)
    const live = this.#world.liveAt(then)
    if (!this.#isSlow && live !== undefined && isNewer(live, this.#position)) {
      throw new Error(`shows ${name(this.#position)} and should have come to ${name(live)}`)
    }
    if (!isDeepStrictEqual(this.#state, this.#world.stateAt(this.#position))) {
      throw new Error(`shows ${JSON.stringify(this.#state)} at ${name(this.#position)}`)
    }
  }

  #take(update: UpdateMessage): void {
    if (update.seq !== this.#position.seq + 1) throw new Error(`${update.seq} came after ${name(this.#position)}`)
    if (update.at + this.#delayMs > Date.now()) throw new Error(`${update.seq} came too early`)
    this.#position = { epoch: this.#position.epoch, seq: update.seq }
    this.#state = applyPatch(this.#state, update.patch)
  }

  #jump(frame: Buffer): SnapshotMessage {
    const message = JSON.parse(payloadOf(frame).toString()) as SnapshotMessage
    const { epoch, seq, state } = message
    if (!isNewer({ epoch, seq }, this.#position))
      throw new Error(`a jump from ${name(this.#position)} to ${epoch}.${seq}`)
    this.#position = { epoch, seq }
    this.#state = state
    return message
  }

  /** The newest twenty goals after a seq that still stand where it is now. */
  #keyEventsAfter(lastSeq: number): string[] {
    const { epoch, seq } = this.#position
    const first = this.#channel.log.all()[0]?.seq ?? Number.POSITIVE_INFINITY
    const standing = new Set<string>()
    for (const { position, event, kind } of this.#world.timeline) {
      if (position.epoch !== epoch || position.seq <= lastSeq || position.seq > seq || position.seq < first) continue
      if (kind === 'delete') standing.delete(event?.id ?? '')
      else if (event?.type === 'goal') standing.add(event.id)
    }
    return [...standing].slice(-20)
  }
}

function name({ epoch, seq }: Position): string {
  return `${epoch}.${seq}`
}
