import { RECENT_UPDATES } from '../../bus/bus.ts'
import { applyPatch } from '../../match/merge-patch.ts'
import type { MatchState } from '../../match/state.ts'
import type { Position, UpdateMessage } from '../../protocol/messages.ts'
import { Piece } from '../delivery/deflate.ts'
import { payloadOf } from '../delivery/frame.ts'
import { type ChannelLog, headText } from './channel-log.ts'
import { type MatchEpoch, RoomUpdate } from './room-update.ts'

/** A match some time ago: the log as it was then, and the updates since, oldest first. */
export interface Past {
  readonly log: RoomLog
  readonly later: readonly RoomUpdate[]
}

/**
 * What a room knows of its match: the state at its newest seq, and the updates that led there, without holes.
 *
 * Nothing is parsed when an update arrives. The state is brought up to date when somebody wants it, once per seq, however many
 * join. It can tell how the match stood some time ago: back to the state that it was made with, or for the last updates.
 */
export class RoomLog implements ChannelLog {
  readonly match: string
  readonly epoch: string
  readonly matchEpoch: MatchEpoch
  #seq: number
  /** JSON text and object of the state at `#stateSeq`; the object only if patches were folded in. */
  #stateText: string
  #state: MatchState | undefined
  #stateSeq: number
  /** The oldest state it can tell: patches lead forward only. `#recent` has every update after it, and perhaps some before. */
  #base: { readonly seq: number; readonly state: string }
  #recent: RoomUpdate[] = []
  #snapshot: Piece | undefined

  constructor(match: string, { epoch, seq, state }: Position & { state: string }) {
    this.match = match
    this.epoch = epoch
    this.matchEpoch = { match, epoch }
    this.#seq = seq
    this.#stateText = state
    this.#stateSeq = seq
    this.#base = { seq, state }
  }

  get seq(): number {
    return this.#seq
  }

  /** Takes the update that follows. */
  append(wire: string | Buffer): RoomUpdate {
    const update = new RoomUpdate(this.#seq + 1, wire, this.matchEpoch)
    this.take(update)
    return update
  }

  /** Takes the update that follows, as another log has it. */
  take(update: RoomUpdate): void {
    this.#seq = update.seq
    this.#snapshot = undefined
    this.#recent.push(update)
    if (this.#recent.length > 2 * RECENT_UPDATES) this.#forget()
  }

  /** Takes updates that led to the state it was made with, newest last; stops at the first hole from the end. */
  prepend(updates: readonly { readonly seq: number; readonly wire: string }[]): void {
    let first = this.#recent[0]?.seq ?? this.#seq + 1
    const older: RoomUpdate[] = []
    for (const { seq, wire } of updates.toReversed()) {
      if (seq !== first - 1) continue
      older.unshift(new RoomUpdate(seq, wire, this.matchEpoch))
      first = seq
    }
    this.#recent = [...older, ...this.#recent]
  }

  /** The updates after a position; undefined if it is not in the log. */
  since({ epoch, seq }: Position): readonly RoomUpdate[] | undefined {
    if (epoch !== this.epoch || seq > this.#seq) return undefined
    const missed = this.#seq - seq
    return missed > this.#recent.length ? undefined : this.#recent.slice(this.#recent.length - missed)
  }

  /** The match as it stood at a time, in ms; undefined if that was before the oldest state it has. */
  asOf(at: number): Past | undefined {
    const known = this.#recent.findLastIndex((update) => update.at <= at) + 1
    const later = this.#recent.slice(known)
    const seq = this.#seq - later.length
    const { seq: oldest, state } = this.#base
    if (seq < oldest || (seq === oldest && updatedAtOf(state) > at)) return undefined
    return { log: this.rewound({ seq, state: this.#stateTextAt(seq) }), later }
  }

  /** This log as it was at an earlier seq, whose state the caller knows, with the updates from before. */
  rewound({ seq, state }: { readonly seq: number; readonly state: string }): RoomLog {
    const log = new RoomLog(this.match, { epoch: this.epoch, seq, state })
    log.#recent = this.#recent.filter((update) => update.seq <= seq)
    return log
  }

  /** The message of one update; undefined if it does not have it any more. */
  wireOf(seq: number): string | undefined {
    const update = this.#recent[this.#recent.length - 1 - (this.#seq - seq)]
    return update && payloadOf(update.frame).toString()
  }

  /** All updates it still has. */
  all(): readonly RoomUpdate[] {
    return this.#recent
  }

  get events(): RoomLog {
    return this
  }

  get sport(): string {
    this.#state ??= JSON.parse(this.#stateText) as MatchState
    return this.#state.sport
  }

  state(): MatchState {
    this.stateText()
    this.#state ??= JSON.parse(this.#stateText) as MatchState
    return this.#state
  }

  stateAt(seq: number): MatchState | undefined {
    if (seq === this.#seq) return this.state()
    if (seq < this.#base.seq || seq > this.#seq) return undefined
    return JSON.parse(this.#stateTextAt(seq)) as MatchState
  }

  snapshot(): Piece {
    this.#snapshot ??= new Piece(`${headText(this.match, this)},"state":${this.stateText()}`)
    return this.#snapshot
  }

  resumeText(position: Position): string | undefined {
    const updates = this.since(position)
    if (updates === undefined) return undefined
    return `${headText(this.match, this)},"updates":[${updates.map(({ frame }) => payloadOf(frame).toString()).join(',')}]`
  }

  /** JSON text of the state at `seq`. */
  stateText(): string {
    if (this.#stateSeq < this.#seq) {
      const state = this.#state ?? (JSON.parse(this.#stateText) as MatchState)
      this.#state = foldPatches(state, this.#recent.slice(this.#stateSeq - this.#seq))
      this.#stateText = JSON.stringify(this.#state)
      this.#stateSeq = this.#seq
    }
    return this.#stateText
  }

  /** @param seq not before the base */
  #stateTextAt(seq: number): string {
    if (seq === this.#seq) return this.stateText()
    const { seq: from, state } = this.#base
    if (seq === from) return state
    const first = this.#recent.length - (this.#seq - from)
    const updates = this.#recent.slice(first, first + seq - from)
    return JSON.stringify(foldPatches(JSON.parse(state) as MatchState, updates))
  }

  /** Drops old updates. Their patches are folded into the base first: afterwards they are gone. */
  #forget(): void {
    const seq = this.#seq - RECENT_UPDATES
    if (this.#base.seq < seq) this.#base = { seq, state: this.#stateTextAt(seq) }
    if (this.#stateSeq < this.#base.seq) {
      this.#state = undefined
      this.#stateText = this.#base.state
      this.#stateSeq = this.#base.seq
    }
    this.#recent = this.#recent.slice(-RECENT_UPDATES)
  }
}

/** When the match last changed, by its state. */
export function updatedAtOf(state: string): number {
  return (JSON.parse(state) as MatchState).updatedAt
}

function foldPatches(before: MatchState, updates: readonly RoomUpdate[]): MatchState {
  let state = before
  for (const { frame } of updates) {
    state = applyPatch(state, (JSON.parse(payloadOf(frame).toString()) as UpdateMessage).patch)
  }
  return state
}
