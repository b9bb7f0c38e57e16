import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { StallWatch } from '../../../src/gateway/viewer/stall-watch.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

it('[W4] closes a viewer that takes nothing for 30 s, within five more, and none of which nothing is on its way', () => {
  const watch = new StallWatch()
  const closed: string[] = []
  const startedAt = Date.now()
  const add = (name: string, waitingSince: number | undefined) =>
    watch.add({ waitingSince, cutOff: (code) => closed.push(`${name} ${code} ${Date.now() - startedAt}`) })
  add('stalled', startedAt)
  add('later', startedAt + 9_000)
  add('idle', undefined)
  vi.advanceTimersByTime(40_000)

  expect(closed).toEqual(['stalled 4002 35000', 'stalled 4002 40000', 'later 4002 40000'])
  watch.close()
  expect(vi.getTimerCount()).toBe(0)
})
