import { expect, it, onTestFinished, vi } from 'vitest'
import { UnknownMatches } from '../../../../src/gateway/rooms/opening/unknown-matches.ts'

it('[W5] [W12] remembers the newest 10,000', () => {
  const unknown = new UnknownMatches()
  for (let index = 0; index < 10_001; index += 1) unknown.remember(`m${index}`)
  expect(unknown.size).toBe(10_000)
  expect([unknown.has('m0'), unknown.has('m1'), unknown.has('m10000')]).toEqual([false, true, true])
})

it('[W12] keeps the newest also when it was known before', () => {
  const unknown = new UnknownMatches()
  for (let index = 0; index < 10_000; index += 1) unknown.remember(`m${index}`)
  unknown.remember('m0')
  unknown.remember('one-more')
  expect([unknown.has('m0'), unknown.has('m1')]).toEqual([true, false])
})

it('[W5] lets go of what is over as others come', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const unknown = new UnknownMatches()
  for (let index = 0; index < 100; index += 1) unknown.remember(`m${index}`)
  vi.advanceTimersByTime(2_000)
  unknown.remember('new')
  expect(unknown.size).toBe(1)
})

it('[W12] knows nothing more of a match that turned out to be there', () => {
  const unknown = new UnknownMatches()
  unknown.remember('m')
  unknown.forget('m')
  expect([unknown.has('m'), unknown.size]).toEqual([false, 0])
})
