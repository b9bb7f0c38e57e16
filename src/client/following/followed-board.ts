import type { MatchPosition } from '../../protocol/messages.ts'
import { type BoardCode, type BoardStatus, isSameStatus } from '../status.ts'
import type { MatchView } from './followed-match.ts'

/** What a board tells those who watch it. */
export interface BoardListener {
  /** Matches came, went, or changed places. */
  listChanged(): void
  statusChanged(status: BoardStatus): void
}

/** How far this connection's subscription to the board has come. */
export type BoardJoin =
  | { readonly kind: 'wanted' }
  | { readonly kind: 'asked'; readonly id: number }
  | { readonly kind: 'joined' }
  /** Not now; asked again after a while. */
  | { readonly kind: 'postponed' }
  | { readonly kind: 'refused'; readonly code: BoardCode }

/** One board as this client sees it: which matches are on it, in order. */
export class BoardView {
  readonly name: string
  readonly listeners = new Set<BoardListener>()
  readonly createdAt = Date.now()
  delayMs = 0
  join: BoardJoin = { kind: 'wanted' }
  /** Asked for on this connection: the server may have it until it is told otherwise. */
  wasAsked = false
  /** Was in a request that the server could not read: goes alone from now on, so that it spoils no other. */
  isSuspect = false
  /** Undefined until the first answer. */
  #views: readonly MatchView[] | undefined
  #status: BoardStatus = { kind: 'loading' }

  constructor(name: string) {
    this.name = name
  }

  /** In the order of the board. */
  get views(): readonly MatchView[] {
    return this.#views ?? []
  }

  get isNeeded(): boolean {
    return this.listeners.size > 0
  }

  get isKnown(): boolean {
    return this.#views !== undefined
  }

  /** An answer that brings its matches comes soon. */
  get isAwaited(): boolean {
    return this.join.kind === 'wanted' || this.join.kind === 'asked'
  }

  get status(): BoardStatus {
    return this.#status
  }

  set status(status: BoardStatus) {
    if (isSameStatus(status, this.#status)) return
    this.#status = status
    for (const listener of this.listeners) listener.statusChanged(status)
  }

  refuse(code: BoardCode): void {
    this.join = { kind: 'refused', code }
    this.wasAsked = false
  }

  /**
   * The entry of a subscribe: the matches that it has resume, as many as fit.
   *
   * @param maxBytes of the entry; positions are ASCII
   */
  request(maxBytes: number): object {
    const entry = { board: this.name, ...(this.delayMs > 0 && { delayMs: this.delayMs }) }
    let room = maxBytes - new TextEncoder().encode(JSON.stringify({ ...entry, positions: [] })).length
    const positions: MatchPosition[] = []
    for (const { position } of this.views) {
      if (!position) continue
      room -= JSON.stringify(position).length + 1
      if (room < 0) break
      positions.push(position)
    }
    return positions.length > 0 ? { ...entry, positions } : entry
  }

  /** The list as it is now. */
  take(views: readonly MatchView[]): void {
    const before = this.#views
    this.#views = views
    const isSame = before?.length === views.length && before.every((view, index) => view === views[index])
    if (!isSame) for (const listener of this.listeners) listener.listChanged()
  }
}
