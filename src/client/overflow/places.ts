import type { Lane } from './lane.ts'

/** On which connection each match and each board is. */
export class Places {
  /** Where a match or board was asked for. */
  readonly #laneOfMatch = new Map<string, Lane>()
  readonly #laneOfBoard = new Map<string, Lane>()
  /** Whose boards bring a match. */
  readonly #broughtBy = new Map<string, Lane>()

  laneOfMatch(match: string): Lane | undefined {
    return this.#laneOfMatch.get(match)
  }

  laneOfBoard(board: string): Lane | undefined {
    return this.#laneOfBoard.get(board)
  }

  addMatch(lane: Lane, match: string): void {
    lane.matches.add(match)
    this.#laneOfMatch.set(match, lane)
  }

  addBoard(lane: Lane, board: string): void {
    lane.boards.add(board)
    this.#laneOfBoard.set(board, lane)
  }

  forgetMatch(lane: Lane, match: string): void {
    if (this.#laneOfMatch.get(match) === lane) this.#laneOfMatch.delete(match)
    this.forgetBrought(lane, match)
    lane.matches.delete(match)
  }

  forgetBoard(lane: Lane, board: string): void {
    if (this.#laneOfBoard.get(board) === lane) this.#laneOfBoard.delete(board)
    lane.boards.delete(board)
    // What it brought is told by whichever board has it from now on, perhaps on another connection.
    for (const match of this.#broughtBy.keys()) this.forgetBrought(lane, match)
  }

  /** The match has left the boards of this connection. */
  forgetBrought(lane: Lane, match: string): void {
    if (this.#broughtBy.get(match) === lane) this.#broughtBy.delete(match)
  }

  /**
   * Whether this connection is the one that tells of the match. One that was asked for by itself comes from there alone: boards of another
   * connection may show less of it, or sooner.
   */
  isFrom(lane: Lane, match: string): boolean {
    const owner = this.#laneOfMatch.get(match) ?? this.#broughtBy.get(match)
    // Without a board it only tells late of what was left there.
    if (owner === undefined && lane.boards.size > 0) this.#broughtBy.set(match, lane)
    return owner === undefined || owner === lane
  }
}
