import type { View } from '../protocol/messages.ts'
import { Emitter } from './emitter.ts'
import type { FollowedMatch, MatchListener } from './following/followed-match.ts'
import type { SnapshotIn, StateIn, UpdateIn } from './in-view.ts'
import { type Projection, ScoreProjection, WHOLE } from './projection.ts'
import type { MatchStatus } from './status.ts'

/** The events of a `MatchSubscription`. */
export interface MatchEvents<Asked extends View = 'full'> {
  /** Its state, its status or its feed's silence has changed. At most once for each message of the server. */
  change: MatchSubscription<Asked>
  /** One accepted change, after it was folded in: each once, in order. */
  update: UpdateIn<Asked>
  /** The state was replaced as a whole. */
  snapshot: SnapshotIn<Asked>
  status: MatchStatus
  /**
   * Which events stand has changed as a whole: another source is in charge, the fixture is another, or updates were skipped. Read
   * `GET /v1/matches/{id}/events` again, if you show them. Comes after `update` or `snapshot`; in view `score` after `snapshot` only.
   */
  relist: MatchSubscription<Asked>
}

/** One match, kept current until `close`. Its type has the view that was asked for. */
export class MatchSubscription<Asked extends View = 'full'> {
  readonly match: string
  /** `score`: its states have no `detail`, `format` and `updatedAt`, whatever else follows the match. */
  readonly view: Asked
  readonly #shown: Projection
  readonly #followed: FollowedMatch
  readonly #emitter = new Emitter<MatchEvents<View>>()
  readonly #listener: MatchListener
  readonly #release: () => void

  /** @param release called once, after this subscription was closed */
  constructor(followed: FollowedMatch, view: Asked, release: () => void) {
    this.match = followed.match
    this.view = view
    this.#followed = followed
    this.#release = release
    const shown = view === 'full' ? WHOLE : new ScoreProjection()
    this.#shown = shown
    this.#listener = {
      updated: (update) => {
        const projected = shown.update(update)
        if (projected) this.#emitter.emit('update', { sport: update.after.sport, ...projected } as UpdateIn<View>)
        const { kind } = update.message
        if (kind === 'source' || kind === 'fixture') this.#emitter.emit('relist', this)
      },
      replaced: (snapshot) => {
        const projected = shown.snapshot(snapshot)
        if (projected) this.#emitter.emit('snapshot', projected)
        if (snapshot.before) this.#emitter.emit('relist', this)
      },
      changed: () => this.#emitter.emit('change', this),
      statusChanged: (status) => this.#emitter.emit('status', status),
    }
    followed.listeners.add(this.#listener)
    // Listeners are added after this; they are told of a state that is there already.
    if (followed.held) queueMicrotask(() => followed.listeners.has(this.#listener) && this.#listener.changed())
  }

  /** Undefined until the first answer. A new object after each change, the parts that stayed the same are shared. */
  get state(): StateIn<Asked> | undefined {
    return this.#shown.state(this.#followed.held?.state) as StateIn<Asked> | undefined
  }

  get seq(): number | undefined {
    return this.#followed.held?.seq
  }

  get epoch(): string | undefined {
    return this.#followed.held?.epoch
  }

  /** How much later than it happens it is shown. Its clock is to be read at `client.now() - delayMs`. */
  get delayMs(): number {
    return this.#followed.shownDelayMs
  }

  get status(): MatchStatus {
    return this.#followed.status
  }

  /**
   * Since when the feed of the match is silent while it is being played, in ms by the server's clock; undefined while it is heard, and of
   * feeds that send no heartbeats. The connection may be live all the same: tell viewers that the score may be old.
   */
  get feedSilentSince(): number | undefined {
    return this.#followed.feedSilentSince
  }

  /** @returns a function that takes the listener away again */
  on<Name extends keyof MatchEvents>(name: Name, listener: (value: MatchEvents<Asked>[Name]) => void): () => void {
    return this.#emitter.on(name, listener as (value: MatchEvents<View>[Name]) => void)
  }

  /** No more events. Does nothing the second time. */
  close(): void {
    if (this.#followed.listeners.delete(this.#listener)) this.#release()
  }
}
