import { expect, it, vi } from 'vitest'
import { StallWatch } from '../../../src/gateway/viewer/stall-watch.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest({ toFake: ['Date', 'performance', 'setInterval', 'clearInterval'] })

it('[W4] cuts off a viewer that takes nothing for 30 s, within five more, and none that has nothing to take', () => {
  const watch = new StallWatch()
  const closed: string[] = []
  const startedAt = performance.now()
  const add = (name: string, waitingSince: number | undefined) =>
    watch.add({
      waitingSince,
      patienceMs: 30_000,
      cutOff: (code) => closed.push(`${name} ${code} ${performance.now() - startedAt}`),
    })
  add('stalled', startedAt)
  add('later', startedAt + 9_000)
  add('idle', undefined)
  vi.advanceTimersByTime(40_000)

  expect(closed).toEqual(['stalled 4002 35000', 'stalled 4002 40000', 'later 4002 40000'])
  watch.close()
  expect(vi.getTimerCount()).toBe(0)
})

it('[W15] counts no step of the wall clock as time that a viewer took nothing, and misses none for it', () => {
  const watch = new StallWatch()
  const closed: string[] = []
  watch.add({ waitingSince: performance.now(), patienceMs: 30_000, cutOff: (code) => closed.push(`viewer ${code}`) })

  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(30_000)
  expect(closed).toEqual([])
  vi.setSystemTime(Date.now() - 7_200_000)
  vi.advanceTimersByTime(5_000)
  expect(closed).toEqual(['viewer 4002'])
  watch.close()
})
