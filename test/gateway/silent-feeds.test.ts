import { expect, it, onTestFinished, vi } from 'vitest'
import { SilentFeeds, type SilentFeedsOptions } from '../../src/gateway/silent-feeds.ts'

function open(readStaleMatches: SilentFeedsOptions['sources']['readStaleMatches']) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const told: [string, object][][] = []
  const onFailure = vi.fn()
  const feeds = new SilentFeeds({
    sources: { readStaleMatches },
    matches: () => ['m1', 'm2'],
    now: () => 9,
    onChange: (changes) => told.push([...changes]),
    onFailure,
  })
  return { feeds, told, onFailure }
}

it('[H7] looks two seconds after the look before has ended, and tells what has changed', async () => {
  const found = [[{ match: 'm1', at: 5 }], [{ match: 'm1', at: 5 }], []]
  const read = vi.fn(async (_matches: readonly string[]) => found.shift() ?? [])
  const { feeds, told } = open(read)
  await vi.advanceTimersByTimeAsync(1_999)
  expect(read).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(read).toHaveBeenCalledWith(['m1', 'm2'])
  expect(feeds.staleSince('m1')).toBe(5)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(told).toEqual([[['m1', { health: 'stale', at: 5 }]], [['m1', { health: 'live', at: 9 }]]])
  expect(feeds.staleSince('m1')).toBeUndefined()

  feeds.close()
  expect(vi.getTimerCount()).toBe(0)
})

it('[H7] looks again after a look that failed, and tells no failure once it is closed', async () => {
  const { feeds, onFailure } = open(() => Promise.reject(new Error('away')))
  await vi.advanceTimersByTimeAsync(4_000)
  expect(onFailure).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(2_000)
  feeds.close()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(onFailure).toHaveBeenCalledTimes(2)
  expect(vi.getTimerCount()).toBe(0)
})
