import type { Board } from '../../boards/board.ts'
import type { BaseChannel } from '../../rooms/channel.ts'
import type { PortionSize } from './portion-size.ts'

/** `[W18]` What a viewer has to be told of a board that has changed, as many rows at a time as a portion holds. */
export class BoardChange {
  readonly board: Board
  /** The matches that the viewer knows to be on it. */
  readonly #told: Set<string>
  /** Those of `#told` that have another channel now: they are told again. */
  readonly #renewed = new Set<string>()
  readonly #size: PortionSize
  /** The viewer has not heard of the last change, which may be one of the order alone. */
  #isDue = true

  /** @param told what the viewer knows to be on the board */
  constructor(board: Board, told: Iterable<string>, size: PortionSize) {
    this.board = board
    this.#told = new Set(told)
    this.#size = size
  }

  get isOver(): boolean {
    return !this.#isDue && this.#left.length === 0 && !this.board.channels.some(({ match }) => this.#isOwed(match))
  }

  /** It has changed once more: these have come, some of them perhaps again. */
  add(joined: readonly BaseChannel[]): void {
    this.#isDue = true
    for (const { match } of joined) if (this.#told.has(match)) this.#renewed.add(match)
  }

  /**
   * Takes the rows of the next portion.
   *
   * @param tell joins a row's channel; returns the length of what the viewer is told of it
   * @returns what the viewer knows to be on the board after it, in order, and what has left it
   */
  tellSome(tell: (base: BaseChannel) => number): {
    readonly matches: readonly string[]
    readonly left: readonly string[]
  } {
    this.#isDue = false
    const left = this.#left
    for (const match of left) this.#told.delete(match)
    let charactersLeft = this.#size.next()
    for (const base of this.board.channels) {
      if (charactersLeft <= 0) break
      if (!this.#isOwed(base.match)) continue
      this.#told.add(base.match)
      this.#renewed.delete(base.match)
      charactersLeft -= tell(base)
    }
    const matches = this.board.channels.flatMap(({ match }) => (this.#told.has(match) ? [match] : []))
    return { matches, left }
  }

  #isOwed(match: string): boolean {
    return !this.#told.has(match) || this.#renewed.has(match)
  }

  get #left(): readonly string[] {
    return [...this.#told].filter((match) => !this.board.has(match))
  }
}
