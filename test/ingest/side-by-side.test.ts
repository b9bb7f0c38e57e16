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

it('goes on with the others when one fails, and throws what it threw once they have ended', async () => {
  const { work, begun, end } = startedWork()
  let isEnded = false
  const all = sideBySide(['a', 'b', 'c'], 2, work).finally(() => {
    isEnded = true
  })
  const failure = expect(all).rejects.toThrow('no')
  await end('a', new Error('no'))
  expect(begun).toEqual(['a', 'b'])
  await end('b')
  expect(begun).toEqual(['a', 'b', 'c'])
  expect(isEnded).toBe(false)
  await end('c')
  await failure
})

it('begins nothing more once as many have failed as are worked on at once', async () => {
  const { work, begun, end } = startedWork()
  const all = sideBySide(['a', 'b', 'c'], 2, work)
  const failure = expect(all).rejects.toThrow('first')
  await end('a', new Error('first'))
  await end('b', new Error('second'))
  await failure
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
