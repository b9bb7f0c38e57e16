import { isDeepStrictEqual } from 'node:util'
import { payloadOf } from '../../../src/gateway/delivery/frame.ts'
import type { Channel, Jump, TickMember, TickMessage } from '../../../src/gateway/rooms/channel.ts'
import type { RoomUpdate } from '../../../src/gateway/rooms/room-update.ts'
import { conflatedFrames, jumpFrames } from '../../../src/gateway/rooms/snapshot-frames.ts'
import { applyPatch } from '../../../src/match/merge-patch.ts'
import type {
  Position,
  ServerMessage,
  SnapshotMessage,
  SubscribedMatch,
  ViewUpdate,
} from '../../../src/protocol/messages.ts'

export interface KindViewerOptions {
  /** The state at a position, as the viewer's view shows it. @throws if there never was one */
  readonly truthAt: (position: Position) => object
  /** A room catches what its members throw while it repairs a hole. */
  readonly fail: (text: string) => never
  /** The time on the clock of the timers, in ms. */
  readonly now: () => number
}

/** A viewer of one match in some view, perhaps told at most once in a time, who refuses what does not continue what it has. */
export class KindViewer implements TickMember {
  readonly #options: KindViewerOptions
  /** When it was told in a tick, in ms. */
  readonly tickedAt: number[] = []
  isSlow = false
  #position: Position = { epoch: '', seq: 0 }
  #state: object = {}
  #missedSince: number | undefined

  constructor(options: KindViewerOptions) {
    this.#options = options
  }

  get position(): Position {
    return this.#position
  }

  get state(): object {
    return this.#state
  }

  /** @param canResume false if what it has is of a narrower view */
  join(channel: Channel, canResume: boolean): void {
    const before = this.#position
    const text = channel.join(this, canResume ? before : undefined)
    const joined = JSON.parse(`{${text}}`) as SubscribedMatch
    if ('state' in joined) {
      this.#replace(joined)
      return
    }
    if (joined.epoch !== before.epoch) this.#options.fail('missed updates of another epoch')
    for (const update of joined.updates) this.#take(update as ViewUpdate)
    // In a view nothing was shown of the rest.
    if (joined.seq > this.#position.seq) this.#reach(joined)
  }

  deliver(channel: Channel, update: RoomUpdate): void {
    if (channel.kind.everyMs > 0) this.#options.fail('an update by itself, in a channel that is told at times')
    if (this.isSlow) this.#missedSince ??= update.seq - 1
    else this.#take(messageOf(update.frame))
  }

  deliverTick({ changes, frames }: TickMessage): void {
    if (this.isSlow) {
      this.#missedSince ??= changes[0]?.after
      return
    }
    const message = messageOf<ServerMessage>(frames.frame)
    this.tickedAt.push(this.#options.now())
    if (JSON.stringify(message).includes('"patch":{}')) this.#options.fail('a tick that says nothing')
    if (message.op === 'update') this.#take(message as ViewUpdate)
    else if (message.op === 'updates') {
      for (const update of message.updates) this.#take({ op: 'update', at: message.at, ...update })
    } else this.#options.fail(`a tick is no ${message.op}`)
  }

  replace(channel: Channel, jump: Jump): void {
    if (this.isSlow) this.#missedSince = jump.after
    else this.#replace(messageOf(jumpFrames(channel.log, jump).frame))
  }

  gone(): never {
    this.#options.fail('no match goes in this test')
  }

  catchUp(channel: Channel): void {
    this.isSlow = false
    if (this.#missedSince === undefined) return
    this.#replace(messageOf(conflatedFrames(channel.log, this.#missedSince).frame))
    this.#missedSince = undefined
    channel.told?.(this)
  }

  #take({ seq, after = seq - 1, patch }: ViewUpdate): void {
    const { epoch, seq: mine } = this.#position
    if (after > mine) this.#options.fail(`${seq} after ${after} is a hole for a viewer at ${mine}`)
    if (seq <= mine) this.#options.fail(`${seq} is old for a viewer at ${mine}`)
    this.#state = applyPatch(this.#state, patch)
    this.#reach({ epoch, seq })
  }

  #replace({ epoch, seq, state }: Pick<SnapshotMessage, 'epoch' | 'seq' | 'state'>): void {
    if (epoch === this.#position.epoch && seq < this.#position.seq)
      this.#options.fail(`back from ${this.#position.seq} to ${seq}`)
    this.#state = state
    this.#reach({ epoch, seq })
  }

  #reach({ epoch, seq }: Position): void {
    this.#position = { epoch, seq }
    if (isDeepStrictEqual(this.#state, this.#options.truthAt(this.#position))) return
    this.#options.fail(
      `shows what never was at ${epoch}.${seq}: ${JSON.stringify(this.#state)}, not ${JSON.stringify(this.#options.truthAt(this.#position))}`,
    )
  }
}

function messageOf<T>(frame: Buffer): T {
  return JSON.parse(payloadOf(frame).toString()) as T
}
