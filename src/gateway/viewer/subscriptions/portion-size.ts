/** The first portion is small, so that a page soon has something to show; each next one is twice as large. */
const FIRST_CHARACTERS = 4_096
const MOST_CHARACTERS = 65_536
/** The first portion has this many times the characters for a viewer of deflated frames, and so about as many bytes. */
const DEFLATED_FACTOR = 4

/** How much of a board a viewer is told at a time. */
export class PortionSize {
  #characters: number

  /** @param first characters of the first portion, plain */
  constructor(isDeflated: boolean, first = FIRST_CHARACTERS) {
    this.#characters = first * (isDeflated ? DEFLATED_FACTOR : 1)
  }

  /** In characters, of the portion that is made now. */
  next(): number {
    const characters = this.#characters
    this.#characters = Math.min(2 * characters, MOST_CHARACTERS)
    return characters
  }
}
