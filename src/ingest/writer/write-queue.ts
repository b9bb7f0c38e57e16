import { setImmediate as nextTurn } from 'node:timers/promises'

/** Something that waits to be written. Its weight is how many events it brings. */
export interface Waiting {
  readonly weight: number
}

/** How far a group was written. */
export interface GroupWritten<Item> {
  /** How many items from the front it has dealt with, at least one; the others are given to it again. */
  readonly done: number
  /** What is left of the last of these. It is next. */
  readonly rest?: Item
}

/** Writes items to one match, in the order they came. */
export type WriteGroup<Item> = (match: string, group: readonly Item[]) => Promise<GroupWritten<Item>>

/** The bound on one transaction, in events. An item that brings more is written alone, in several if it can be split. */
export const MAX_GROUP = 500

/**
 * Items that come for a match while it is being written wait, and are then written together. So a busy match pays one
 * transaction for all that wait instead of one each, and writers of one process never race for the same
 * compare-and-swap. Matches do not wait for each other.
 */
export class WriteQueue<Item extends Waiting> {
  readonly #writeGroup: WriteGroup<Item>
  readonly #waiting = new Map<string, Item[]>()

  /** @param writeGroup must not throw; it answers the items itself */
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
      const { done, rest } = await this.#writeGroup(match, waiting.slice(0, groupLength(waiting)))
      waiting.splice(0, done, ...(rest === undefined ? [] : [rest]))
      // Senders that were just answered send their next item within this turn. Waiting for it lets them share a transaction.
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
