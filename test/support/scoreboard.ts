import { applyPatch } from '../../src/match/merge-patch.ts'
import type { MatchState } from '../../src/match/state.ts'
import type { AnyUpdate, Position, ServerMessage, SubscribedMatch } from '../../src/protocol/messages.ts'

/** A state and its position. */
export interface Shown extends Position {
  readonly state: MatchState
}

/** A message that a viewer should not have received. */
export interface Violation {
  /** `repeated` and `went-back`: the viewer had that already. `skipped`: something before is missing. `foreign`: the viewer did not ask for it. */
  readonly kind: 'repeated' | 'skipped' | 'went-back' | 'foreign'
  readonly text: string
}

/**
 * What a strict viewer shows: folds each patch in, and notes every breach of `[W1]`. After an answer at seq s must come s+1,
 * s+2, … each once, or a snapshot with a higher seq.
 */
export class Scoreboard {
  readonly violations: Violation[] = []
  readonly #shown = new Map<string, Shown>()
  /** The position that this connection has reached; behind what is shown if this gateway lags behind the last one. */
  readonly #stream = new Map<string, Position>()

  /** @param before what the viewer saw on its last connection */
  constructor(before?: Scoreboard) {
    if (before) this.#shown = new Map(before.#shown)
  }

  get(match: string): Shown | undefined {
    return this.#shown.get(match)
  }

  /** What to subscribe with in order to resume. */
  positionOf(match: string): { match: string } | ({ match: string } & Position) {
    const shown = this.#shown.get(match)
    return shown ? { match, epoch: shown.epoch, seq: shown.seq } : { match }
  }

  take(message: ServerMessage): void {
    switch (message.op) {
      case 'subscribed':
        for (const joined of message.matches) this.#join(joined)
        break
      case 'board':
        for (const joined of message.joined) this.#join(joined)
        break
      case 'unsubscribed':
        for (const match of message.matches) this.#stream.delete(match)
        break
      case 'update':
        this.#update(message)
        break
      case 'updates':
        for (const update of message.updates) this.#update({ op: 'update', at: message.at, ...update })
        break
      case 'snapshot':
        this.#expectNewer(message, false)
        this.#replace(message)
        break
    }
  }

  #join(joined: SubscribedMatch): void {
    const { match, epoch, seq } = joined
    this.#expectNewer(joined, true)
    if ('state' in joined) {
      this.#replace(joined)
      return
    }
    const shown = this.#shown.get(match)
    if (shown?.epoch !== epoch) {
      this.#note('foreign', `${match}: updates of epoch ${epoch} for a viewer at ${shown?.epoch}`)
      return
    }
    // The request may be older than what is shown now, so the answer may begin with updates that have arrived meanwhile.
    const [first] = joined.updates
    const from = first === undefined ? seq : followedBy(first)
    if (from > shown.seq && first)
      this.#note('skipped', `${match}: ${first.seq} is the first missed after ${shown.seq}`)
    this.#stream.set(match, { epoch, seq: from })
    for (const update of joined.updates) this.#update(update)
    const isWhole = joined.updates.every((update) => 'kind' in update)
    if (isWhole && this.#stream.get(match)?.seq !== seq && first)
      this.#note('skipped', `${match}: the missed updates do not lead to ${seq}`)
    this.#stream.set(match, { epoch, seq })
    // In a narrower view nothing was shown of the rest.
    if (!isWhole && shown.seq < seq) this.#shown.set(match, { ...(this.#shown.get(match) ?? shown), seq })
  }

  #update(update: AnyUpdate): void {
    const { match, seq, patch } = update
    const stream = this.#stream.get(match)
    const shown = this.#shown.get(match)
    if (stream === undefined || shown === undefined) {
      this.#note('foreign', `${match}: update ${seq} of a match that is not followed`)
      return
    }
    if (seq <= stream.seq || followedBy(update) > stream.seq) {
      this.#note(seq > stream.seq ? 'skipped' : 'repeated', `${match}: update ${seq} after ${stream.seq}`)
      return
    }
    this.#stream.set(match, { epoch: stream.epoch, seq })
    if (seq <= shown.seq) return
    this.#shown.set(match, { epoch: shown.epoch, seq, state: applyPatch(shown.state, patch) })
  }

  #expectNewer({ match, epoch, seq }: Position & { match: string }, orSame: boolean): void {
    const stream = this.#stream.get(match)
    if (stream === undefined || stream.epoch !== epoch) return
    if (seq < stream.seq || (seq === stream.seq && !orSame)) {
      this.#note('went-back', `${match}: a snapshot at ${seq} after ${stream.seq}`)
    }
  }

  #note(kind: Violation['kind'], text: string): void {
    this.violations.push({ kind, text })
  }

  #replace({ match, epoch, seq, state }: Shown & { match: string }): void {
    this.#stream.set(match, { epoch, seq })
    const shown = this.#shown.get(match)
    if (shown?.epoch === epoch && shown.seq > seq) return
    this.#shown.set(match, { epoch, seq, state })
  }
}

/** The seq that an update follows. `[W9]` */
function followedBy(update: AnyUpdate): number {
  return ('after' in update ? update.after : undefined) ?? update.seq - 1
}
