import type { Board, BoardMember } from '../../boards/board.ts'
import type { BaseChannel } from '../../rooms/channel.ts'
import { type Kind, widest } from '../../variants/kind.ts'

/** One watching of a board: another one as soon as the viewer asks for the board again. */
export interface WatchedBoard {
  readonly board: Board
  readonly kind: Kind
  /** Matches on it that the viewer has left since it asked for the board: the board brings them no more. */
  readonly left: Set<string>
}

/** The boards that one viewer watches, and the kind that it wants each in. */
export class WatchedBoards {
  readonly #viewer: BoardMember
  readonly #byName = new Map<string, WatchedBoard>()

  constructor(viewer: BoardMember) {
    this.#viewer = viewer
  }

  get isEmpty(): boolean {
    return this.#byName.size === 0
  }

  get names(): Iterable<string> {
    return this.#byName.keys()
  }

  get(name: string): WatchedBoard | undefined {
    return this.#byName.get(name)
  }

  /** True if any of them has the match. */
  has(match: string): boolean {
    for (const { board } of this.#byName.values()) if (board.has(match)) return true
    return false
  }

  /** True if another board than this one brings the match by this very channel, which has a delay of its own. */
  othersHold(channel: BaseChannel, { name }: Board): boolean {
    for (const { board } of this.#byName.values()) if (board.name !== name && board.holds(channel)) return true
    return false
  }

  /** The viewer has left a match: none of these boards brings it before it or the board is asked for again, or the match has left it. */
  leaveMatch(match: string): void {
    for (const { board, left } of this.#byName.values()) if (board.has(match)) left.add(match)
  }

  /** The viewer has asked for the match again. */
  returnTo(match: string): void {
    for (const { left } of this.#byName.values()) left.delete(match)
  }

  /** The kind that serves `asked`, and each of these boards that has the match. */
  widest(match: string, asked: Kind): Kind {
    let kind = asked
    for (const { board, kind: ofBoard } of this.#byName.values()) if (board.has(match)) kind = widest(kind, ofBoard)
    return kind
  }

  /** The viewer has joined the board. */
  add(board: Board, kind: Kind): WatchedBoard {
    const before = this.#byName.get(board.name)?.board
    // It was watched with another delay.
    if (before !== board) before?.leave(this.#viewer)
    const watched = { board, kind, left: new Set<string>() }
    this.#byName.set(board.name, watched)
    return watched
  }

  leave(name: string): void {
    this.#byName.get(name)?.board.leave(this.#viewer)
    this.#byName.delete(name)
  }

  leaveAll(): void {
    for (const name of this.#byName.keys()) this.leave(name)
  }
}
