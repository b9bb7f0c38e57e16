/** Reads the list of a board's name once a round for all its boards, whatever their delay. */
export class ListReads {
  #reads = new Map<string, Promise<readonly string[]>>()

  /** What was read in this round, else what `read` reads now. */
  read(name: string, read: () => Promise<readonly string[]>): Promise<readonly string[]> {
    const known = this.#reads.get(name)
    if (known !== undefined) return known
    const reads = this.#reads
    const matches = read()
    reads.set(name, matches)
    // What could not be read is read again.
    matches.catch(() => reads.delete(name))
    return matches
  }

  /** From now on everything is read anew. */
  beginRound(): void {
    this.#reads = new Map()
  }
}
