import { expect, it, onTestFinished, vi } from 'vitest'
import { OpeningQueue } from '../../../../src/gateway/rooms/opening/opening-queue.ts'
import { forSeeds } from '../../../support/seeded-random.ts'

it('opens no more at once than it may, each once, in the order they came', async () => {
  await forSeeds(50, async (random) => {
    const queue = new OpeningQueue(4)
    const begun: number[] = []
    const done: (() => void)[] = []
    let most = 0
    const all: Promise<unknown>[] = []
    const isOver = () => begun.length === 40 && done.length === 0
    for (let index = 0; !isOver(); ) {
      if (index < 40 && random.chance(0.6)) {
        const number = index
        const open = () =>
          new Promise<number>((resolve, reject) => {
            begun.push(number)
            done.push(() => (number % 5 === 0 ? reject(new Error('away')) : resolve(number)))
            most = Math.max(most, done.length)
          })
        all.push(queue.run(60_000, open).catch((error: Error) => error.message))
        index += 1
      } else if (done.length > 0) {
        done.splice(random.int(done.length), 1)[0]?.()
        if (random.chance(0.5)) for (let turn = 0; turn < 6; turn += 1) await Promise.resolve()
      } else {
        for (let turn = 0; turn < 6; turn += 1) await Promise.resolve()
      }
    }
    expect(await Promise.all(all)).toEqual(Array.from({ length: 40 }, (_, n) => (n % 5 === 0 ? 'away' : n)))
    expect(begun).toEqual(Array.from({ length: 40 }, (_, n) => n))
    expect(most).toBe(4)
  })
})

it('keeps no timer of an opening that got its slot', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const queue = new OpeningQueue(1)
  const first = Promise.withResolvers<void>()
  const opened = queue.run(60_000, () => first.promise)
  const waited = queue.run(60_000, async () => 'opened')
  expect(vi.getTimerCount()).toBe(1)
  first.resolve()
  await opened
  expect(await waited).toBe('opened')
  expect(vi.getTimerCount()).toBe(0)
})
