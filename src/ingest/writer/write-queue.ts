import { setImmediate as nextTurn } from 'node:timers/promises'

/** Something that waits to be written, and how many events it brings. */
export interface Waiting {
  readonly weight: number
}

/**
 * Writes what is to be written to one match, in the order it came.
 *
 * @returns how many of them it has dealt with, from the front, at least one; the others are given to it again
 */
export type WriteGroup<Item> = (match: string, group: readonly Item[]) => Promise<number>

/** The bound on one transaction, in events. One that brings more is written alone. */
export const MAX_GROUP = 500

/**
 * What comes for a match while it is being written waits, and is written together after that. So a busy match pays one
 * transaction for all that waits instead of one each, and writers of one process never race into each other's
 * compare-and-swap. Matches do not wait for each other.
 */
export class WriteQueue<Item extends Waiting> {
  readonly #writeGroup: WriteGroup<Item>
  readonly #waiting = new Map<string, Item[]>()

  /** @param writeGroup must not throw: it answers for what it is given */
  constructor(writeGroup: WriteGroup<Item>) {
    this.#writeGroup = writeGroup
  }

  add(match: string, item: Item): void {
    const waiting = this.#waiting.get(match)
    if (waiting !== undefined) {
      waiting.push(item)
      return
    }
    const first = [item]
    this.#waiting.set(match, first)
    void this.#write(match, first)
  }

  async #write(match: string, waiting: Item[]): Promise<void> {
    while (waiting.length > 0) {
      const done = await this.#writeGroup(match, waiting.slice(0, groupLength(waiting)))
      waiting.splice(0, done)
      // Those who were answered now send their next ones within the same turn: the first of them must not go alone.
      await nextTurn()
    }
    this.#waiting.delete(match)
  }
}

/** How many from the front go into one transaction. */
function groupLength(waiting: readonly Waiting[]): number {
  let weight = 0
  let length = 0
  for (const item of waiting) {
    weight += item.weight
    if (length > 0 && weight > MAX_GROUP) break
    length += 1
  }
  return length
}
