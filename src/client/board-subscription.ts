import type { View } from '../protocol/messages.ts'
import { Emitter } from './emitter.ts'
import type { BoardListener, FollowedBoard } from './following/followed-board.ts'
import { MatchSubscription } from './match-subscription.ts'
import type { BoardStatus } from './status.ts'

/** The events of a `BoardSubscription`. */
export interface BoardEvents<Asked extends View = 'full'> {
  /** A match came to the board; add listeners to it here. It may have its state already. */
  joined: MatchSubscription<Asked>
  /** A match left the board. Its subscription ends after this; `client.subscribe` keeps following it. */
  left: MatchSubscription<Asked>
  /** The list has changed: matches joined, left or changed places. Comes once, after those events. */
  change: BoardSubscription<Asked>
  status: BoardStatus
}

/** The matches of a board, each kept current, and the list itself, until `close`. */
export class BoardSubscription<Asked extends View = 'full'> {
  readonly name: string
  readonly #view: Asked
  readonly #board: FollowedBoard
  readonly #emitter = new Emitter<BoardEvents<View>>()
  readonly #listener: BoardListener
  readonly #release: () => void
  #matches = new Map<string, MatchSubscription<Asked>>()

  /** @param release called once, after this subscription was closed */
  constructor(board: FollowedBoard, view: Asked, release: () => void) {
    this.name = board.name
    this.#view = view
    this.#board = board
    this.#release = release
    this.#listener = {
      listChanged: () => this.#update(),
      statusChanged: (status) => this.#emitter.emit('status', status),
    }
    board.listeners.add(this.#listener)
    // Listeners are added after this; they are told of the matches that are there already.
    if (board.isKnown) queueMicrotask(() => board.listeners.has(this.#listener) && this.#update())
  }

  /** In the order of the board. */
  get matches(): readonly MatchSubscription<Asked>[] {
    return [...this.#matches.values()]
  }

  get status(): BoardStatus {
    return this.#board.status
  }

  /** @returns a function that takes the listener away again */
  on<Name extends keyof BoardEvents>(name: Name, listener: (value: BoardEvents<Asked>[Name]) => void): () => void {
    return this.#emitter.on(name, listener as (value: BoardEvents<View>[Name]) => void)
  }

  /** No more events, of the board and of its matches. Does nothing the second time. */
  close(): void {
    if (!this.#board.listeners.delete(this.#listener)) return
    for (const match of this.#matches.values()) match.close()
    this.#release()
  }

  #update(): void {
    const before = this.#matches
    this.#matches = new Map(
      this.#board.matches.map((match) => [
        match.match,
        before.get(match.match) ?? new MatchSubscription(match, this.#view, () => {}),
      ]),
    )
    for (const [match, subscription] of this.#matches) {
      if (!before.has(match)) this.#emitter.emit('joined', subscription)
    }
    for (const [match, subscription] of before) {
      if (this.#matches.has(match)) continue
      this.#emitter.emit('left', subscription)
      subscription.close()
    }
    this.#emitter.emit('change', this)
  }
}
