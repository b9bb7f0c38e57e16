import { expect, it } from 'vitest'
import { sideBySide } from '../../src/ingest/side-by-side.ts'

/** Work that the test ends, item by item. */
function startedWork() {
  const running = new Map<string, { resolve(): void; reject(error: Error): void }>()
  const begun: string[] = []
  const work = (item: string) => {
    begun.push(item)
    return new Promise<void>((resolve, reject) => running.set(item, { resolve, reject }))
  }
  /** Ends one item, and lets whoever waited for it go on. */
  const end = async (item: string, error?: Error) => {
    const { resolve, reject } = running.get(item) ?? {}
    if (error === undefined) resolve?.()
    else reject?.(error)
    for (let turn = 0; turn < 5; turn += 1) await null
  }
  return { work, begun, end }
}

it('works on so many at once, in their order, and ends with the last', async () => {
  const { work, begun, end } = startedWork()
  const all = sideBySide(['a', 'b', 'c'], 2, work)
  expect(begun).toEqual(['a', 'b'])
  await end('b')
  expect(begun).toEqual(['a', 'b', 'c'])
  await end('a')
  await end('c')
  await all
})

it('begins nothing more once one has failed, and throws what it threw', async () => {
  const { work, begun, end } = startedWork()
  const all = sideBySide(['a', 'b', 'c', 'd'], 2, work)
  await Promise.all([expect(all).rejects.toThrow('no'), end('a', new Error('no'))])
  await end('b')
  expect(begun).toEqual(['a', 'b'])
})

it('begins nothing more once it is over', async () => {
  const { work, begun, end } = startedWork()
  let isOver = false
  const all = sideBySide(['a', 'b', 'c'], 1, work, () => isOver)
  isOver = true
  await end('a')
  await all
  expect(begun).toEqual(['a'])
})
