import { expect, it, vi } from 'vitest'
import { FeedLimits } from '../../src/ingest/feed-limits.ts'
import { fakeTimePerTest } from '../support/fake-time.ts'

fakeTimePerTest({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })

/** A shared bucket with so many tokens, which does not fill by itself. */
function bucketOf(tokens: number) {
  const asked: number[] = []
  const bucket = {
    tokens,
    asked,
    async takeTokens(_feed: string, _rate: object, wanted: number) {
      asked.push(wanted)
      const taken = Math.min(wanted, bucket.tokens)
      bucket.tokens -= taken
      return taken
    },
  }
  return bucket
}

const turns = async (limits: FeedLimits, count: number, feed = 'opta') => {
  const answers = await Promise.all(Array.from({ length: count }, () => limits.takeTurn(feed)))
  return answers.filter(Boolean).length
}

it('[H19] replicas that share a bucket let no more pass together than is in it', async () => {
  const bucket = bucketOf(100)
  const replicas = [1, 2, 3].map(() => new FeedLimits({ ratePerSecond: 100, allowance: bucket }))
  const passed = await Promise.all(replicas.map((each) => turns(each, 80)))
  expect(passed.reduce((sum, each) => sum + each)).toBe(100)
})

it('[H19] asks once for all who wait, and for a twentieth of a second’s worth at least', async () => {
  const bucket = bucketOf(10_000)
  const limits = new FeedLimits({ ratePerSecond: 2_000, allowance: bucket })
  expect(await turns(limits, 1)).toBe(1)
  expect(await turns(limits, 99)).toBe(99)
  expect(bucket.asked).toEqual([100])
  expect(await turns(limits, 500)).toBe(500)
  // The first of them asks, and those behind it are one question together.
  expect(bucket.asked.slice(1)).toEqual([100, 400])
})

it('[H19] what was taken and not used in a second is not used any more', async () => {
  const bucket = bucketOf(10_000)
  const limits = new FeedLimits({ ratePerSecond: 2_000, allowance: bucket })
  await turns(limits, 1)
  vi.advanceTimersByTime(1_000)
  await turns(limits, 1)
  expect(bucket.asked).toEqual([100])
  vi.advanceTimersByTime(1)
  await turns(limits, 1)
  expect(bucket.asked).toEqual([100, 100])
})

it('[H19] a flood is not a flood of questions', async () => {
  const bucket = bucketOf(5)
  const limits = new FeedLimits({ ratePerSecond: 5, allowance: bucket })
  expect(await turns(limits, 50)).toBe(5)
  const before = bucket.asked.length
  for (let n = 0; n < 100; n += 1) expect(await turns(limits, 1)).toBe(0)
  expect(bucket.asked).toHaveLength(before)
  bucket.tokens = 1
  vi.advanceTimersByTime(24)
  expect(await turns(limits, 1)).toBe(0)
  expect(bucket.asked).toHaveLength(before)
  vi.advanceTimersByTime(1)
  expect(await turns(limits, 1)).toBe(1)
})

it('[H19] a feed’s limit is no other feed’s', async () => {
  const limits = new FeedLimits({ ratePerSecond: 5 })
  expect(await turns(limits, 20)).toBe(5)
  expect(await turns(limits, 20, 'desk')).toBe(5)
})

it('[H19] a replica counts alone while the bucket is away, or answers too late', async () => {
  const away = { takeTokens: () => Promise.reject(new Error('away')) }
  expect(await turns(new FeedLimits({ ratePerSecond: 5, allowance: away }), 20)).toBe(5)
  const silent = { takeTokens: () => new Promise<number>(() => {}) }
  const limits = new FeedLimits({ ratePerSecond: 5, allowance: silent })
  const answered = turns(limits, 20)
  for (let n = 0; n < 20; n += 1) await vi.advanceTimersByTimeAsync(250)
  expect(await answered).toBe(5)
})

it('[H19] waits a quarter of a second for the bucket, and no longer', async () => {
  const silent = { takeTokens: () => new Promise<number>(() => {}) }
  let passed = 0
  void turns(new FeedLimits({ ratePerSecond: 5, allowance: silent }), 1).then((count) => (passed = count))
  await vi.advanceTimersByTimeAsync(249)
  expect(passed).toBe(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(passed).toBe(1)
  expect(await turns(new FeedLimits({ ratePerSecond: 5, allowance: bucketOf(5) }), 1)).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})
