import { RECENT_UPDATES } from '../bus/bus.ts'
import { applyPatch } from '../match/merge-patch.ts'
import type { MatchState } from '../match/state.ts'
import type { Position, UpdateMessage } from '../protocol/messages.ts'
import { encodeTextFrame, payloadOf } from './frame.ts'

/** One update as a room keeps it: the frame that goes to its viewers. */
export interface RoomUpdate {
  readonly seq: number
  readonly frame: Buffer
  /** When ingest accepted it, in ms. */
  readonly at: number
}

const AT = Buffer.from('"at":')

/**
 * What a room knows of its match: the state at its newest seq, and the updates that led there, without holes.
 *
 * Nothing is parsed when an update arrives. The state is brought up to date when somebody wants it, once per seq, however many
 * join.
 */
export class RoomLog {
  readonly match: string
  readonly epoch: string
  #seq: number
  /** JSON text and object of the state at `#stateSeq`; the object only if patches were folded in. */
  #stateText: string
  #state: MatchState | undefined
  #stateSeq: number
  #recent: RoomUpdate[] = []
  #snapshotText: string | undefined

  constructor(match: string, { epoch, seq, state }: Position & { state: string }) {
    this.match = match
    this.epoch = epoch
    this.#seq = seq
    this.#stateText = state
    this.#stateSeq = seq
  }

  get seq(): number {
    return this.#seq
  }

  /** An update as rooms keep it, of its wire. */
  static update(seq: number, wire: string | Buffer): RoomUpdate {
    const frame = encodeTextFrame(wire)
    return { seq, frame, at: readAt(frame) }
  }

  /** Takes the update that follows. */
  append(wire: string | Buffer): RoomUpdate {
    const update = RoomLog.update(this.#seq + 1, wire)
    this.take(update)
    return update
  }

  /** Takes the update that follows, as another log has it. */
  take(update: RoomUpdate): void {
    this.#seq = update.seq
    this.#snapshotText = undefined
    this.#recent.push(update)
    if (this.#recent.length > 2 * RECENT_UPDATES) this.#forget()
  }

  /** Takes updates that led to the state it was made with, newest last; stops at the first hole from the end. */
  prepend(updates: readonly { readonly seq: number; readonly wire: string }[]): void {
    let first = this.#recent[0]?.seq ?? this.#seq + 1
    const older: RoomUpdate[] = []
    for (const { seq, wire } of updates.toReversed()) {
      if (seq !== first - 1) continue
      older.unshift(RoomLog.update(seq, wire))
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

  /** All updates it still has. */
  all(): readonly RoomUpdate[] {
    return this.#recent
  }

  get sport(): string {
    this.#state ??= JSON.parse(this.#stateText) as MatchState
    return this.#state.sport
  }

  /** `"match":…,"epoch":…,"seq":…,"state":{…}`: the inside of a snapshot or of an element of `subscribed`. */
  snapshotText(): string {
    this.#snapshotText ??= `${this.#head()},"state":${this.stateText()}`
    return this.#snapshotText
  }

  /** `"match":…,"epoch":…,"seq":…,"updates":[…]`: the answer to a resume; undefined if the position is not in the log. */
  resumeText(position: Position): string | undefined {
    const updates = this.since(position)
    if (updates === undefined) return undefined
    return `${this.#head()},"updates":[${updates.map(({ frame }) => payloadOf(frame).toString()).join(',')}]`
  }

  /** The answer to a resume from a position that this log has not reached yet: nothing was missed. */
  aheadText(seq: number): string {
    return `${this.#head(seq)},"updates":[]`
  }

  #head(seq = this.#seq): string {
    return `"match":${JSON.stringify(this.match)},"epoch":${JSON.stringify(this.epoch)},"seq":${seq}`
  }

  /** JSON text of the state at `seq`. */
  stateText(): string {
    if (this.#stateSeq < this.#seq) {
      let state = this.#state ?? (JSON.parse(this.#stateText) as MatchState)
      for (const { frame } of this.#recent.slice(this.#stateSeq - this.#seq)) {
        state = applyPatch(state, (JSON.parse(payloadOf(frame).toString()) as UpdateMessage).patch)
      }
      this.#state = state
      this.#stateText = JSON.stringify(state)
      this.#stateSeq = this.#seq
    }
    return this.#stateText
  }

  #forget(): void {
    // Folded in first: afterwards their patches are gone.
    this.stateText()
    this.#recent = this.#recent.slice(-RECENT_UPDATES)
  }
}

/** The `at` of an update, without parsing it: the first of its properties by that name is its own. */
function readAt(frame: Buffer): number {
  const from = frame.indexOf(AT) + AT.length
  return Number.parseInt(frame.toString('latin1', from, from + 16), 10)
}
