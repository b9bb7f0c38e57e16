import type { MatchState } from '../match/state.ts'
import { Emitter } from './emitter.ts'
import type { AppliedUpdate, MatchView, TakenSnapshot, ViewListener } from './following/followed-match.ts'
import type { MatchStatus } from './status.ts'

/** The events of a `MatchSubscription`. */
export interface MatchEvents {
  /** Something of it reads differently now: state or status. Once per message of the server. */
  change: MatchSubscription
  /** One accepted change, after it was folded in: each once, in order. */
  update: AppliedUpdate
  /** The state was replaced as a whole. */
  snapshot: TakenSnapshot
  status: MatchStatus
}

/** One match, kept current until `close`. */
export class MatchSubscription {
  readonly match: string
  readonly #view: MatchView
  readonly #emitter = new Emitter<MatchEvents>()
  readonly #listener: ViewListener
  readonly #release: () => void

  /** @param release called once, after this subscription was closed */
  constructor(view: MatchView, release: () => void) {
    this.match = view.match
    this.#view = view
    this.#release = release
    this.#listener = {
      updated: (update) => this.#emitter.emit('update', update),
      replaced: (snapshot) => this.#emitter.emit('snapshot', snapshot),
      changed: () => this.#emitter.emit('change', this),
      statusChanged: (status) => this.#emitter.emit('status', status),
    }
    view.listeners.add(this.#listener)
    // The first listener comes after this; it should not have to ask whether there is a state already.
    if (view.held) queueMicrotask(() => view.listeners.has(this.#listener) && this.#listener.changed())
  }

  /** Undefined until the first answer. A new object after each change, the parts that stayed the same are shared. */
  get state(): MatchState | undefined {
    return this.#view.held?.state
  }

  get seq(): number | undefined {
    return this.#view.held?.seq
  }

  get epoch(): string | undefined {
    return this.#view.held?.epoch
  }

  /** How much later than it happens it is shown. Its clock is to be read at `client.now() - delayMs`. */
  get delayMs(): number {
    return this.#view.delayMs
  }

  get status(): MatchStatus {
    return this.#view.status
  }

  /** @returns a function that takes the listener away again */
  on<Name extends keyof MatchEvents>(name: Name, listener: (value: MatchEvents[Name]) => void): () => void {
    return this.#emitter.on(name, listener)
  }

  /** No more events. Does nothing the second time. */
  close(): void {
    if (this.#view.listeners.delete(this.#listener)) this.#release()
  }
}
