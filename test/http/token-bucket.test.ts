import { expect, it, vi } from 'vitest'
import { TokenBucket } from '../../src/http/token-bucket.ts'
import { fakeTimePerTest } from '../support/fake-time.ts'

fakeTimePerTest()

const RATE = { perSecond: 20, burst: 100 }

/** How many tokens there are, up to 1000. */
function takeAll(bucket: TokenBucket): number {
  let taken = 0
  while (taken < 1_000 && bucket.take()) taken += 1
  return taken
}

it('gives a burst at once, and then nothing', () => {
  const bucket = new TokenBucket(RATE)
  expect(takeAll(bucket)).toBe(100)
  expect(bucket.take()).toBe(false)
})

it('gives its rate for ever', () => {
  const bucket = new TokenBucket(RATE)
  for (let token = 0; token < 10_000; token += 1) {
    expect(bucket.take()).toBe(true)
    vi.advanceTimersByTime(50)
  }
})

it('never saves up more than one burst', () => {
  const bucket = new TokenBucket(RATE)
  vi.advanceTimersByTime(3_600_000)
  expect(takeAll(bucket)).toBe(100)
})

it('takes nothing where it gives nothing', () => {
  const bucket = new TokenBucket({ perSecond: 1, burst: 1 })
  bucket.take()
  for (let tenth = 0; tenth < 10; tenth += 1) {
    expect(bucket.take()).toBe(false)
    vi.advanceTimersByTime(100)
  }
  vi.advanceTimersByTime(1)
  expect(bucket.take()).toBe(true)
})

it('has to earn back a debt before it gives anything', () => {
  const bucket = new TokenBucket(RATE)
  bucket.charge(140)
  vi.advanceTimersByTime(2_000)
  expect(bucket.take()).toBe(false)
  vi.advanceTimersByTime(51)
  expect(bucket.take()).toBe(true)
})

it('does not mind that somebody sets the clock', () => {
  const bucket = new TokenBucket(RATE)
  vi.setSystemTime(Date.now() - 3_600_000)
  expect(bucket.take()).toBe(true)
  vi.setSystemTime(Date.now() + 7_200_000)
  expect(takeAll(bucket)).toBe(99)
})
