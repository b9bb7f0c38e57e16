import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { QueueFull } from '../../src/feed-client/line.ts'
import { SendQueue } from '../../src/feed-client/send-queue.ts'

/** Work that ends when the test says so. */
function openWork() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => () => {
    begun.push(name)
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)))
  }
  return { begun, work, end: (name: string) => ends.get(name)?.() }
}

it('begins a change when the one before it of the match was answered; other matches do not wait', async () => {
  const { begun, work, end } = openWork()
  const queue = new SendQueue({ maxQueued: 9, maxMatches: 9 })
  const first = queue.add('m1', work('a'))
  void queue.add('m1', work('b'))
  void queue.add('m2', work('c'))
  expect(begun).toEqual(['a', 'c'])
  end('a')
  expect(await first).toBe('a')
  await nextTurn()
  expect(begun).toEqual(['a', 'c', 'b'])
})

it('begins a change of a match that had none for a while', async () => {
  const queue = new SendQueue({ maxQueued: 9, maxMatches: 9 })
  for (const name of ['a', 'b']) {
    expect(await queue.add('m1', async () => name)).toBe(name)
    await nextTurn()
  }
})

it('goes on after one that failed', async () => {
  const queue = new SendQueue({ maxQueued: 9, maxMatches: 9 })
  const failed = queue.add('m1', () => Promise.reject(new Error('no')))
  const next = queue.add('m1', async () => 'yes')
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('yes')
  expect(queue.size).toBe(0)
})

it('takes so many, and says when there is room again', async () => {
  const { work, end } = openWork()
  const queue = new SendQueue({ maxQueued: 2, maxMatches: 9 })
  void queue.add('m1', work('a'))
  void queue.add('m1', work('b'))
  await expect(queue.add('m2', work('c'))).rejects.toThrow(QueueFull)
  let hasRoom = false
  const room = queue.room().then(() => {
    hasRoom = true
  })
  await nextTurn()
  expect(hasRoom).toBe(false)
  end('a')
  await room
  await queue.room()
  void queue.add('m2', work('c'))
  expect(queue.size).toBe(2)
})

it('sends to so many matches at once, in turn', async () => {
  const { begun, work, end } = openWork()
  const queue = new SendQueue({ maxQueued: 9, maxMatches: 1 })
  void queue.add('m1', work('a'))
  void queue.add('m1', work('b'))
  void queue.add('m2', work('c'))
  expect(begun).toEqual(['a'])
  for (const name of ['a', 'c']) {
    end(name)
    await nextTurn()
  }
  expect(begun).toEqual(['a', 'c', 'b'])
})
