import type { MatchEvent } from '../../match/event.ts'
import { applyPatch } from '../../match/merge-patch.ts'
import type { MatchState, ScoreState } from '../../match/state.ts'
import type {
  AnyUpdate,
  FeedHealth,
  MatchPosition,
  Position,
  SnapshotMessage,
  SubscribedMatch,
  UpdateMessage,
  View,
} from '../../protocol/messages.ts'
import { scoreState, viewOf } from '../../protocol/view.ts'
import { tell } from '../emitter.ts'
import { isSameStatus, type MatchStatus } from '../status.ts'
import type { Shown } from './shown.ts'
import type { WantedBoard, WantedMatch } from './wanted.ts'

/** A state and its place in the life of the match; what `GET /v1/matches/{id}` answers. */
export interface Held<State extends ScoreState = MatchState> extends Position {
  readonly state: State
}

/** An update that was just folded in. */
export interface AppliedUpdate {
  /** In view `score` without what that does not show. */
  readonly message: UpdateMessage
  readonly before: MatchState
  readonly after: MatchState
  /** It is caught up: it happened a while ago, while the device slept or the line was away. Show it, and play no goal for it. */
  readonly isCatchUp: boolean
}

/** The state was replaced as a whole. */
export interface TakenSnapshot<State extends ScoreState = MatchState> {
  readonly reason: SnapshotMessage['reason'] | 'subscribed'
  readonly before?: State
  readonly after: State
  /** Key events that came and went unseen. */
  readonly missed: readonly MatchEvent[]
}

/** What a match tells its subscriptions. */
export interface MatchListener {
  updated(update: AppliedUpdate): void
  replaced(snapshot: TakenSnapshot): void
  changed(): void
  statusChanged(status: MatchStatus): void
}

/** What a match has to know of its client. */
export interface MatchSurroundings {
  /** The server's time, in ms since the epoch. */
  now(): number
  /** What the status of the match is, by all that is known now. */
  statusOf(match: FollowedMatch): MatchStatus
  /** The viewer's token shows everything at least that much later. */
  readonly leastDelayMs: number
}

/** What comes that much later than it should was waiting somewhere, on a device that slept or in a gateway that was cut off. */
const LATE_MS = 15_000

/** Somebody who follows the match itself, and how. */
export type Follower = Pick<Shown, 'view' | 'everyMs'>

/** One match as this client has it: folds each update in once and in order, and never goes back. */
export class FollowedMatch implements WantedMatch {
  readonly match: string
  readonly listeners = new Set<MatchListener>()
  /** Subscriptions to the match itself. */
  readonly followers = new Set<Follower>()
  readonly boards = new Set<WantedBoard>()
  ownDelayMs: number | undefined
  isSuspect = false
  /** When what the page gave was the newest, if it has said so; undefined once the match was live. */
  asOf: number | undefined
  readonly createdAt = Date.now()
  readonly #around: MatchSurroundings
  #view: View = 'full'
  #everyMs = 0
  #held: Held | undefined
  /** Where the server has brought this client on the present connection: behind what is held if this gateway lags behind the last one. */
  #toldSeq = 0
  #status: MatchStatus = { kind: 'loading' }
  #feedSilentSince: number | undefined

  constructor(match: string, around: MatchSurroundings) {
    this.match = match
    this.#around = around
  }

  get held(): Held | undefined {
    return this.#held
  }

  get isKnown(): boolean {
    return this.#held !== undefined
  }

  get isFollowed(): boolean {
    return this.followers.size > 0
  }

  get isNeeded(): boolean {
    return this.isFollowed || this.boards.size > 0
  }

  get delayMs(): number {
    const [board] = this.boards
    return this.ownDelayMs ?? board?.delayMs ?? 0
  }

  /** As it is shown: a token may have a delay that nobody asked for. */
  get shownDelayMs(): number {
    return Math.max(this.delayMs, this.#around.leastDelayMs)
  }

  get view(): View {
    // While nobody needs it the server goes on sending it as before; somebody may come back to it.
    if (this.isNeeded) this.#view = isWhole(this.followers) || isWhole(this.boards) ? 'full' : 'score'
    return this.#view
  }

  get everyMs(): number {
    // As of the view.
    if (this.isNeeded) this.#everyMs = Math.min(mostOften(this.followers), mostOften(this.boards))
    return this.#everyMs
  }

  get wantsMore(): boolean {
    if (isWhole(this.followers) && !isWhole(this.boards)) return true
    return this.boards.size > 0 && mostOften(this.followers) < mostOften(this.boards)
  }

  /** True if a narrower view would take away what is wanted and held. */
  wouldLose(view: View): boolean {
    return view === 'score' && this.view === 'full' && hasAll('full', this.#held?.state)
  }

  get position(): MatchPosition | undefined {
    return this.positionIn(this.view)
  }

  /** From where the view may resume; undefined if less than that is held. */
  positionIn(view: View): MatchPosition | undefined {
    if (this.#held === undefined || !hasAll(view, this.#held.state)) return undefined
    return { match: this.match, epoch: this.#held.epoch, seq: this.#held.seq }
  }

  get status(): MatchStatus {
    return this.#status
  }

  set status(status: MatchStatus) {
    if (this.#takeStatus(status)) this.#changed()
  }

  /** Since when the match's feed is silent, by the server's clock; undefined while it is heard, or nobody watches it. */
  get feedSilentSince(): number | undefined {
    return this.#feedSilentSince
  }

  takeFeed(feed: FeedHealth): void {
    const since = silentSince(feed)
    if (since === this.#feedSilentSince) return
    this.#feedSilentSince = since
    this.#changed()
  }

  /**
   * Takes a state that the page has from elsewhere, which was the newest at `asOf`. A match that nobody needs starts anew from it, for nobody heard of
   * the updates that came meanwhile.
   *
   * @returns true when what the server sends no longer continues what is held
   */
  start(from: Held<ScoreState> & { readonly asOf?: number }): boolean {
    const held = this.#held
    if (held && (this.isNeeded || (held.epoch === from.epoch && held.seq === from.seq))) return false
    this.#held = undefined
    this.asOf = from.asOf
    this.#replace(from as Held, { reason: 'subscribed', missed: [] })
    this.#changed()
    return held !== undefined
  }

  /**
   * Takes the answer to a subscribe, or what a board brought.
   *
   * @param view in which it comes
   * @returns false when it does not continue what is held, or has less: only a state helps
   */
  takeJoin(joined: SubscribedMatch, view: View): boolean {
    this.#toldSeq = joined.seq
    this.#feedSilentSince = silentSince(joined.feed)
    if ('state' in joined) {
      this.#replace(joined, { reason: 'subscribed', missed: [] })
      this.#changed()
      return hasAll(view, this.#held?.state)
    }
    if (view === 'score') this.#narrow()
    const fits = joined.epoch === this.#held?.epoch && joined.updates.every((update) => this.#apply(update, true))
    this.#toldSeq = joined.seq
    this.#changed()
    return fits
  }

  /** @returns false when an update before this one is missing */
  takeUpdate(update: AnyUpdate): boolean {
    const seq = this.#held?.seq
    const fits = this.#apply(update, false)
    if (this.#held?.seq !== seq) this.#changed()
    return fits
  }

  takeSnapshot({ missed = [], reason, ...held }: SnapshotMessage): void {
    this.#toldSeq = held.seq
    this.#replace(held, { reason, missed })
    this.#changed()
  }

  /** What the server sends from now on says no more than the scoreline. */
  #narrow(): void {
    if (this.#held && viewOf(this.#held.state) === 'full') {
      this.#held = { ...this.#held, state: scoreState(this.#held.state) as MatchState }
    }
  }

  #apply(message: AnyUpdate, isResumed: boolean): boolean {
    if (!this.#held) return false
    const { epoch, seq, state: before } = this.#held
    const toldSeq = this.#toldSeq
    this.#toldSeq = message.seq
    if (message.seq <= seq) return true
    const { after: follows = message.seq - 1 } = 'after' in message ? message : {}
    // What is held may be of in between if another gateway told it: there the difference does not fit.
    if (follows > seq || (follows < seq && toldSeq < seq)) return false
    const after = applyPatch(before, message.patch)
    this.#held = { epoch, seq: message.seq, state: after }
    const isCatchUp = isResumed || this.#around.now() - this.shownDelayMs - message.at > LATE_MS
    const update = { message: message as UpdateMessage, before, after, isCatchUp }
    tell(this.listeners, (listener) => listener.updated(update))
    return true
  }

  #replace({ epoch, seq, state }: Held, { reason, missed }: Pick<TakenSnapshot, 'reason' | 'missed'>): void {
    const before = this.#held
    // A gateway that lags behind the last one must not make the score flap.
    const hasMore = before && hasAll('full', state) && !hasAll('full', before.state)
    if (before && before.epoch === epoch && (seq < before.seq || (seq === before.seq && !hasMore))) {
      if (viewOf(state) === 'score') this.#narrow()
      return
    }
    this.#held = { epoch, seq, state }
    // A state never comes with the status from before it: nobody hears `loading` once the state is there.
    this.#takeStatus(this.#around.statusOf(this))
    const taken = { reason, missed, after: state, ...(before && { before: before.state }) }
    tell(this.listeners, (listener) => listener.replaced(taken))
  }

  /** @returns false when it is the one of before */
  #takeStatus(status: MatchStatus): boolean {
    if (status.kind === 'live') this.asOf = undefined
    if (isSameStatus(status, this.#status)) return false
    this.#status = status
    tell(this.listeners, (listener) => listener.statusChanged(status))
    return true
  }

  #changed(): void {
    tell(this.listeners, (listener) => listener.changed())
  }
}

/** Whether any of them wants all of it. */
function isWhole(all: Iterable<Follower>): boolean {
  return [...all].some(({ view }) => view === 'full')
}

/** The smallest `everyMs`; infinite of none. */
function mostOften(all: Iterable<Follower>): number {
  return Math.min(...Array.from(all, ({ everyMs }) => everyMs))
}

/** Undefined of a feed that is heard, and where nothing is said of it. */
function silentSince(feed: FeedHealth | undefined): number | undefined {
  return feed?.health === 'stale' ? feed.at : undefined
}

/** Whether the state has everything that the view shows. */
export function hasAll(view: View, state: MatchState | undefined): boolean {
  return state !== undefined && (view === 'score' || viewOf(state) === 'full')
}
