import type { MatchEvent } from '../../match/event.ts'
import { applyPatch } from '../../match/merge-patch.ts'
import type { MatchState } from '../../match/state.ts'
import type {
  MatchPosition,
  Position,
  RejectedMatch,
  SnapshotMessage,
  SubscribedMatch,
  UpdateMessage,
} from '../../protocol/messages.ts'
import { isSameStatus, type MatchStatus } from '../status.ts'
import type { BoardView } from './followed-board.ts'

/** A state and its place in the life of the match; what `GET /v1/matches/{id}` answers. */
export interface Held extends Position {
  readonly state: MatchState
}

/** An update that was just folded in. */
export interface AppliedUpdate {
  readonly message: UpdateMessage
  readonly before: MatchState
  readonly after: MatchState
  /** It happened while this client was away and came with the resume. */
  readonly wasMissed: boolean
}

/** The state was replaced as a whole. */
export interface TakenSnapshot {
  readonly reason: SnapshotMessage['reason'] | 'subscribed'
  readonly before?: MatchState
  readonly after: MatchState
  /** Key events that came and went unseen. */
  readonly missed: readonly MatchEvent[]
}

/** What a view tells those who watch it. */
export interface ViewListener {
  updated(update: AppliedUpdate): void
  replaced(snapshot: TakenSnapshot): void
  changed(): void
  statusChanged(status: MatchStatus): void
}

/** How far this connection's subscription to the match has come. */
export type Join =
  /** To be asked for by itself. */
  | { readonly kind: 'wanted' }
  | { readonly kind: 'asked'; readonly id: number; readonly isResume: boolean; readonly delayMs: number }
  /** Comes with a board that is asked for. */
  | { readonly kind: 'expected' }
  | Joined
  /** Not now; asked again after a while. */
  | { readonly kind: 'postponed' }
  | { readonly kind: 'refused'; readonly code: RejectedMatch['code'] }

export interface Joined {
  readonly kind: 'joined'
  /** By a board alone: it goes when the board goes. */
  readonly isBrought: boolean
  readonly delayMs: number
}

/** One match as this client sees it: folds each update in once and in order, and never goes back. */
export class MatchView {
  readonly match: string
  readonly listeners = new Set<ViewListener>()
  /** Subscriptions to the match itself. */
  followers = 0
  /** Those that have it. */
  readonly boards = new Set<BoardView>()
  /** What was asked for the match itself. */
  ownDelayMs: number | undefined
  join: Join = { kind: 'expected' }
  /** Asked for by itself on this connection: the server may have it until it is told otherwise. */
  wasAsked = false
  /** Was in a request that the server could not read: goes alone from now on, so that it spoils no other. */
  isSuspect = false
  readonly createdAt = Date.now()
  #held: Held | undefined
  /** The server does not understand this view's position; only a snapshot helps. */
  #isAdrift = false
  #status: MatchStatus = { kind: 'loading' }

  constructor(match: string) {
    this.match = match
  }

  get held(): Held | undefined {
    return this.#held
  }

  get isNeeded(): boolean {
    return this.followers > 0 || this.boards.size > 0
  }

  /** How much later than it happens it is to be shown. */
  get delayMs(): number {
    const [board] = this.boards
    return this.ownDelayMs ?? board?.delayMs ?? 0
  }

  get position(): MatchPosition | undefined {
    if (!this.#held || this.#isAdrift) return undefined
    const { epoch, seq } = this.#held
    return { match: this.match, epoch, seq }
  }

  /** A state from elsewhere. What came while nobody had the match counts for nothing: nobody heard of it. */
  start(from: Held): void {
    const held = this.#held
    if (held && (this.isNeeded || (held.epoch === from.epoch && held.seq === from.seq))) return
    if (held) this.join = { kind: 'wanted' }
    this.#held = undefined
    this.#replace(from, { reason: 'subscribed', missed: [] })
    this.#changed()
  }

  get status(): MatchStatus {
    return this.#status
  }

  set status(status: MatchStatus) {
    if (isSameStatus(status, this.#status)) return
    this.#status = status
    for (const listener of this.listeners) listener.statusChanged(status)
    this.#changed()
  }

  refuse(code: RejectedMatch['code']): void {
    this.join = { kind: 'refused', code }
    this.wasAsked = false
  }

  /** The entry of a subscribe: with what it has, it resumes. */
  get request(): object {
    return { match: this.match, ...this.position, ...(this.delayMs > 0 && { delayMs: this.delayMs }) }
  }

  /**
   * What the server answers to the subscribe that was asked last, or brings with a board.
   *
   * @returns false when it does not connect to what this view has: ask again
   */
  takeJoin(joined: SubscribedMatch, join: Joined): boolean {
    this.join = join
    if ('state' in joined) {
      this.#isAdrift = false
      this.#replace(joined, { reason: 'subscribed', missed: [] })
      this.#changed()
      return true
    }
    this.#isAdrift = joined.epoch !== this.#held?.epoch || !joined.updates.every((update) => this.#apply(update, true))
    this.#changed()
    return !this.#isAdrift
  }

  /** @returns false when an update before this one is missing: ask again */
  takeUpdate(update: UpdateMessage): boolean {
    // An answer is on its way that covers all that was sent before it.
    if (this.join.kind !== 'joined') return true
    const seq = this.#held?.seq
    const fits = this.#apply(update, false)
    if (this.#held?.seq !== seq) this.#changed()
    return fits
  }

  takeSnapshot({ missed = [], reason, ...held }: SnapshotMessage): void {
    if (this.join.kind !== 'joined') return
    this.#replace(held, { reason, missed })
    this.#changed()
  }

  #apply(message: UpdateMessage, wasMissed: boolean): boolean {
    if (!this.#held) return false
    const { epoch, seq, state: before } = this.#held
    if (message.seq <= seq) return true
    if (message.seq !== seq + 1) return false
    const after = applyPatch(before, message.patch)
    this.#held = { epoch, seq: message.seq, state: after }
    for (const listener of this.listeners) listener.updated({ message, before, after, wasMissed })
    return true
  }

  #replace({ epoch, seq, state }: Held, { reason, missed }: Pick<TakenSnapshot, 'reason' | 'missed'>): void {
    const before = this.#held
    // A gateway that lags behind the last one must not make the score flap.
    if (before && before.epoch === epoch && seq <= before.seq) return
    this.#held = { epoch, seq, state }
    const taken = { reason, missed, after: state, ...(before && { before: before.state }) }
    for (const listener of this.listeners) listener.replaced(taken)
  }

  #changed(): void {
    for (const listener of this.listeners) listener.changed()
  }
}
