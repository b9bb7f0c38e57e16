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

/** Writes items of one queue, in the order they came. */
export type WriteGroup<Item> = (group: readonly [Item, ...Item[]]) => Promise<GroupWritten<Item>>

/** The bound on one transaction, in events. An item that brings more is written alone, in several if it can be split. */
export const MAX_GROUP = 500

/**
 * Each source of a match has a queue, so that a source in the shadow and the one in charge never wait for each other. Items that
 * come while their match is being written wait, and are then written together. So a busy match pays one
 * transaction for all that wait instead of one each, and its requests never race for the same compare-and-swap. Queues do not wait
 * for each other.
 */
export class WriteQueue<Item extends Waiting> {
  readonly #writeGroup: WriteGroup<Item>
  readonly #waiting = new Map<string, Item[]>()

  /** @param writeGroup must not throw; it answers the items itself */
  constructor(writeGroup: WriteGroup<Item>) {
    this.#writeGroup = writeGroup
  }

  add(queue: string, item: Item): void {
    const waiting = this.#waiting.get(queue)
    if (waiting !== undefined) {
      waiting.push(item)
      return
    }
    const first = [item]
    this.#waiting.set(queue, first)
    void this.#write(queue, first)
  }

  async #write(queue: string, waiting: Item[]): Promise<void> {
    for (let [first] = waiting; first !== undefined; [first] = waiting) {
      const { done, rest } = await this.#writeGroup([first, ...waiting.slice(1, groupLength(waiting))])
      waiting.splice(0, done, ...(rest === undefined ? [] : [rest]))
      // Senders that were just answered send their next item within this turn. Waiting for it lets them share a transaction.
      await nextTurn()
    }
    this.#waiting.delete(queue)
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
