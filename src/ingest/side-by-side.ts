/**
 * Works on items in their order, so many at once. One that fails holds up no other: the rest is worked on by those that are left.
 *
 * @param isOver asked before each item; true begins none any more
 * @throws what one of them threw, once nothing is being worked on
 */
export async function sideBySide<Item>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<void>,
  isOver: () => boolean = () => false,
): Promise<void> {
  const waiting = items[Symbol.iterator]()
  const worker = async () => {
    while (!isOver()) {
      const { value, done } = waiting.next()
      if (done) return
      await work(value)
    }
  }
  // A worker ends with what it failed at, so that an outage, at which all fail, is not waited for once an item.
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, worker))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
}
