import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Viewers } from '../../../src/gateway/viewer/viewers.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function open(count: number) {
  const viewers = new Viewers()
  const [close, terminate] = [vi.fn(), vi.fn()]
  const all = Array.from({ length: count }, () => ({ close }) as never)
  for (const viewer of all) viewers.add(viewer, { terminate } as never)
  return { viewers, all, close, terminate }
}

it('closes 256 viewers in a turn when all have to go', async () => {
  const { viewers, all, close, terminate } = open(600)
  const gone = viewers.closeAll()
  for (const closed of [256, 512, 600]) {
    expect(close).toHaveBeenCalledTimes(closed)
    await nextTurn()
  }
  for (const viewer of all) viewers.delete(viewer)
  await vi.advanceTimersByTimeAsync(10)
  await gone
  expect(terminate).not.toHaveBeenCalled()
})

it('cuts off after a second those that do not answer their close frame', async () => {
  const { viewers, all, close, terminate } = open(2)
  const gone = viewers.closeAll()
  viewers.delete(all[0] as never)
  await vi.advanceTimersByTimeAsync(990)
  expect(terminate).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(20)
  await gone
  expect(close).toHaveBeenCalledTimes(2)
  expect(terminate).toHaveBeenCalledOnce()
})
