import type { MatchPosition } from '../../protocol/messages.ts'
import type { Board } from '../boards/board.ts'
import type { BaseChannel } from '../rooms/channel.ts'

/** One match of a board that a viewer is to be told of. */
export interface BoardRow {
  readonly board: Board
  readonly base: BaseChannel
  readonly position: MatchPosition | undefined
}

/** The first portion is small, so that a page has something to show; then each is twice as large. In characters. */
const FIRST_CHARACTERS = 4_096
const MOST_CHARACTERS = 65_536
/** What a deflated portion may have more. */
const DEFLATED_FACTOR = 4

/** The rows of one answer, of which a viewer is told as many at a time as its line carries. */
export class BoardRows {
  /** Of the request. */
  readonly id: number | undefined
  readonly #rows: readonly BoardRow[]
  #next = 0
  #characters: number

  /** @param first characters of the first portion, plain */
  constructor(id: number | undefined, rows: readonly BoardRow[], isDeflated: boolean, first = FIRST_CHARACTERS) {
    this.id = id
    this.#rows = rows
    this.#characters = first * (isDeflated ? DEFLATED_FACTOR : 1)
  }

  get isOver(): boolean {
    return this.#next >= this.#rows.length
  }

  /** Takes the rows of the next portion. @param tell joins a row's channel; returns the length of what the viewer is told of it */
  tellSome(tell: (row: BoardRow) => number): void {
    let room = this.#characters
    for (let row = this.#rows[this.#next]; row !== undefined && room > 0; row = this.#rows[this.#next]) {
      this.#next += 1
      room -= tell(row)
    }
    this.#characters = Math.min(2 * this.#characters, MOST_CHARACTERS)
  }
}
