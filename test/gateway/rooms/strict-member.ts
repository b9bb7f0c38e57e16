import { isNewer } from '../../../src/bus/bus.ts'
import { payloadOf } from '../../../src/gateway/delivery/frame.ts'
import type { Channel, Jump, Member } from '../../../src/gateway/rooms/channel.ts'
import type { RoomUpdate } from '../../../src/gateway/rooms/room-update.ts'
import { applyPatch } from '../../../src/match/merge-patch.ts'
import type { MatchState } from '../../../src/match/state.ts'
import type { Position, UpdateMessage } from '../../../src/protocol/messages.ts'
import { isSameJson } from '../../support/sports/same-json.ts'
import type { Truth } from '../truth.ts'

/** A viewer who checks what it is given: `[W1]` each update once and in order, or a snapshot with a higher seq. */
export class StrictMember implements Member {
  /** Seqs of the updates it was given. */
  readonly updates: number[] = []
  /** Why its state was replaced, each time. */
  readonly replacements: string[] = []
  readonly #truth: Truth
  #at: Position
  #state: MatchState

  constructor(truth: Truth, { epoch, seq, state }: Position & { state: MatchState }) {
    this.#truth = truth
    this.#at = { epoch, seq }
    this.#state = state
    this.#compare('joined')
  }

  get position(): Position {
    return this.#at
  }

  get state(): MatchState {
    return this.#state
  }

  deliver(room: Channel, { seq, frame }: RoomUpdate): void {
    const update = JSON.parse(payloadOf(frame).toString()) as UpdateMessage
    if (update.seq !== seq) throw new Error(`update ${update.seq} came under the name of ${seq}`)
    if (room.log.epoch !== this.#at.epoch) throw new Error('an update of another epoch, and no snapshot before it')
    this.take(update)
  }

  take(update: UpdateMessage): void {
    if (update.seq !== this.#at.seq + 1) throw new Error(`update ${update.seq} came after ${this.#at.seq}`)
    this.#at = { epoch: this.#at.epoch, seq: update.seq }
    this.updates.push(update.seq)
    this.#state = applyPatch(this.#state, update.patch)
    this.#compare('updated')
  }

  isGone = false

  gone(): void {
    this.isGone = true
  }

  replace(room: Channel, { reason }: Jump): void {
    const { epoch, seq, state } = JSON.parse(`{${room.log.snapshot().text}}`) as Position & { state: MatchState }
    if (!isNewer({ epoch, seq }, this.#at)) throw new Error(`snapshot ${epoch}.${seq} came after ${this.#at.seq}`)
    if ((reason === 'epoch') !== (epoch !== this.#at.epoch))
      throw new Error(`a snapshot for the wrong reason: ${reason}`)
    this.#at = { epoch, seq }
    this.#state = state
    this.replacements.push(reason)
    this.#compare('replaced')
  }

  #compare(what: string): void {
    if (isSameJson(this.#state, this.#truth.state(this.#at))) return
    throw new Error(`${what} to a state at ${this.#at.epoch}.${this.#at.seq} that never was`)
  }
}
