/**
 * Works on items in their order, so many at once.
 *
 * @param isOver asked before each item; true begins none any more
 * @throws what `work` throws; items that wait are not begun then
 */
export async function sideBySide<Item>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<void>,
  isOver: () => boolean = () => false,
): Promise<void> {
  const waiting = items[Symbol.iterator]()
  let hasFailed = false
  const worker = async () => {
    while (!hasFailed && !isOver()) {
      const { value, done } = waiting.next()
      if (done) return
      await work(value).catch((error: unknown) => {
        hasFailed = true
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
