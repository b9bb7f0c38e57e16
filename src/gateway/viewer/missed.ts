import type { Board } from '../boards/board.ts'
import type { BaseChannel, Channel } from '../rooms/channel.ts'
import type { BoardChange } from './subscriptions/board-change.ts'
import type { BoardRows } from './subscriptions/board-rows.ts'

/** How a viewer is told of what it missed. */
export interface MissedTeller {
  /** False: whatever is left has to wait. */
  hasSpace(): boolean
  /** Writes the next rows of an answer. */
  tellRows(rest: BoardRows): void
  /** Writes the newest state of a channel of which the viewer has everything up to `lastSeq`. */
  tellNewest(channel: Channel, lastSeq: number): void
  /** Writes the next portion of a changed board. @returns false if the viewer has let go of the board */
  tellChange(change: BoardChange): boolean
}

/** What a viewer has not been sent since it fell behind, and the order in which it is told. */
export class Missed {
  /** Channels of which it missed something, with the last seq that it was given. */
  readonly #channels = new Map<Channel, number>()
  /** Boards that have changed. */
  readonly #changes = new Map<Board, BoardChange>()
  /** Answers of which it was sent the first rows. */
  readonly #rows = new Set<BoardRows>()

  /** The viewer missed an update of the channel. @param lastSeq the seq before it; only that of the first missed update counts */
  note(channel: Channel, lastSeq: number): void {
    if (!this.#channels.has(channel)) this.#channels.set(channel, lastSeq)
  }

  /** The channel has closed, or begun a new epoch: nothing of what was missed before counts. */
  startOver(channel: Channel): void {
    this.#channels.set(channel, channel.log.seq)
  }

  /** Nothing of the channel is missed any more. */
  forgetChannel(channel: Channel): void {
    this.#channels.delete(channel)
  }

  noteRows(rest: BoardRows): void {
    this.#rows.add(rest)
  }

  noteChange(change: BoardChange): void {
    this.#changes.set(change.board, change)
  }

  /** The board has changed once more. @returns false if no change of it was noted before */
  addToChange(board: Board, joined: readonly BaseChannel[]): boolean {
    const change = this.#changes.get(board)
    change?.add(joined)
    return change !== undefined
  }

  forgetChanges(boards: readonly Board[]): void {
    for (const board of boards) this.#changes.delete(board)
  }

  /** Tells as much as there is space for. @returns true if that was all, and there is space for more */
  tell(teller: MissedTeller): boolean {
    // Rows come before what has changed meanwhile: in a busy match something always has.
    for (const rest of this.#rows) {
      while (!rest.isOver) {
        if (!teller.hasSpace()) return false
        teller.tellRows(rest)
      }
      this.#rows.delete(rest)
    }
    for (const [channel, lastSeq] of this.#channels) {
      if (!teller.hasSpace()) return false
      this.#channels.delete(channel)
      teller.tellNewest(channel, lastSeq)
    }
    for (const [board, change] of this.#changes) {
      while (!change.isOver) {
        if (!teller.hasSpace()) return false
        if (!teller.tellChange(change)) break
      }
      this.#changes.delete(board)
    }
    return teller.hasSpace()
  }
}
