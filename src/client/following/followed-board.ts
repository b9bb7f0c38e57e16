import type { MatchPosition, View } from '../../protocol/messages.ts'
import { tell } from '../emitter.ts'
import { type BoardStatus, isSameStatus } from '../status.ts'
import type { FollowedMatch } from './followed-match.ts'
import type { WantedBoard } from './wanted.ts'

/** What a board tells its subscriptions. */
export interface BoardListener {
  /** Matches came, went, or changed places. */
  listChanged(): void
  statusChanged(status: BoardStatus): void
}

/** One board as this client has it: which matches are on it, in order. */
export class FollowedBoard implements WantedBoard {
  readonly name: string
  readonly listeners = new Set<BoardListener>()
  readonly createdAt = Date.now()
  delayMs = 0
  view: View = 'full'
  everyMs = 0
  isSuspect = false
  /** Undefined until the first answer. */
  #matches: readonly FollowedMatch[] | undefined
  #status: BoardStatus = { kind: 'loading' }

  readonly #statusOf: (board: FollowedBoard) => BoardStatus

  /** @param statusOf what its status is, by all that is known now */
  constructor(name: string, statusOf: (board: FollowedBoard) => BoardStatus) {
    this.name = name
    this.#statusOf = statusOf
  }

  /** In the order of the board. */
  get matches(): readonly FollowedMatch[] {
    return this.#matches ?? []
  }

  get positions(): readonly MatchPosition[] {
    return this.matches.flatMap((match) => match.positionIn(this.view) ?? [])
  }

  get isNeeded(): boolean {
    return this.listeners.size > 0
  }

  get isKnown(): boolean {
    return this.#matches !== undefined
  }

  get status(): BoardStatus {
    return this.#status
  }

  set status(status: BoardStatus) {
    if (isSameStatus(status, this.#status)) return
    this.#status = status
    tell(this.listeners, (listener) => listener.statusChanged(status))
  }

  /** The list as it is now. */
  take(matches: readonly FollowedMatch[]): void {
    const before = this.#matches
    this.#matches = matches
    // A list never comes with the status of before it.
    this.status = this.#statusOf(this)
    const isSame = before?.length === matches.length && before.every((match, index) => match === matches[index])
    if (!isSame) tell(this.listeners, (listener) => listener.listChanged())
  }
}
