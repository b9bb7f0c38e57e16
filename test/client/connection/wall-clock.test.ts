import { expect, it, vi } from 'vitest'
import { WallClock } from '../../../src/client/connection/wall-clock.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest({ now: 1_000_000 })

it('tells each step once, back and forward', () => {
  const clock = new WallClock()
  vi.setSystemTime(Date.now() - 60_000)
  expect([clock.takeStep(), clock.takeStep()]).toEqual([-60_000, 0])
  vi.setSystemTime(Date.now() + 3_600_000)
  expect([clock.takeStep(), clock.takeStep()]).toEqual([3_600_000, 0])
})

it('does not take time that passes for a step, nor less than half a second', () => {
  const clock = new WallClock()
  vi.advanceTimersByTime(3_600_000)
  expect(clock.takeStep()).toBe(0)
  vi.setSystemTime(Date.now() - 499)
  expect(clock.takeStep()).toBe(0)
  vi.setSystemTime(Date.now() - 1)
  expect(clock.takeStep()).toBe(-500)
})
