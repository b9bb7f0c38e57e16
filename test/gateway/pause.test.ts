import { getEventListeners } from 'node:events'
import { expect, it, onTestFinished, vi } from 'vitest'
import { pause } from '../../src/gateway/pause.ts'

it('ends with its time or its signal, whichever is first, and leaves no timer and no listener behind', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const end = new AbortController()
  const left = () => [vi.getTimerCount(), getEventListeners(end.signal, 'abort').length]
  const inTime = pause(100, end.signal)
  expect(left()).toEqual([1, 1])
  vi.advanceTimersByTime(100)
  await inTime
  expect(left()).toEqual([0, 0])

  const ended = pause(100, end.signal)
  end.abort()
  await ended
  expect(left()).toEqual([0, 0])
  await pause(100, end.signal)
  expect(left()).toEqual([0, 0])
})
