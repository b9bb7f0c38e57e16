import type { MatchState, ScoreState } from '../../match/state.ts'
import type { Position, UpdateMessage, ViewUpdate } from '../../protocol/messages.ts'
import { clockAfter, scoreState, sentScoreUpdate } from '../../protocol/view.ts'
import { Piece } from '../delivery/deflate.ts'
import { payloadOf } from '../delivery/frame.ts'
import { type ChannelLog, headText } from '../rooms/channel-log.ts'
import type { RoomLog } from '../rooms/room-log.ts'
import type { RoomUpdate } from '../rooms/room-update.ts'

/** A room's log as view `score` shows it. It keeps no updates of its own: `RoomLog` needs seqs without gaps, and a view has gaps. */
export class ScoreLog implements ChannelLog {
  readonly match: string
  readonly epoch: string
  /** The view has no events. */
  readonly events = undefined
  readonly #log: RoomLog
  #shown: { readonly seq: number; readonly state: ScoreState; readonly snapshot: Piece } | undefined

  constructor(log: RoomLog) {
    this.match = log.match
    this.epoch = log.epoch
    this.#log = log
  }

  get seq(): number {
    return this.#log.seq
  }

  state(): ScoreState {
    return this.#show().state
  }

  stateAt(seq: number): ScoreState | undefined {
    const state = this.#log.stateAt(seq)
    return state && scoreState(state)
  }

  snapshot(): Piece {
    return this.#show().snapshot
  }

  /** An update has only what changed in the clock, so this needs the state at `position`: undefined if the log cannot tell it. */
  resumeText(position: Position): string | undefined {
    const missed = this.#log.since(position)
    const before = missed && this.#log.stateAt(position.seq)
    if (missed === undefined || before === undefined) return undefined
    const updates: string[] = []
    const translator = new ScoreTranslator(before, position.seq)
    for (const update of missed) {
      const text = translator.translate(update)
      if (text !== undefined) updates.push(text)
    }
    return `${headText(this.match, this)},"updates":[${updates.join(',')}]`
  }

  #show() {
    const { seq } = this
    if (this.#shown?.seq !== seq) {
      const state = scoreState(this.#log.state())
      const snapshot = new Piece(`${headText(this.match, this)},"state":${JSON.stringify(state)}`)
      this.#shown = { seq, state, snapshot }
    }
    return this.#shown
  }
}

/** Turns the updates of a room, one after the other, into those of view `score`. */
export class ScoreTranslator {
  #clock: Pick<MatchState, 'clock'>
  /** The seq of the last update of which the view showed something, or the seq that it began at. */
  #last: number

  constructor({ clock }: Pick<MatchState, 'clock'>, seq: number) {
    this.#clock = clock === undefined ? {} : { clock }
    this.#last = seq
  }

  /** @returns the message; undefined if the view shows nothing of it */
  translate({ frame, seq }: RoomUpdate): string | undefined {
    const update = JSON.parse(payloadOf(frame).toString()) as UpdateMessage
    const clock = clockAfter(update, this.#clock)
    const shown = sentScoreUpdate(update, this.#clock, clock)
    this.#clock = clock
    if (shown === undefined) return undefined
    const after = this.#last === seq - 1 ? undefined : this.#last
    this.#last = seq
    return wireOf(shown, after)
  }
}

function wireOf({ op, match, seq, at, patch, correction }: ViewUpdate, after: number | undefined): string {
  return JSON.stringify({
    op,
    match,
    seq,
    ...(after !== undefined && { after }),
    at,
    patch,
    ...(correction && { correction }),
  })
}
