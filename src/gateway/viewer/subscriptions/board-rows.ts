import type { MatchPosition } from '../../../protocol/messages.ts'
import type { BaseChannel } from '../../rooms/channel.ts'
import type { PortionSize } from './portion-size.ts'
import type { WatchedBoard } from './watched-boards.ts'

/** One match of a board that the viewer has not been told of. */
export interface BoardRow {
  /** As the request asked for the board. */
  readonly watched: WatchedBoard
  readonly base: BaseChannel
  readonly position: MatchPosition | undefined
}

/** The rows of one answer, of which a viewer is told as many at a time as a portion holds. */
export class BoardRows {
  /** The `id` of the request. */
  readonly id: number | undefined
  /** Matches of which the answer has told: several boards may have a row of one. */
  readonly told = new Set<string>()
  readonly #rows: readonly BoardRow[]
  readonly #size: PortionSize
  #next = 0

  constructor(id: number | undefined, rows: readonly BoardRow[], size: PortionSize) {
    this.id = id
    this.#rows = rows
    this.#size = size
  }

  get isOver(): boolean {
    return this.#next >= this.#rows.length
  }

  /** Takes the rows of the next portion. @param tell joins a row's channel; returns the length of what the viewer is told of it */
  tellSome(tell: (row: BoardRow) => number): void {
    let charactersLeft = this.#size.next()
    for (let row = this.#rows[this.#next]; row !== undefined && charactersLeft > 0; row = this.#rows[this.#next]) {
      this.#next += 1
      charactersLeft -= tell(row)
    }
  }
}
